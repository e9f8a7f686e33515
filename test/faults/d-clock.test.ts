import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import { fault } from '../bench/fault-test.js';
import { answerWith } from '../bench/world/faults/actions.js';
import { call, LIST, listIsShown, REFRESH } from './support/api.js';
import { allow, begin, ended, openButton, sees } from './support/flow.js';

const DAY = 86_400_000;

/** A device whose clock is wrong by so many milliseconds. */
function setClockBy({ world }: Bench, milliseconds: number): string {
  world.preludes.set(
    'wrong-clock',
    `{
      const Real = Date;
      const now = () => Real.now() + ${milliseconds};
      window.Date = new Proxy(Real, {
        construct: (target, args, self) => Reflect.construct(target, args.length ? args : [now()], self === window.Date ? target : self),
        apply: () => new Real(now()).toString(),
        get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
      });
    }`,
  );
  return 'wrong-clock';
}

for (const [what, by] of [
  ['a day fast', DAY],
  ['a day slow', -DAY],
] as const) {
  fault(
    'D16',
    `a clock that is ${what}: the list is read, and no session is taken for expired`,
    {},
    async (bench) => {
      const { world } = bench;
      const tab = await bench.open('list', { account: 'anne', preludes: [setClockBy(bench, by)] });
      const isWrong = await tab.evaluate((real) => Math.abs(Date.now() - real) > 3_600_000, Date.now());
      assert.equal(isWrong, true);
      await listIsShown(tab);
      assert.equal(world.host.log.count(LIST), 1);
      assert.equal(world.host.log.count(REFRESH), 0);
    },
  );

  fault(
    'D16',
    `a clock that is ${what}: an authorization does not expire before its time`,
    {},
    async (bench) => {
      const tab = await openButton(bench, { preludes: [setClockBy(bench, by)] });
      const popup = await begin(bench, tab);
      await allow(popup);
      assert.equal((await ended(tab)).type, 'datasource-authorized');
      await sees(tab, 'Notion is connected.');
    },
  );

  fault(
    'D16',
    `a clock that is ${what}: a date of the server is counted from the server’s own`,
    {},
    async (bench) => {
      const { world } = bench;
      const tab = await bench.open('blank', { account: 'anne', preludes: [setClockBy(bench, by)] });
      world.faults.on(
        LIST,
        answerWith(() => {
          const now = Math.floor(Date.now() / 1_000) * 1_000;
          const date = (at: number): string => new Date(at).toUTCString();
          return { status: 429, headers: { date: date(now), 'retry-after': date(now + 2_000) }, body: '' };
        }),
        { times: 1 },
      );
      assert.equal((await call(tab, 'client.listDatasources')).retryAfter, 2_000);
      assert.equal((await call(tab, 'client.listDatasources')).code, 'rate_limited');
      await tab.waitFor(async () => {
        const { stores } = window as unknown as {
          stores: Record<string, { client: { listDatasources(): Promise<unknown> } }>;
        };
        return Object.values(stores)[0]
          ?.client.listDatasources()
          .then(
            () => true,
            () => false,
          );
      });
      const [first, second] = world.host.log.filter(LIST);
      assert.ok(first && second && second.time - first.time >= 2_000);
    },
  );
}
