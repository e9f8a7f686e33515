import assert from 'node:assert/strict';
import type { DatasourceStore } from '../../src/index.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { changeJson } from '../bench/world/faults/actions.js';
import { LIST } from './support/api.js';

/** So many orders are tried at a time: a browser is asked for one answer for 30 s at most. */
const CHUNK = 24;

interface OrderPage {
  elements: { createDatasourceStore: (options: { fetch: typeof fetch }) => DatasourceStore };
}

function ordersOf(count: number): number[][] {
  if (count === 0) return [[]];
  return ordersOf(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, at) => order.toSpliced(at, 0, count - 1)),
  );
}

/**
 * Reads the list as often as an order has places, each read begun before the one before is over, and hands the answers out in
 * that order, on a network that does not heed that a read was given up.
 *
 * @returns for each order which answers were shown, by their number, in the order in which they were.
 */
function shownAfter(tab: Tab, orders: readonly number[][]): Promise<number[][]> {
  return tab.evaluate(async (all) => {
    const { createDatasourceStore } = (window as unknown as OrderPage).elements;
    const results: number[][] = [];
    for (const order of all) {
      const turns: (() => void)[] = [];
      let arrived = -1;
      const store = createDatasourceStore({
        fetch: async (input, init) => {
          const response = await fetch(input, { ...init, signal: null });
          const text = await response.text();
          arrived += 1;
          if (arrived > 0) await new Promise<void>((resolve) => (turns[arrived - 1] = resolve));
          return new Response(text, { status: response.status });
        },
      });
      const list = store.list();
      const shown: number[] = [];
      const leave = list.subscribe(() => {
        const number = Number(list.getSnapshot().data?.[0]?.author);
        if (!Number.isNaN(number) && shown.at(-1) !== number) shown.push(number);
      });
      const frame = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));
      // The first list, of before.
      while (list.getSnapshot().status !== 'success') await frame();
      for (let read = 1; read <= order.length; read += 1) {
        void store.invalidateList();
        while (arrived < read) await frame();
      }
      for (const place of order) {
        turns[place]?.();
        await frame();
      }
      while (list.getSnapshot().isFetching) await frame();
      leave();
      results.push(shown);
    }
    return results;
  }, orders);
}

for (const count of [2, 3, 4, 5]) {
  const orders = ordersOf(count);
  fault(
    'D12',
    `${count} reads whose answers come in any of ${orders.length} orders: the last one stays`,
    { timeout: 120_000 },
    async (bench) => {
      const { world } = bench;
      let answers = 0;
      world.faults.on(
        LIST,
        changeJson(({ result }: { result: object[] }) => {
          const author = String(answers++);
          return { result: result.map((source) => ({ ...source, author })) };
        }),
      );
      const tab = await bench.open('blank', { account: 'anne' });
      for (let from = 0; from < orders.length; from += CHUNK) {
        const some = orders.slice(from, from + CHUNK);
        const first = answers;
        for (const [index, shown] of (await shownAfter(tab, some)).entries()) {
          const numbers = shown.map((number) => number - first - index * (count + 1) - 1);
          assert.equal(numbers.shift(), -1, 'the list of before');
          assert.equal(numbers.at(-1), count - 1, String(some[index]));
          assert.deepEqual(
            numbers,
            numbers.toSorted(),
            `never an older one after a newer one: ${some[index]}`,
          );
        }
      }
      assert.equal(world.host.log.count(LIST), (count + 1) * orders.length);
    },
  );
}
