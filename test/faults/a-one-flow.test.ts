import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import {
  allow,
  begin,
  codeOf,
  ended,
  endsOf,
  eventsOf,
  NOTION,
  openButton,
  opensOf,
  ready,
  sees,
  URL_REQUEST,
} from './support/flow.js';
import { toFront } from './support/front.js';

fault('A10', '50 rapid presses: one flow, one window, one context at the server', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await tab.evaluate(() => {
    const button = document
      .querySelector('datasource-oauth-button')!
      .shadowRoot!.querySelector<HTMLButtonElement>('.main')!;
    for (let press = 0; press < 49; press++) button.click();
  });
  await toFront(tab);
  await tab.click('text=Add OAuth');
  await tab.press('Enter');
  assert.equal((await opensOf(tab)).length, 1);
  assert.equal(bench.world.host.log.count(URL_REQUEST), 1);
  await allow(popup);
  assert.equal((await ended(tab)).type, 'datasource-authorized');
  assert.equal(bench.world.console.credentialsOf(NOTION).length, 1);
});

for (const count of [2, 10]) {
  fault(
    'A10',
    `${count} buttons of one source on a page: one flow, one window, one event`,
    {},
    async (bench) => {
      const tab = await openButton(bench, { count });
      const popup = await begin(bench, tab);
      await toFront(tab);
      for (let button = 2; button <= count; button++) await tab.click(`#element-${button} >>> .main`);
      assert.equal((await opensOf(tab)).length, 1);
      assert.equal(bench.world.host.log.count(URL_REQUEST), 1);
      await allow(popup);
      assert.equal((await ended(tab)).type, 'datasource-authorized');
    },
  );
}

fault(
  'A10',
  'two contexts with one server on a page: the second says that the first is under way',
  {},
  async (bench) => {
    const tab = await bench.open('two-stores', { account: 'anne', element: 'datasource-oauth-button' });
    await ready(tab);
    await toFront(tab);
    await tab.click('#element-1 >>> .main');
    await bench.popup();
    await toFront(tab);
    await tab.click('#other-1 >>> .main');
    assert.equal(codeOf(await ended(tab)), 'flow_in_progress');
    assert.equal(bench.world.host.log.count(URL_REQUEST), 1);
  },
);

async function twoTabs(bench: Bench): Promise<[Tab, Tab]> {
  return [await openButton(bench), await openButton(bench)];
}

fault('A11', 'a second tab is told that the first is at it, and opens nothing', {}, async (bench) => {
  const [first, second] = await twoTabs(bench);
  await toFront(first);
  const popup = await begin(bench, first);
  await toFront(second);
  await second.click('text=Add OAuth');
  assert.equal(codeOf(await ended(second)), 'flow_in_progress');
  await sees(second, 'Another authorization (');
  assert.equal((await opensOf(second)).length, 0);
  await allow(popup);
  assert.equal((await ended(first)).type, 'datasource-authorized');
  assert.equal(bench.world.console.state.flows.length, 1);
});

fault(
  'A11',
  'a second tab takes over: the first gives up by itself, and one connection is made, by its own flow',
  {},
  async (bench) => {
    const { engine, world } = bench;
    const [first, second] = await twoTabs(bench);
    await toFront(first);
    await begin(bench, first);
    await toFront(second);
    await second.click('text=Add OAuth');
    await sees(second, 'Continue here');
    await second.click('text=Continue here');
    assert.deepEqual((await ended(first)).detail, {
      pluginId: 'langgenius/notion_datasource',
      provider: 'notion_datasource',
      method: 'oauth2',
      reason: 'taken_over',
    });
    await world.idp.arrived('login', 2);
    const popup = await engine.waitForTab((url) => url.startsWith(world.idp.origin));
    await popup.waitFor(() => document.querySelector('#sign-in'));
    await allow(popup);
    await sees(second, 'Notion is connected.');
    const made = world.console.state.callbacks.filter(({ outcome }) => outcome === 'created');
    assert.equal(made.length, 1);
    assert.equal(made[0]?.stateMatches, true, 'the answer belongs to the context that it used');
  },
);

fault(
  'A11',
  '20 pairs of presses at the same moment: one of the two authorizes, and never with the other’s context',
  { timeout: 240_000 },
  async (bench) => {
    const { engine, world } = bench;
    world.idp.settings.skip = ['login', 'consent'];
    // In a frame the cookie of the flow is sent only if nothing on the way is of another site.
    world.idp.settings.hostname = 'localhost';
    world.callback.headers = { 'content-security-policy': "default-src 'self'" };
    const [first, second] = await twoTabs(bench);
    const stores = [first, second];
    for (let pair = 0; pair < 20; pair++) {
      // Only one of two tabs can be pressed at a time, so scripts press, and frames stand for the windows.
      await Promise.all(
        stores.map((tab, index) =>
          tab.evaluate(
            (late) => {
              const frame = document.createElement('iframe');
              document.body.append(frame);
              window.open = () => frame.contentWindow;
              setTimeout(() => {
                document
                  .querySelector('datasource-oauth-button')!
                  .shadowRoot!.querySelector<HTMLButtonElement>('.main')!
                  .click();
              }, late);
            },
            ((pair * 7) % 20) * (index ? 1 : 0) * 3,
          ),
        ),
      );
      await Promise.all(
        stores.map((tab) =>
          tab.waitWithin(
            20_000,
            async (wanted) => {
              const { documents } = await (
                window as unknown as {
                  __oracle: { report(): Promise<{ documents: { events: { type: string }[] }[] }> };
                }
              ).__oracle.report();
              const ends = documents
                .flatMap(({ events }) => events)
                .filter(({ type }) => /authorized|-error|-cancel$/.test(type));
              return ends.length >= wanted;
            },
            pair + 1,
          ),
        ),
      );
    }
    const { callbacks } = world.console.state;
    for (const { stateMatches, providerMatches, outcome } of callbacks)
      assert.deepEqual(
        { stateMatches, providerMatches, outcome },
        { stateMatches: true, providerMatches: true, outcome: 'created' },
      );
    const authorized = (await Promise.all(stores.map(endsOf)))
      .flat()
      .filter(({ type }) => type === 'datasource-authorized');
    assert.equal(authorized.length, callbacks.length, 'each connection was told of once');
    assert.ok(callbacks.length >= 20, `${callbacks.length} of 20 pairs made a connection`);
    assert.equal((await engine.tabs()).length >= 2, true);
  },
);

fault(
  'A14',
  'an element that leaves while the window is open: silence, and the next one resumes',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await openButton(bench);
    const popup = await begin(bench, tab);
    await tab.evaluate(() => {
      const button = document.querySelector('datasource-oauth-button')!;
      Object.assign(window, { parked: button });
      button.remove();
    });
    const reads = world.host.log.count({ method: 'GET', path: /\/auth\/plugin\/datasource\// });
    await allow(popup);
    await world.host.log.waitFor({ path: '/oauth-callback' });
    assert.equal((await endsOf(tab)).length, 0, 'nothing from an element that is gone');
    assert.equal(
      world.host.log.count({ method: 'GET', path: /\/auth\/plugin\/datasource\// }),
      reads,
      'and no reads',
    );
    await tab.evaluate(() => {
      const element = document.createElement('datasource-oauth-button');
      element.setAttribute('provider', 'langgenius/notion_datasource/notion_datasource');
      document.querySelector('datasource-context')!.append(element);
    });
    assert.equal((await ended(tab)).type, 'datasource-authorized');
    await sees(tab, 'Notion is connected.');
    const { length } = await eventsOf(tab);
    assert.ok(length >= 2);
  },
);
