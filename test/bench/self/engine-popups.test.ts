import assert from 'node:assert/strict';
import { after } from 'node:test';
import { eachEngine } from './support/each-engine.js';
import { serveSite } from './support/site.js';

/** Opens a window as its query says, and keeps what that gave in `window.results`. */
const PAGE = `<!doctype html><button>Open</button><script>
  const when = new URLSearchParams(location.search).get('when');
  window.results = [];
  const attempt = () => results.push(open('/empty', '', 'popup,width=300,height=300') === null ? 'blocked' : 'open');
  if (when === 'load') setTimeout(attempt);
  document.querySelector('button').onclick = () => {
    if (when === 'twice') { attempt(); attempt(); }
    if (when === 'click') attempt();
    if (when === 'later') setTimeout(attempt, 6000);
  };
</script>`;

declare const results: string[];

const site = await serveSite({ '/': { body: PAGE } });
after(() => site.stop());

for (const [title, when, expected] of [
  ['blocks a window that nobody asked for', 'load', ['blocked']],
  ['opens a window on a click', 'click', ['open']],
  ['blocks a second window on the same click', 'twice', ['open', 'blocked']],
  ['blocks a window six seconds after the click', 'later', ['blocked']],
] as const)
  eachEngine(`the popup blocker ${title}`, async (engine) => {
    const tab = await engine.open(site.url(`/?when=${when}`));
    if (when !== 'load') await tab.click('text=Open');
    await tab.waitFor((count) => results.length === count, expected.length);
    // WebKitGTK lets a click open as many as it likes.
    const isGenerous = engine.name === 'webkit' && when === 'twice';
    assert.deepEqual(await tab.evaluate(() => results), isGenerous ? ['open', 'open'] : expected);
  });

eachEngine('evaluate is not a gesture that opens windows', async (engine) => {
  const tab = await engine.open(site.url('/'));
  assert.equal(await tab.evaluate(() => window.open('/empty') === null), true);
});

eachEngine('finds the window that a page opened, and notices that it is closed', async (engine) => {
  const tab = await engine.open(site.url('/?when=click'));
  await tab.click('text=Open');
  const popup = await engine.waitForTab((url) => url.endsWith('/empty'));
  assert.equal(popup.closed, false);
  assert.equal(await popup.evaluate(() => opener !== null), true);
  await popup.close();
  assert.equal(popup.closed, true);
  assert.equal(
    (await engine.tabs()).some((each) => each === popup),
    false,
  );
});

eachEngine('says which windows there are when none matches', async (engine) => {
  await engine.open(site.url('/here'));
  await assert.rejects(
    engine.waitForTab((url) => url.includes('/nowhere'), 200),
    /No such window.*\/here/,
  );
});
