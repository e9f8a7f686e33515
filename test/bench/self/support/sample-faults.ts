/** Fault tests of every kind, which `fault-test.test.ts` runs in a process of its own. */
import assert from 'node:assert/strict';
import { fault } from '../../fault-test.js';

fault('A1', 'passes', {}, async (bench) => {
  const tab = await bench.open('blank', { bundles: 0 });
  await tab.evaluate(() => localStorage.setItem('left', 'behind'));
});

fault('A2', 'fails', {}, async () => assert.fail('as it should'));

fault('A3', 'is not applicable', { notApplicable: { chromium: 'for no reason' } }, async () => assert.fail());

fault('A4', 'hangs', { timeout: 500 }, () => new Promise(() => undefined));

fault('A5', 'begins with an empty browser', {}, async (bench) => {
  const tab = await bench.open('blank', { bundles: 0 });
  assert.equal(await tab.evaluate(() => localStorage.length), 0);
});

fault('A6', 'is failed by the oracles', {}, async (bench) => {
  const tab = await bench.open('blank', { bundles: 0 });
  await tab.evaluate(() => console.error('unexpected'));
});

fault('A7', 'is for another engine', { engines: ['webkit'] }, async () => assert.fail());

fault('A8', 'ends the process', {}, async () => process.exit(1));

fault('A9', 'is never reached', {}, async () => undefined);
