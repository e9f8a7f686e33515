import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { GOOGLE_DRIVE, NOTION } from '../bench/world/console/sources.js';
import { errorWith, reorder } from '../bench/world/faults/actions.js';
import { stall } from '../bench/world/faults/byte-actions.js';
import type { Rule } from '../bench/world/faults/faults.js';
import { call, CREATE, LIST, listIsShown, NOTION_REF, REFRESH } from './support/api.js';
import { allow, begin, eventsOf, openButton, requestsArrived, sees } from './support/flow.js';
import { endsAre } from './support/state.js';

const ONE = { method: 'GET', path: /\/datasource\/langgenius\/notion_datasource\/notion_datasource$/ };

/** A point at which an element is taken away: something is asked for, and does not go on. */
type Point = (bench: Bench) => { done: () => Promise<void> };

const at = (rule: Rule): { done: () => Promise<void> } => ({ done: () => rule.applied() });

const READING: Record<string, Point> = {
  'before the server has it': ({ world }) => at(world.faults.on(LIST, stall('request'))),
  'before the answer': ({ world }) => at(world.faults.on(LIST, stall('answer'))),
  'between headers and body': ({ world }) => at(world.faults.on(LIST, stall('headers'))),
  'in the body': ({ world }) => at(world.faults.on(LIST, stall('body'))),
  'while the session is renewed': ({ world }) => {
    world.faults.on(LIST, errorWith(401, 'unauthorized', 'Token has expired.'));
    return at(world.faults.on(REFRESH, stall('request')));
  },
  'when it is asked for again with another CSRF token': ({ world }) => {
    const again = world.faults.on(LIST, stall('request'));
    world.faults.on(LIST, errorWith(401, 'unauthorized', 'CSRF token is missing or invalid.'), { times: 1 });
    return at(again);
  },
  'while it waits before the next attempt': ({ world }) =>
    at(world.faults.on(LIST, errorWith(503, 'unknown', 'Busy.', { 'retry-after': '30' }))),
};

const SAVING: Record<string, Point> = {
  'while the list before is read': ({ world }) => at(world.faults.on(ONE, stall('request'))),
  'before the server has it': ({ world }) => at(world.faults.on(CREATE, stall('request'))),
  'before the answer': ({ world }) => at(world.faults.on(CREATE, stall('answer'))),
  'in the answer': ({ world }) => at(world.faults.on(CREATE, stall('body'))),
  'while the list after is read': ({ world }) => at(world.faults.on(ONE, stall('request'), { skip: 1 })),
};

/** Takes everything away, and then lets what was asked for fail, which is the last that the page can hear of it. */
async function takeAway({ world }: Bench, tab: Tab): Promise<void> {
  await tab.evaluate(() => document.querySelector('main')?.replaceChildren());
  await requestsArrived(tab);
  world.faults.clear();
  // The connections broke before these are asked for.
  for (let times = 0; times < 2; times += 1) await requestsArrived(tab);
}

for (const [where, prepare] of Object.entries(READING))
  fault(
    'D11',
    `a list that is taken away while it is read, ${where}: nothing is heard of it`,
    {},
    async (bench) => {
      const point = prepare(bench);
      const tab = await bench.open('list', { account: 'anne' });
      await point.done();
      await takeAway(bench, tab);
      assert.deepEqual(await eventsOf(tab), []);
    },
  );

for (const [where, prepare] of Object.entries(SAVING))
  fault(
    'D11',
    `a dialog that is taken away while it saves, ${where}: one outcome at most, and no error`,
    {},
    async (bench) => {
      const { world } = bench;
      const tab = await bench.open('element', {
        account: 'anne',
        element: 'datasource-api-key-button',
        provider: NOTION,
      });
      await tab.click('text=Add API Key');
      await tab.click('api-key-dialog >>> input[type=password]');
      await tab.type(bench.secret());
      const point = prepare(bench);
      await tab.click('text=Save');
      await point.done();
      await takeAway(bench, tab);
      const types = (await eventsOf(tab)).map(({ type }) => type);
      assert.ok(!types.includes('datasource-authorize-error'), types.join());
      assert.ok(world.host.log.count(CREATE) <= 1);
    },
  );

fault(
  'D11',
  'another data source while one is read: the answer of the first is not waited for',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await bench.open('list', { account: 'anne' });
    await listIsShown(tab);
    const rule = world.faults.on(LIST, stall('request'), { times: 1 });
    await tab.evaluate(() => {
      const context = document.querySelector<HTMLElement & { baseUrl: string }>('datasource-context');
      if (context) context.baseUrl = '/console/api/';
    });
    await rule.applied();
    await tab.evaluate(() => {
      const context = document.querySelector<HTMLElement & { baseUrl: string }>('datasource-context');
      if (context) context.baseUrl = '/console/api';
    });
    await listIsShown(tab);
    assert.deepEqual(await eventsOf(tab), []);
  },
);

fault(
  'D11',
  'a button that is given another data source while the list is read shows that one, and nothing is told',
  {},
  async (bench) => {
    const { world } = bench;
    world.console.connect(NOTION, { name: 'A connection' });
    const gate = world.faults.holdAnswer(LIST, { times: 1 });
    const element = { element: 'datasource-connect-button', provider: GOOGLE_DRIVE };
    const tab = await bench.open('element', { account: 'anne', ...element });
    await gate.arrived();
    await tab.evaluate((provider) => {
      document.querySelector('#element-1')?.setAttribute('provider', provider);
    }, NOTION);
    gate.release();
    await sees(tab, 'Connected as A connection');
    assert.equal(world.host.log.count(LIST), 1, 'the list has both');
    assert.deepEqual(await eventsOf(tab), []);
  },
);

fault(
  'D11',
  'a button that is given another data source during an authorization: that one ends as it does, and once',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await openButton(bench);
    const popup = await begin(bench, tab);
    await tab.evaluate((provider) => {
      document.querySelector('#element-1')?.setAttribute('provider', provider);
    }, GOOGLE_DRIVE);
    await allow(popup);
    await world.host.log.waitFor(ONE, 2);
    const [end] = await endsAre(tab, 1);
    assert.equal(end?.type, 'datasource-authorized');
    assert.equal((end?.detail as { provider: string }).provider, NOTION.split('/').at(-1));
    await sees(tab, 'Add OAuth');
    assert.equal(world.console.credentialsOf(NOTION).length, 1);
  },
);

/** All orders of three answers. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];
for (const order of ORDERS)
  fault(
    'D12',
    `three reads whose answers come in the order ${order.join()}: the last one stays`,
    {},
    async (bench) => {
      const { world } = bench;
      const connection = world.console.connect(NOTION, { name: 'Before' });
      const tab = await bench.open('list', { account: 'anne' });
      await listIsShown(tab);
      world.console.log.clear();
      world.faults.on(LIST, reorder(order));
      for (let read = 1; read <= 3; read += 1) {
        connection.name = `Name ${read}`;
        await tab.evaluate(() => {
          const context = document.querySelector<
            HTMLElement & { currentStore: { invalidateList(): unknown } }
          >('datasource-context');
          void context?.currentStore.invalidateList();
        });
        // The server has said its name of now.
        await world.console.log.waitFor(LIST, read);
      }
      const names = await tab.evaluate(async () => {
        const seen = new Set<string>();
        const { currentStore } = document.querySelector('datasource-context') as unknown as HTMLElement & {
          currentStore: {
            list(): {
              getSnapshot(): { isFetching: boolean; data?: { credentials_list: { name: string }[] }[] };
            };
          };
        };
        const list = currentStore.list();
        for (;;) {
          const { isFetching, data } = list.getSnapshot();
          const name = data?.flatMap((source) => source.credentials_list)[0]?.name;
          // Until the last answer is there, the first list is on show.
          if (name !== undefined && name !== 'Before') seen.add(name);
          if (!isFetching) return [...seen];
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      });
      assert.deepEqual(names, ['Name 3']);
    },
  );

fault('D12', 'a list that is asked for anew during its first read is read anew', {}, async (bench) => {
  const { world } = bench;
  const connection = world.console.connect(NOTION, { name: 'Before' });
  const gate = world.faults.holdAnswer(LIST, { times: 1 });
  const tab = await bench.open('list', { account: 'anne' });
  await gate.arrived();
  connection.name = 'After';
  await tab.evaluate(() => {
    const context = document.querySelector<HTMLElement & { currentStore: { invalidateList(): unknown } }>(
      'datasource-context',
    );
    void context?.currentStore.invalidateList();
  });
  await world.host.log.waitFor(LIST, 2);
  gate.release();
  await sees(tab, 'After');
});

fault('D12', 'a change is not undone by a read that began before it', {}, async (bench) => {
  const { world } = bench;
  const { id } = world.console.connect(NOTION, { name: 'Before' });
  const tab = await bench.open('list', { account: 'anne' });
  await listIsShown(tab);
  const gate = world.faults.holdAnswer(LIST, { times: 1 });
  await tab.evaluate(() => {
    const context = document.querySelector<HTMLElement & { currentStore: { invalidateList(): unknown } }>(
      'datasource-context',
    );
    void context?.currentStore.invalidateList();
  });
  await gate.arrived();
  const outcome = await tab.evaluate(
    async (ref, credentialId) => {
      const { currentStore } = document.querySelector('datasource-context') as unknown as HTMLElement & {
        currentStore: { renameCredential(...args: unknown[]): Promise<void> };
      };
      await currentStore.renameCredential(ref, credentialId, 'After');
      return 'done';
    },
    NOTION_REF,
    id,
  );
  assert.equal(outcome, 'done');
  gate.release();
  // The answer of before was sent before this one.
  assert.equal((await call(tab, 'client.listDatasources')).ok, true);
  await tab.waitFor(
    () =>
      document.querySelector('datasource-context')?.currentStore?.list().getSnapshot().isFetching === false,
  );
  const text = await tab.evaluate(() => {
    const { currentStore } = document.querySelector('datasource-context') as unknown as HTMLElement & {
      currentStore: { list(): { getSnapshot(): unknown } };
    };
    return JSON.stringify(currentStore.list().getSnapshot());
  });
  assert.match(text, /"After"/);
  assert.doesNotMatch(text, /"Before"/);
});
