import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import { answerWith, errorWith } from '../bench/world/faults/actions.js';
import { begin, call, LIST, listIsShown, over, REFRESH } from './support/api.js';
import { eventsOf, sees } from './support/flow.js';

const CSRF = errorWith(401, 'unauthorized', 'CSRF token is missing or invalid.');
const EXPIRED_EVENT = 'datasource-session-expired';

fault('D1', 'an expired session is renewed once, and the list is read once more', {}, async (bench) => {
  const { world } = bench;
  const tab = await bench.open('list', { account: 'anne' });
  await listIsShown(tab);
  world.host.log.clear();
  world.console.sessions.expire();
  assert.equal((await call(tab, 'client.listDatasources')).ok, true);
  assert.equal(world.host.log.count(REFRESH), 1);
  assert.equal(world.host.log.count(LIST), 2);
});

fault('D1', 'a session that is over is said once, after one attempt to renew it', {}, async (bench) => {
  const { world } = bench;
  world.faults.hold(LIST, { times: 1 });
  const tab = await bench.open('list', { account: 'anne' });
  await world.host.log.waitFor(LIST);
  world.console.sessions.end();
  world.faults.clear();
  await sees(tab, 'Token has expired.');
  assert.deepEqual(
    (await eventsOf(tab)).map(({ type }) => type),
    [EXPIRED_EVENT],
  );
  assert.equal(world.host.log.count(REFRESH), 1);
  assert.equal(world.host.log.count(LIST), 1);
});

fault(
  'D1',
  'a CSRF token that the server has replaced is read anew, once, and no session is renewed',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await bench.open('blank', { account: 'anne' });
    const good = await tab.evaluate(() => document.cookie);
    await tab.evaluate(() => {
      document.cookie = 'csrf_token=of-yesterday; path=/';
    });
    const gate = world.faults.holdAnswer(LIST, { times: 1 });
    await begin(tab, 'client.listDatasources');
    await gate.arrived();
    await tab.evaluate((cookie) => {
      document.cookie = `${cookie}; path=/`;
    }, good);
    gate.release();
    assert.equal((await over(tab))[0]?.ok, true);
    assert.equal(world.host.log.count(LIST), 2);
    assert.equal(world.host.log.count(REFRESH), 0);
  },
);

fault(
  'D1',
  'a CSRF token that is never accepted: two requests, no renewal, and no session has expired',
  {},
  async (bench) => {
    const { world } = bench;
    world.faults.on(LIST, CSRF);
    const tab = await bench.open('list', { account: 'anne' });
    await sees(tab, 'CSRF token is missing or invalid.');
    assert.equal(world.host.log.count(LIST), 2);
    assert.equal(world.host.log.count(REFRESH), 0);
    assert.deepEqual(await eventsOf(tab), []);
    world.faults.clear();
    await tab.click('text=Retry');
    await listIsShown(tab);
  },
);

fault('D2', 'the cookie with the prefix of https is found', {}, async (bench) => {
  const { world } = bench;
  world.console.settings.cookiePrefix = '__Host-';
  const tab = await bench.open('blank', { account: 'anne' });
  const names = await tab.evaluate(() => document.cookie);
  if (!names.includes('__Host-csrf_token')) {
    // An engine that takes no such cookie from http is shown the other half: nothing is made up in its place.
    assert.equal(names, '');
    assert.equal((await call(tab, 'client.listDatasources')).code, 'session_expired');
    assert.equal(world.host.log.filter(LIST)[0]?.headers['x-csrf-token'], undefined);
    return;
  }
  assert.equal((await call(tab, 'client.listDatasources')).ok, true);
  assert.equal(world.host.log.count(LIST), 1);
});

fault(
  'D2',
  'of two cookies of that name, one tossed from a sibling path, the one that the server knows wins',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await bench.open('blank', { account: 'anne' });
    await tab.evaluate(() => {
      document.cookie = 'csrf_token=tossed; path=/pages';
    });
    assert.match(await tab.evaluate(() => document.cookie), /^csrf_token=tossed; csrf_token=csrf-/);
    assert.equal((await call(tab, 'client.listDatasources')).ok, true);
    assert.equal(world.host.log.count(LIST), 2);
    assert.equal((await call(tab, 'client.listDatasources')).ok, true);
    assert.equal(world.host.log.count(LIST), 3, 'from then on at once');
    assert.equal(world.host.log.count(REFRESH), 0);
  },
);

fault(
  'D2',
  'a host that has the token from elsewhere gives it, and no cookie is looked at',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await bench.open('blank', { account: 'anne' });
    const isRead = await tab.evaluate(async () => {
      const [token] = /csrf-[^;]+/.exec(document.cookie) ?? [];
      document.cookie = 'csrf_token=tossed; path=/pages';
      const { elements } = window as unknown as {
        elements: {
          createDatasourceStore: (options: object) => { client: { listDatasources(): Promise<unknown> } };
        };
      };
      const { client } = elements.createDatasourceStore({ getCsrfToken: () => token });
      return client.listDatasources().then(Boolean);
    });
    assert.equal(isRead, true);
    assert.equal(world.host.log.count(LIST), 1);
  },
);

fault(
  'D2',
  'nothing in the document is taken for a cookie, whatever its elements are called',
  {},
  async (bench) => {
    const tab = await bench.open('blank', { account: 'anne', clobber: 'common' });
    const isHidden = await tab.evaluate(() => typeof (document.cookie as unknown) !== 'string');
    assert.equal(isHidden, true);
    assert.equal((await call(tab, 'client.listDatasources')).ok, true);
    assert.match(bench.world.host.log.filter(LIST)[0]?.headers['x-csrf-token'] ?? '', /^csrf-/);
  },
);

fault(
  'D4',
  'with a bearer token no cookie is sent, so that the session of somebody else does not win',
  {},
  async (bench) => {
    const { world } = bench;
    const { access } = world.console.login('carl');
    world.console.connect('langgenius/notion_datasource/notion_datasource', { name: 'Of Anne’s' });
    const tab = await bench.open('blank', { account: 'anne' });
    const { ok, value } = await call(tab, 'client.listDatasources', [], { bearer: access });
    assert.equal(ok, true);
    assert.doesNotMatch(JSON.stringify(value), /Of Anne’s/);
    const [request] = world.host.log.filter(LIST);
    assert.equal(request?.headers['cookie'], undefined);
    assert.equal(request?.headers['authorization'], `Bearer ${access}`);
    assert.match(JSON.stringify(await call(tab, 'client.listDatasources')), /Of Anne’s/, 'the control');
  },
);

fault('D4', 'elements with a bearer token send no cookie either', {}, async (bench) => {
  const { world } = bench;
  const { access } = world.console.login('carl');
  const tab = await bench.open('list', { account: 'anne', bearer: access });
  await listIsShown(tab);
  for (const { headers } of world.host.log.filter({ path: /^\/console\/api\/auth/ }))
    assert.equal(headers['cookie'], undefined);
});

fault('D4', 'a bearer token that ran out is asked for once by 20 reads at once', {}, async (bench) => {
  const { world } = bench;
  const tab = await bench.open('blank');
  world.faults.on(LIST, answerWith({ status: 401, body: { code: 'unauthorized', message: 'x' } }));
  const asked = await tab.evaluate(async () => {
    const refreshes: boolean[] = [];
    const { elements } = window as unknown as {
      elements: {
        createDatasourceStore: (options: object) => { client: { listDatasources(): Promise<unknown> } };
      };
    };
    const store = elements.createDatasourceStore({
      getAccessToken: ({ refresh }: { refresh: boolean }) => {
        refreshes.push(refresh);
        return refresh ? 'new' : 'old';
      },
    });
    await Promise.allSettled(Array.from({ length: 20 }, () => store.client.listDatasources()));
    return refreshes.filter(Boolean).length;
  });
  assert.equal(asked, 1);
  assert.equal(world.host.log.count(LIST), 40);
  assert.equal(world.host.log.count(REFRESH), 0);
});
