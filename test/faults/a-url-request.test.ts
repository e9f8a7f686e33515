import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import { answerWith, errorWith, type FaultAction } from '../bench/world/faults/actions.js';
import { resetConnection } from '../bench/world/faults/byte-actions.js';
import { clickIn } from './support/front.js';
import { allow, codeOf, ended, liveOf, openButton, sees, URL_REQUEST, windowsAre } from './support/flow.js';

const FAILURES: readonly [what: string, action: FaultAction, code: string][] = [
  ['an expired session', errorWith(401, 'unauthorized', 'Expired.'), 'session_expired'],
  ['a refusal', errorWith(403, 'forbidden', 'You may not.'), 'forbidden'],
  ['too many requests', errorWith(429, 'too_many_requests', 'Slow down.'), 'rate_limited'],
  ['a broken server', errorWith(500, 'unknown', 'Internal Server Error'), 'server'],
  [
    'a page in place of an answer',
    answerWith({ body: '<!doctype html><title>Sign in</title>' }),
    'bad_response',
  ],
  ['a connection that breaks', resetConnection(), 'network'],
];

for (const [what, action, code] of FAILURES) {
  fault('A4', `${what} closes the blank window, is said, and the button works again`, {}, async (bench) => {
    const { faults } = bench.world;
    const tab = await openButton(bench);
    const before = await liveOf(tab);
    const open = (await bench.engine.tabs()).length;
    faults.on(URL_REQUEST, action);
    // The renewal of a session does not help either.
    faults.on({ path: /\/refresh-token$/ }, errorWith(401, 'unauthorized', 'Expired.'));
    await tab.click('text=Add OAuth');
    assert.equal(codeOf(await ended(tab)), code);
    await windowsAre(bench, open);
    assert.deepEqual(await liveOf(tab), before);
    if (code !== 'network') return;
    faults.clear();
    await clickIn(tab, 'text=Try again');
    const popup = await bench.popup();
    await popup.waitFor(() => document.querySelector('#sign-in'));
    await allow(popup);
    await sees(tab, 'Notion is connected.');
  });
}

fault(
  'A4',
  'an answer that never comes: Cancel closes the window, and the request is given up',
  {},
  async (bench) => {
    const tab = await openButton(bench);
    const open = (await bench.engine.tabs()).length;
    bench.world.faults.hold(URL_REQUEST);
    await tab.click('text=Add OAuth');
    await bench.world.host.log.waitFor(URL_REQUEST);
    await tab.click('text=Cancel');
    await ended(tab);
    await windowsAre(bench, open);
  },
);
