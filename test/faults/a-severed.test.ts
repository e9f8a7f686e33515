import assert from 'node:assert/strict';
import type { PageOptions } from '../bench/pages/options.js';
import { fault } from '../bench/fault-test.js';
import { answerWith, delayAnswer } from '../bench/world/faults/actions.js';
import { jsonErrorPage, junkPage } from '../bench/world/idp/settings.js';
import {
  allow,
  begin,
  codeOf,
  CREDENTIALS_REQUEST,
  ended,
  endsOf,
  eventsOf,
  NOTION,
  openButton,
  requestsArrived,
  sees,
  signIn,
  tick,
} from './support/flow.js';

/** Seconds that a person stays at a provider whose pages cut the tie to ours. */
for (const seconds of [1, 5, 30]) {
  fault(
    'A6',
    `a person who stays ${seconds} s with a provider with COOP is never told that it was cancelled`,
    { timeout: 90_000 },
    async (bench) => {
      bench.world.idp.settings.coop = 'same-origin';
      const tab = await openButton(bench);
      const popup = await begin(bench, tab);
      await signIn(popup);
      const since = await popup.evaluate(() => performance.now());
      await popup.waitWithin(
        seconds * 1_000 + 10_000,
        (start, ms) => performance.now() - start > ms,
        since,
        seconds * 1_000,
      );
      assert.deepEqual(
        (await eventsOf(tab)).map(({ type }) => type),
        ['datasource-authorize-start'],
      );
      await popup.click('#allow');
      assert.equal((await ended(tab)).type, 'datasource-authorized');
    },
  );
}

const HOSTS: readonly PageOptions[] = [
  { coop: 'same-origin' },
  { coop: 'same-origin-allow-popups' },
  { coep: 'credentialless' },
  { coop: 'same-origin', coep: 'require-corp' },
];
for (const headers of HOSTS) {
  fault('A7', `a host page with ${JSON.stringify(headers)} connects as any other`, {}, async (bench) => {
    const tab = await openButton(bench, headers);
    await allow(await begin(bench, tab));
    assert.equal((await ended(tab)).type, 'datasource-authorized');
  });
}

for (const late of [0, 1, 7]) {
  fault(
    'A8',
    `the callback page closes at once, and the list shows the connection ${late} s later`,
    {},
    async (bench) => {
      const { faults, console } = bench.world;
      const tab = await openButton(bench);
      const popup = await begin(bench, tab);
      let shownFrom = Infinity;
      const rule = faults.on(
        CREDENTIALS_REQUEST,
        answerWith(() => ({
          body: {
            result:
              Date.now() < shownFrom
                ? []
                : console
                    .credentialsOf(NOTION)
                    .map(({ id, name }) => ({ id, name, type: 'oauth2', is_default: true, credential: {} })),
          },
        })),
      );
      await allow(popup);
      await bench.world.host.log.waitFor({ path: '/oauth-callback' });
      shownFrom = Date.now() + late * 1_000;
      assert.equal((await ended(tab, 20_000)).type, 'datasource-authorized');
      assert.ok(rule.hits > 0);
    },
  );
}

fault('A8', 'a read that is slow does not make a success look cancelled', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  bench.world.faults.on(CREDENTIALS_REQUEST, delayAnswer(4_000), { times: 2 });
  await allow(popup);
  assert.equal((await ended(tab, 30_000)).type, 'datasource-authorized');
});

/** Pages from which no window comes back. */
const DEAD_ENDS = {
  'a JSON page 400': jsonErrorPage(400),
  'a JSON page 403': jsonErrorPage(403),
  'a JSON page 500': jsonErrorPage(500),
  'a page of junk': junkPage(),
};
for (const [what, page] of Object.entries(DEAD_ENDS)) {
  fault(
    'A9',
    `${what} at the provider: the page waits, says so, and can be told to stop`,
    {},
    async (bench) => {
      bench.world.idp.settings.page = page;
      const tab = await openButton(bench);
      await tab.click('text=Add OAuth');
      await bench.popup();
      await sees(tab, 'Finish connecting Notion in the other window.');
      await tab.click('text=Cancel');
      assert.deepEqual((await ended(tab)).detail, {
        pluginId: 'langgenius/notion_datasource',
        provider: 'notion_datasource',
        method: 'oauth2',
        reason: 'user',
      });
    },
  );
}

fault(
  'A9',
  'a provider that never answers: after 5 minutes it has expired, and nothing runs on',
  {},
  async (bench) => {
    bench.world.idp.settings.hang = 'login';
    const tab = await openButton(bench, { clock: Date.now() });
    await tab.click('text=Add OAuth');
    await bench.world.idp.arrived('login');
    await sees(tab, 'Finish connecting Notion in the other window.');
    // Minute by minute, so that what is read in between is answered; past the end only so far that the last read is, too.
    for (const minutes of [1, 1, 1, 1, 0.99]) {
      await tick(tab, minutes * 60_000);
      await requestsArrived(tab);
      assert.deepEqual(await endsOf(tab), []);
    }
    await tick(tab, 1_000);
    assert.equal(codeOf(await ended(tab)), 'expired');
    await sees(tab, 'The authorization was not finished within 5 minutes.');
    await sees(tab, 'Try again');
    assert.ok(bench.world.host.log.count(CREDENTIALS_REQUEST) <= 61, 'at most 60 reads, and the one before');
  },
);
