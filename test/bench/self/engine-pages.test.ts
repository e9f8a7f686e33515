import assert from 'node:assert/strict';
import { after } from 'node:test';
import { eachEngine } from './support/each-engine.js';
import { serveSite } from './support/site.js';

const SHADOWS = `<!doctype html><title>Shadows</title>
<x-outer></x-outer><button hidden>Save</button><button>Other</button><input aria-label="Name">
<div style="height: 3000px"></div>
<script>
  window.seen = [];
  customElements.define('x-inner', class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode: 'open' }).innerHTML = '<button>Save</button><a href="#" aria-label="Close it">x</a>';
      this.shadowRoot.addEventListener('click', (event) => seen.push([event.target.localName, event.isTrusted]));
    }
  });
  customElements.define('x-outer', class extends HTMLElement {
    connectedCallback() {
      this.attachShadow({ mode: 'open' }).innerHTML = '<p><x-inner></x-inner></p>';
    }
  });
</script>`;

const LATE = `<!doctype html><style>#cover { position: fixed; inset: 0; background: #8888 }</style>
<button disabled>Send</button><div id="cover"></div>
<script>
  window.clicks = 0;
  const button = document.querySelector('button');
  button.onclick = () => (clicks += 1);
  setTimeout(() => (button.disabled = false), 200);
  setTimeout(() => document.querySelector('#cover').remove(), 400);
</script>`;

const POLICY = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const FRAMES = `<!doctype html><p style="height: 50px"></p>
<iframe src="/frame?1" width="300" height="100"></iframe>
<iframe src="/outer" sandbox="allow-scripts" width="400" height="300"></iframe>`;
const FRAME = `<!doctype html><button>Press</button><script>
  window.clicks = [];
  document.querySelector('button').onclick = (event) => clicks.push(event.isTrusted);
</script>`;

declare const seen: [string, boolean][];
declare const clicks: unknown;

const site = await serveSite({
  '/': { body: SHADOWS },
  '/late': { body: LATE },
  '/covered': { body: LATE.replace("#cover').remove()", "#cover')") },
  '/strict': { headers: { 'content-security-policy': POLICY } },
  '/frames': { body: FRAMES },
  '/outer': { body: `<!doctype html><iframe src="/frame?2" width="300" height="100"></iframe>` },
  '/frame': { body: FRAME },
});
after(() => site.stop());

eachEngine('clicks are trusted and find their way through shadow roots', async (engine) => {
  const tab = await engine.open(site.url('/'));
  await tab.click('x-outer >>> text=Save');
  await tab.click('x-outer >>> x-inner >>> button');
  await tab.click('text=Close it');
  assert.deepEqual(await tab.evaluate(() => seen), [
    ['button', true],
    ['button', true],
    ['a', true],
  ]);
});

eachEngine('a click waits until the element is enabled and not covered', async (engine) => {
  const tab = await engine.open(site.url('/late'));
  await tab.click('text=Send');
  assert.equal(await tab.evaluate(() => clicks), 1);
});

eachEngine('a click that is not possible says why', async (engine) => {
  const tab = await engine.open(site.url('/covered'));
  await assert.rejects(tab.click('text=Send'), /<div class=""> covers it/);
  await assert.rejects(tab.click('text=Nothing'), /nothing is there for "text=Nothing"/);
});

eachEngine('keys arrive one by one', async (engine) => {
  const tab = await engine.open(site.url('/'));
  await tab.click('text=Name');
  await tab.type('hello, Änne');
  await tab.press('Backspace');
  await tab.press('Shift+Home');
  assert.deepEqual(
    await tab.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.querySelector('input')!;
      return [value, selectionStart, selectionEnd];
    }),
    ['hello, Änn', 0, 10],
  );
});

eachEngine('evaluate hands over plain data, both ways, and errors', async (engine) => {
  const tab = await engine.open(site.url('/'));
  const data = JSON.parse(
    '{"__proto__": {"polluted": 1}, "text": "\\u2028</script>", "list": [null, 1.5]}',
  ) as object;
  const back = await tab.evaluate(
    (given) => [given, ({} as { polluted?: number }).polluted ?? 0] as const,
    data,
  );
  assert.deepEqual(JSON.stringify(back), JSON.stringify([data, 0]));
  assert.equal(await tab.evaluate(() => undefined), undefined);
  assert.equal(await tab.evaluate(async () => Promise.resolve('later')), 'later');
  const named = await tab.evaluate(() => {
    const inner = (text: string): string => `${text}!`;
    return inner('named');
  });
  assert.equal(named, 'named!');
  await assert.rejects(
    tab.evaluate(() => {
      throw new TypeError('thrown in the page');
    }),
    /thrown in the page/,
  );
});

eachEngine('evaluate works where the policy forbids all scripts', async (engine) => {
  const tab = await engine.open(site.url('/strict'));
  assert.equal(await tab.evaluate((text) => `${text} ${document.title}`, 'on'), 'on Empty');
  await tab.waitFor(() => true);
});

eachEngine('waitFor outlives a navigation, and says what it waited for', async (engine) => {
  const tab = await engine.open(site.url('/'));
  await tab.evaluate(() => void setTimeout(() => location.assign('/late'), 100));
  await tab.waitFor(() => location.pathname === '/late');
  await assert.rejects(
    tab.waitWithin(100, (text) => document.title === text, 'Never'),
    /Waited 100 ms in vain at .*\/late for: .*document\.title.* with \["Never"\]/,
  );
});

eachEngine('goes to pages, back, and loads them anew', async (engine) => {
  const tab = await engine.open(site.url('/late'));
  await tab.goto(site.url('/strict'));
  assert.equal(await tab.url(), site.url('/strict'));
  await tab.back();
  await tab.waitFor(() => location.pathname === '/late');
  await tab.evaluate(() => void Object.assign(window, { mark: 1 }));
  await tab.reload();
  assert.equal(await tab.evaluate(() => 'mark' in window), false);
  assert.ok((await tab.screenshot()).length > 1_000);
});

eachEngine('reaches into frames, sandboxed and nested ones too', async (engine) => {
  const tab = await engine.open(site.url('/frames'));
  for (const number of [1, 2]) {
    const frame = await tab.frame((url) => url.endsWith(`/frame?${number}`));
    await frame.click('text=Press');
    await frame.waitFor(() => (clicks as boolean[]).length > 0);
    assert.deepEqual(await frame.evaluate(() => clicks), [true]);
  }
  await assert.rejects(
    tab.frame(() => false, 100),
    /No such frame/,
  );
});
