import assert from 'node:assert/strict';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { delay } from '../bench/world/faults/actions.js';
import {
  allow,
  begin,
  codeOf,
  ended,
  endsOf,
  eventsOf,
  liveOf,
  NOTION,
  openButton,
  opensOf,
  sees,
  URL_REQUEST,
} from './support/flow.js';
import { toFront } from './support/front.js';

/** Presses the button as a script does, from the page's own timer: no browser takes that for a person. */
async function pressByScript(tab: Tab, label: string): Promise<void> {
  await tab.evaluate((wanted) => {
    setTimeout(() => {
      const { shadowRoot } = document.querySelector('datasource-oauth-button')!;
      const buttons = [...shadowRoot!.querySelectorAll('button')];
      buttons.find((button) => button.innerText.trim() === wanted)!.click();
    }, 50);
  }, label);
}

fault(
  'A1',
  'a window that the blocker stops: said in words, nothing is sent, nothing stays alive',
  {},
  async (bench) => {
    const tab = await openButton(bench);
    const before = await liveOf(tab);
    await pressByScript(tab, 'Add OAuth');
    assert.equal(codeOf(await ended(tab)), 'popup_blocked');
    await sees(tab, 'The browser blocked the authorization window.');
    assert.equal(bench.world.host.log.count(URL_REQUEST), 0, 'the server was not asked');
    assert.deepEqual(await liveOf(tab), before, 'no timer, listener, channel or window is left');
  },
);

fault('A1', 'a fresh click on “Open window” is the second chance', {}, async (bench) => {
  const tab = await openButton(bench);
  await pressByScript(tab, 'Add OAuth');
  await ended(tab);
  await tab.click('text=Open window');
  const popup = await bench.popup();
  await popup.waitFor(() => document.querySelector('#sign-in'));
  await allow(popup);
  await tab.waitFor(() => document.body.isConnected);
  await sees(tab, 'Notion is connected.');
  assert.deepEqual(
    (await endsOf(tab)).map(({ type }) => type),
    ['datasource-authorize-error', 'datasource-authorized'],
  );
});

fault(
  'A1',
  'blocked again, the page itself goes to the provider, and the same element tells how it ended',
  {},
  async (bench) => {
    const tab = await openButton(bench);
    await pressByScript(tab, 'Add OAuth');
    await sees(tab, 'The browser blocked');
    await pressByScript(tab, 'Open window');
    await tab.waitFor(() =>
      document
        .querySelector('datasource-oauth-button')
        ?.shadowRoot?.textContent?.includes('Continue in this tab'),
    );
    const address = await tab.url();
    await tab.click('text=Continue in this tab');
    await tab.waitFor(() => document.querySelector('#sign-in'));
    await allow(tab);
    await tab.waitFor(() => document.querySelector('datasource-oauth-button'));
    await sees(tab, 'Notion is connected.');
    assert.equal(await tab.url(), address);
    assert.equal((await endsOf(tab)).filter(({ type }) => type === 'datasource-authorized').length, 1);
  },
);

fault('A1', 'control: the same press by a person opens the window', {}, async (bench) => {
  const tab = await openButton(bench);
  await begin(bench, tab);
  assert.equal((await opensOf(tab)).at(-1)?.result, 'window');
});

for (const ms of [0, 50, 1_200, 5_500]) {
  fault('A2', `an address that comes ${ms} ms after the click finds its window`, {}, async (bench) => {
    bench.world.faults.on(URL_REQUEST, delay(ms));
    const tab = await openButton(bench);
    await allow(await begin(bench, tab));
    assert.equal((await ended(tab)).type, 'datasource-authorized');
    const opens = await opensOf(tab);
    assert.equal(opens.length, 1);
    assert.equal(opens[0]?.url, 'about:blank', 'opened in the click, and sent on later');
  });
}

fault('A3', 'the window keeps its tie: neither noopener nor noreferrer is asked for', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  for (const { features, result } of await opensOf(tab)) {
    assert.doesNotMatch(features, /noopener|noreferrer/);
    assert.equal(result, 'window');
  }
  assert.equal(await popup.evaluate(() => window.opener !== null), true);
});

fault(
  'A12',
  'a window of a known name is not taken over: ours has a name that nobody can guess',
  {},
  async (bench) => {
    const { world, engine } = bench;
    // Another page has windows of the names that others use.
    const other = await bench.open('opener', {
      src: world.url('blank', { bundles: 0 }),
      windowName: 'OAuth',
      features: 'popup,width=300,height=300',
    });
    await other.click('#open');
    const taken = await engine.waitForTab((url) => url.includes('/pages/blank'));
    // Before it is there, WebKitGTK's driver takes it for the next window that it is asked for.
    await taken.waitFor(() => location.pathname.endsWith('/blank') && document.readyState === 'complete');
    const tab = await openButton(bench);
    const names: string[] = [];
    for (const _ of [1, 2]) {
      await toFront(tab);
      const popup = await begin(bench, tab);
      await tab.click('text=Cancel');
      await tab.waitFor(() => true);
      assert.equal(popup === taken, false);
      names.push((await opensOf(tab)).at(-1)!.name);
      await bench.world.host.log.waitFor(URL_REQUEST, names.length);
    }
    assert.match(await taken.url(), /\/pages\/blank/, 'it shows what it showed');
    assert.notEqual(names[0], names[1]);
    for (const name of names) assert.match(name, /^datasource-[0-9a-f]{32}$/);
  },
);

fault('A13', 'the page in an authorization window starts no authorization of its own', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await popup.goto(bench.world.url('element', { element: 'datasource-oauth-button' }));
  await popup.waitFor(() => (window as { ready?: boolean }).ready);
  await toFront(popup);
  await popup.click('text=Add OAuth');
  assert.equal(codeOf(await ended(popup)), 'nested_popup');
  assert.equal((await opensOf(popup)).length, 0);
  assert.deepEqual(
    (await eventsOf(tab)).map(({ type }) => type),
    ['datasource-authorize-start'],
    'the first one goes on',
  );
});

fault('A15', 'a shell without blank windows: the page itself goes to the provider', {}, async (bench) => {
  bench.world.preludes.set('no-blank-windows', 'window.open = () => null;');
  const tab = await openButton(bench, { preludes: ['no-blank-windows'] });
  await tab.click('text=Add OAuth');
  await sees(tab, 'The browser blocked');
  await tab.click('text=Open window');
  await tab.click('text=Continue in this tab');
  await tab.waitFor(() => document.querySelector('#sign-in'));
  await allow(tab);
  await sees(tab, 'Notion is connected.');
  assert.equal(bench.world.console.credentialsOf(NOTION).length, 1);
});
