import assert from 'node:assert/strict';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { NOTION } from '../bench/world/console/sources.js';
import { answerWith, delayAnswer, errorWith } from '../bench/world/faults/actions.js';
import { closeConnection } from '../bench/world/faults/byte-actions.js';
import { begin, call, CREATE, listIsShown, NOTION_REF, over } from './support/api.js';
import { sees } from './support/flow.js';

async function typeKey(tab: Tab, key: string): Promise<void> {
  await tab.click('text=Add API Key');
  await tab.click('api-key-dialog >>> input[type=password]');
  await tab.type(key);
}

async function isClosed(tab: Tab): Promise<void> {
  await tab.waitFor(() => {
    const dialog = document.querySelector('#element-1')?.shadowRoot?.querySelector('api-key-dialog');
    return !dialog?.shadowRoot?.querySelector('dialog[open]');
  });
}

fault(
  'D13',
  '50 activations by mouse, Enter and script store one key',
  { timeout: 90_000 },
  async (bench) => {
    const { world } = bench;
    const tab = await bench.open('element', {
      account: 'anne',
      element: 'datasource-api-key-button',
      provider: NOTION,
    });
    await typeKey(tab, bench.secret());
    const gate = world.faults.hold(CREATE);
    await tab.press('Enter');
    for (let press = 0; press < 9; press += 1) await tab.press('Enter');
    await tab.click('api-key-dialog >>> button.primary');
    await tab.evaluate(() => {
      const dialog = document.querySelector('#element-1')?.shadowRoot?.querySelector('api-key-dialog');
      const buttons = [...(dialog?.shadowRoot?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
      const save = buttons.find(({ textContent }) => /Sav/.test(textContent));
      for (let press = 0; press < 39; press += 1) save?.click();
    });
    await gate.arrived();
    gate.release();
    await isClosed(tab);
    const posts = world.host.log.count(CREATE);
    assert.equal(posts, 1);
    assert.equal(world.console.credentialsOf(NOTION).length, 1);
    bench.counted({ 'activations of Save': 50, 'POST requests': posts });
  },
);

fault('D13', '50 calls of the store at once make one request and get one answer', {}, async (bench) => {
  const { world } = bench;
  const tab = await bench.open('blank', { account: 'anne' });
  await begin(
    tab,
    'createCredential',
    [NOTION_REF, { credentials: { integration_secret: bench.secret() } }],
    {},
    50,
  );
  const outcomes = await over(tab, 50);
  assert.equal(new Set(outcomes.map(({ value }) => JSON.stringify(value))).size, 1);
  assert.equal(world.host.log.count(CREATE), 1);
  assert.equal(world.console.credentialsOf(NOTION).length, 1);
});

for (const [what, action, settings] of [
  ['after the page has given up', delayAnswer(3_000), { writeTimeout: 700 }],
  ['by a connection that breaks', closeConnection('headers'), {}],
  ['by a gateway that lost it', answerWith({ status: 502, body: '<p>Bad gateway' }), {}],
] as const)
  fault('D13', `a key whose answer comes ${what}: the list tells whether it is stored`, {}, async (bench) => {
    const { world } = bench;
    const isStored = !what.includes('gateway');
    bench.allow({ problems: [/ERR_|Failed to load|NetworkError|connection/i] });
    world.faults.on(CREATE, action);
    const tab = await bench.open('blank', { account: 'anne' });
    const input = { credentials: { integration_secret: bench.secret() }, name: 'Mine' };
    const outcome = await call(tab, 'createCredential', [NOTION_REF, input], settings);
    assert.equal(outcome.ok, isStored, JSON.stringify(outcome));
    assert.equal(world.host.log.count(CREATE), 1, 'never sent twice by itself');
    assert.equal(world.console.credentialsOf(NOTION).length, isStored ? 1 : 0);
    const last = world.host.log.filter({ path: /notion_datasource$/ }).at(-1);
    assert.equal(last?.method, 'GET', 'the list was read before the outcome was given out');
  });

fault(
  'D13',
  'given up and asked for again, as after a remount: what the list shows by then is not stored twice',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await bench.open('element', {
      account: 'anne',
      element: 'datasource-api-key-button',
      provider: NOTION,
    });
    const key = bench.secret();
    const gate = world.faults.holdAnswer(CREATE, { times: 1 });
    await typeKey(tab, key);
    await tab.press('Enter');
    await gate.arrived();
    await tab.evaluate(() => {
      const element = document.querySelector('#element-1');
      const parent = element?.parentElement;
      element?.remove();
      if (element) parent?.append(element);
    });
    await isClosed(tab);
    await typeKey(tab, key);
    await tab.press('Enter');
    await isClosed(tab);
    assert.equal(world.host.log.count(CREATE), 1);
    assert.equal(world.console.credentialsOf(NOTION).length, 1);
  },
);

fault(
  'D14',
  'a connection that two tabs remove is removed, and neither is told of a failure',
  {},
  async (bench) => {
    const { world } = bench;
    const { id } = world.console.connect(NOTION);
    const tabs = [
      await bench.open('blank', { account: 'anne' }),
      await bench.open('blank', { account: 'anne' }),
    ];
    const gate = world.faults.hold({ path: /\/delete$/ });
    for (const tab of tabs) await begin(tab, 'deleteCredential', [NOTION_REF, id]);
    await gate.arrived(2);
    gate.release();
    for (const tab of tabs) assert.deepEqual(await over(tab), [{ ok: true, value: null }]);
    assert.deepEqual(world.console.credentialsOf(NOTION), []);
  },
);

fault('D14', 'a removal that gets a 404 is done', {}, async (bench) => {
  bench.world.faults.on({ path: /\/delete$/ }, errorWith(404, 'not_found', 'Not found.'));
  const tab = await bench.open('blank', { account: 'anne' });
  assert.equal((await call(tab, 'deleteCredential', [NOTION_REF, 'gone'])).ok, true);
});

for (const [what, conflict] of [
  ['that another tab removed', 'gone'],
  ['whose new name another tab has given away', 'taken'],
  ['that the server says was changed (409)', 'conflict'],
] as const)
  fault(
    'D14',
    `a connection ${what} is renamed: the reason, and the list as it is now`,
    {},
    async (bench) => {
      const { world } = bench;
      const { id } = world.console.connect(NOTION, { name: 'Old' });
      const tab = await bench.open('list', { account: 'anne' });
      await listIsShown(tab);
      await sees(tab, 'Old');
      // Behind the page's back.
      if (conflict === 'gone') world.console.state.credentials.length = 0;
      else world.console.connect(NOTION, { name: 'New' });
      if (conflict === 'conflict')
        world.faults.on({ path: /\/update-name$/ }, errorWith(409, 'conflict', 'It was changed.'));
      const code = await tab.evaluate(
        (ref, credentialId) => {
          const { currentStore } = document.querySelector('datasource-context') as unknown as HTMLElement & {
            currentStore: { renameCredential(...args: unknown[]): Promise<void> };
          };
          return currentStore.renameCredential(ref, credentialId, 'New').then(
            () => 'done',
            (error: { code: string }) => error.code,
          );
        },
        NOTION_REF,
        id,
      );
      assert.equal(code, 'invalid_param');
      const names = await tab.evaluate(() => {
        const { currentStore } = document.querySelector('datasource-context') as unknown as HTMLElement & {
          currentStore: { list(): { getSnapshot(): { data: { credentials_list: { name: string }[] }[] } } };
        };
        const { data } = currentStore.list().getSnapshot();
        return data.flatMap((source) => source.credentials_list.map(({ name }) => name));
      });
      assert.deepEqual(names, conflict === 'gone' ? [] : ['Old', 'New']);
    },
  );
