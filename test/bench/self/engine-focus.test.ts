import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Engine, Tab } from '../engines/engine.js';
import { eachEngine } from './support/each-engine.js';
import { serveSite } from './support/site.js';

const PAGE = `<!doctype html><button>Open</button><script>
  window.focused = 0;
  addEventListener('focus', () => (focused += 1));
  document.querySelector('button').onclick = () => {
    window.popup = open('/blank', 'window', 'popup,width=400,height=400');
    popup.location.replace('http://127.0.0.1:' + location.port + '/provider' + location.search);
  };
</script>`;
const PROVIDER = '<!doctype html><button>Allow</button>';

declare const popup: Window;
declare let focused: number;

const site = await serveSite({
  '/': { body: PAGE },
  '/provider': ({ url }) => ({
    body: PROVIDER,
    headers: url?.includes('coop') ? { 'cross-origin-opener-policy': 'same-origin' } : {},
  }),
});
after(() => site.stop());

const hasFocus = () => document.hasFocus();

async function openPopup(engine: Engine, query = ''): Promise<[Tab, Tab]> {
  const tab = await engine.open(site.url(`/${query}`));
  assert.equal(await tab.evaluate(hasFocus), true);
  await tab.click('text=Open');
  return [tab, await engine.waitForTab((url) => url.includes('/provider'))];
}

for (const query of ['', '?coop']) {
  eachEngine(`the focus goes to a popup and comes back when it is closed${query}`, async (engine) => {
    const [tab, popup] = await openPopup(engine, query);
    await popup.waitFor(hasFocus);
    await tab.waitFor(() => !document.hasFocus());
    const before = await tab.evaluate(() => focused);
    await popup.close();
    await tab.waitFor(hasFocus);
    await tab.waitFor((count) => focused > count, before);
  });
}

eachEngine('a window that is cut off looks closed, and its opener does not get the focus', async (engine) => {
  const [tab, window] = await openPopup(engine, '?coop');
  await tab.waitFor(() => popup.closed);
  assert.deepEqual(await tab.evaluate(() => [popup.closed, document.hasFocus()]), [true, false]);
  await window.click('text=Allow');
  assert.equal(await window.evaluate(hasFocus), true);
  assert.equal(await tab.evaluate(hasFocus), false);
});

eachEngine('a window that is not cut off does not look closed', async (engine) => {
  const [tab, window] = await openPopup(engine);
  await window.waitFor(hasFocus);
  assert.equal(await tab.evaluate(() => popup.closed), false);
});

eachEngine('a click into another window takes the focus there, as a person would', async (engine) => {
  const [tab, popup] = await openPopup(engine);
  await popup.waitFor(hasFocus);
  await tab.bringToFront();
  await tab.waitFor(hasFocus);
  await popup.waitFor(() => !document.hasFocus());
  await popup.click('text=Allow');
  await popup.waitFor(hasFocus);
  await tab.waitFor(() => !document.hasFocus());
});

eachEngine(
  'a tab behind another one is hidden',
  async (engine) => {
    const first = await engine.open(site.url('/'));
    const second = await engine.open(site.url('/'));
    await first.waitFor(() => document.visibilityState === 'hidden');
    await first.bringToFront();
    await first.waitFor(() => document.visibilityState === 'visible');
    await second.waitFor(() => document.visibilityState === 'hidden');
  },
  ['chromium', 'firefox'],
);

eachEngine('a tab can be hidden and shown again', async (engine) => {
  const tab = await engine.open(site.url('/'));
  await tab.hide();
  assert.equal(await tab.evaluate(hasFocus), false);
  await tab.bringToFront();
  await tab.waitFor(() => !document.hidden && document.hasFocus());
});
