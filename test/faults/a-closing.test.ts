import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import type { Coop } from '../bench/world/idp/settings.js';
import { allow, begin, blankPopup, ended, openButton, signIn, summary, URL_REQUEST } from './support/flow.js';

const COOPS: readonly Coop[] = [
  'unsafe-none',
  'same-origin-allow-popups',
  'same-origin',
  'noopener-allow-popups',
];

/** Where a person is when the window closes, and what is right then. */
const STAGES: readonly { name: string; right: string; close: (bench: Bench, tab: Tab) => Promise<void> }[] = [
  {
    name: 'while it is still blank',
    right: 'datasource-authorize-cancel window_closed',
    close: async (bench, tab) => {
      const held = bench.world.faults.hold(URL_REQUEST);
      const before = await bench.engine.tabs();
      await tab.click('text=Add OAuth');
      await bench.world.host.log.waitFor(URL_REQUEST);
      const popup = await blankPopup(bench, before);
      await popup.close();
      held.release();
    },
  },
  {
    name: 'on the sign-in page',
    right: 'datasource-authorize-cancel window_closed',
    close: async (bench, tab) => (await begin(bench, tab)).close(),
  },
  {
    name: 'on the consent page',
    right: 'datasource-authorize-cancel window_closed',
    close: async (bench, tab) => {
      const popup = await begin(bench, tab);
      await signIn(popup);
      await popup.close();
    },
  },
  {
    name: 'after Allow, before the provider has answered',
    right: 'datasource-authorize-cancel window_closed',
    close: async (bench, tab) => {
      const popup = await begin(bench, tab);
      bench.world.idp.hold('redirect');
      await allow(popup);
      await bench.world.idp.arrived('redirect');
      await popup.close();
    },
  },
  {
    name: 'when the server has stored the connection, before its callback page shows',
    right: 'datasource-authorized',
    close: async (bench, tab) => {
      const popup = await begin(bench, tab);
      const held = bench.world.faults.hold({ path: '/oauth-callback' });
      await allow(popup);
      await bench.world.host.log.waitFor({ path: '/oauth-callback' });
      await popup.close();
      held.release();
    },
  },
  {
    name: 'by itself on the callback page',
    right: 'datasource-authorized',
    close: async (bench, tab) => allow(await begin(bench, tab)),
  },
];

for (const coop of COOPS) {
  for (const { name, right, close } of STAGES) {
    const id = coop === 'unsafe-none' ? 'A5' : 'A6';
    fault(id, `the window closes ${name}, provider with COOP ${coop}: ${right}`, {}, async (bench) => {
      bench.world.idp.settings.coop = coop;
      const tab = await openButton(bench);
      await close(bench, tab);
      assert.equal(summary(await ended(tab, 30_000)), right);
      const { callbacks } = bench.world.console.state;
      assert.equal(
        callbacks.filter(({ outcome }) => outcome === 'created').length,
        right === 'datasource-authorized' ? 1 : 0,
      );
      bench.counted({ 'windows closed, with the right outcome': 1 });
    });
  }
}
