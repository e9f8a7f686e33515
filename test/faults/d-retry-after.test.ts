import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import { fault } from '../bench/fault-test.js';
import { answerWith } from '../bench/world/faults/actions.js';
import { retryAfterValues } from '../support/hostile/retry-after.js';
import { call, CREATE, LIST, listIsShown, NOTION_REF } from './support/api.js';
import { sees } from './support/flow.js';
import { waitsAfter } from './support/waits.js';

/** How much later the second request was than the first, in milliseconds. */
function gap({ world }: Bench): number {
  const [first, second] = world.host.log.filter(LIST);
  assert.ok(first && second);
  return second.time - first.time;
}

const TOLD: readonly [what: string, status: number, headers: () => Record<string, string>][] = [
  ['429 with seconds', 429, () => ({ 'retry-after': '3' })],
  ['503 with seconds', 503, () => ({ 'retry-after': '3' })],
  [
    '429 with a date, of a server whose clock is a day off',
    429,
    () => {
      const now = Math.floor(Date.now() / 1_000) * 1_000 - 86_400_000;
      return { date: new Date(now).toUTCString(), 'retry-after': new Date(now + 3_000).toUTCString() };
    },
  ],
];
for (const [what, status, headers] of TOLD)
  fault('D7', `${what}: it is said, and read by itself when it is time, not before`, {}, async (bench) => {
    const { world } = bench;
    world.faults.on(
      LIST,
      answerWith(() => ({ status, headers: headers(), body: '' })),
      { times: 1 },
    );
    const tab = await bench.open('list', { account: 'anne' });
    await sees(tab, 'Try again in 3 seconds.');
    // Impatient.
    for (let press = 0; press < 3; press += 1) await tab.click('text=Retry');
    await listIsShown(tab);
    assert.equal(world.host.log.count(LIST), 2);
    assert.ok(gap(bench) >= 3_000, `${gap(bench)} ms`);
  });

for (const value of ['-5', 'NaN', 'soon', ''])
  fault('D7', `429 with “${value}”: tried again after a moment`, {}, async (bench) => {
    const { world } = bench;
    const headers = { 'retry-after': value };
    world.faults.on(LIST, answerWith({ status: 429, headers, body: '' }), { times: 1 });
    const tab = await bench.open('list', { account: 'anne' });
    await listIsShown(tab);
    assert.equal(world.host.log.count(LIST), 2);
    assert.ok(gap(bench) >= 900 && gap(bench) < 9_000, `${gap(bench)} ms`);
  });

fault('D7', 'a write is not sent again by itself, and nothing else before it is time', {}, async (bench) => {
  const { world } = bench;
  world.faults.on(CREATE, answerWith({ status: 429, headers: { 'retry-after': '86400' }, body: '' }), {
    times: 1,
  });
  const tab = await bench.open('blank', { account: 'anne' });
  const input = { credentials: { integration_secret: bench.secret() } };
  const refused = await call(tab, 'createCredential', [NOTION_REF, input]);
  assert.deepEqual([refused.code, refused.retryAfter], ['rate_limited', 60_000]);
  assert.match(refused.message ?? '', /Try again in 60 seconds\.$/);
  const sent = world.host.log.count({ path: /^\/console/ });
  for (const method of ['client.listDatasources', 'client.listDefaultDatasources'])
    assert.equal((await call(tab, method)).code, 'rate_limited');
  assert.equal((await call(tab, 'createCredential', [NOTION_REF, input])).code, 'rate_limited');
  assert.equal(world.host.log.count({ path: /^\/console/ }), sent);
  assert.equal(world.host.log.count(CREATE), 1);
});

const NOW = Date.parse('2026-11-22T12:00:00Z');
const VALUES = retryAfterValues(NOW);

/** So many are tried at a time: a browser is asked for one answer for 30 s at most. */
const CHUNK = 15;

fault(
  'D7',
  `${VALUES.length} values, on a clock that is moved: nothing is sent before it is time, and then at once`,
  { timeout: 120_000 },
  async (bench) => {
    const { world } = bench;
    assert.ok(VALUES.length >= 40);
    let asked = 0;
    world.faults.on(
      LIST,
      answerWith(() => {
        const { value = '' } = VALUES[Math.floor(asked / 2)] ?? {};
        // As bytes: what is no Latin letter cannot be a header's text.
        const headers = {
          date: new Date(NOW).toUTCString(),
          'retry-after': Buffer.from(value).toString('latin1'),
        };
        return asked++ % 2 ? { body: { result: [] } } : { status: 429, headers, body: '' };
      }),
    );
    // A clock that is off by years: a date counts from the server's own.
    const tab = await bench.open('blank', { account: 'anne', clock: 1_000_000_000_000 });
    for (let from = 0; from < VALUES.length; from += CHUNK) {
      const some = VALUES.slice(from, from + CHUNK);
      // Malformed, and no time at all, count as if nothing had been said.
      const waits = some.map(({ seconds }) => (seconds ? Math.min(seconds, 60) * 1_000 : null));
      const seen = await waitsAfter(tab, waits);
      for (const [index, { value }] of some.entries())
        assert.deepEqual(
          seen[index],
          { told: waits[index], early: 1, refused: waits[index] === null ? null : 'rate_limited', inTime: 2 },
          JSON.stringify(value).slice(0, 60),
        );
    }
    assert.equal(world.host.log.count(LIST), 2 * VALUES.length);
  },
);
