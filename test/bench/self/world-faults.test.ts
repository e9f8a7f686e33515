import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import {
  answerWith,
  changeJson,
  delay,
  delayAnswer,
  duplicate,
  errorWith,
  redirectTo,
  reorder,
  setHeaders,
} from '../world/faults/actions.js';
import { JINA_READER } from '../world/console/sources.js';
import type { HttpBrowser } from '../world/http-browser.js';
import { freshWorld, visitor } from './support/fresh-world.js';

const LIST = { method: 'GET', path: /datasource\/list$/ };
const CREATE = { method: 'POST', path: /jinareader$/ };

const world = await freshWorld();
let anne: HttpBrowser;

beforeEach(async () => {
  anne = await visitor(world, 'anne');
});

const list = () => anne.call('GET', `${world.apiUrl()}/auth/plugin/datasource/list`);
const create = (name: string) =>
  anne.call('POST', `${world.apiUrl()}/auth/plugin/datasource/${JINA_READER}`, { credentials: {}, name });
const names = (): string[] => world.console.credentialsOf(JINA_READER).map(({ name }) => name);

/** How long something takes, in milliseconds. */
async function timed(work: Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work;
  return performance.now() - from;
}

describe('without a rule', () => {
  test('request and answer pass unchanged', async () => {
    assert.equal((await create('A key')).status, 200);
    const { status, headers, body } = await list();
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^application\/json/);
    assert.equal((body as { result: unknown[] }).result.length, 4);
    assert.deepEqual(names(), ['A key']);
  });

  test('each connection carries one request, so that no browser repeats one by itself', async () => {
    assert.equal((await list()).headers.get('connection'), 'close');
  });

  test('the log has every request with its body', async () => {
    await create('A key');
    const [request] = world.host.log.filter(CREATE);
    assert.deepEqual(JSON.parse(request?.body ?? ''), { credentials: {}, name: 'A key' });
    assert.match(request?.headers['x-csrf-token'] ?? '', /^csrf-/);
    assert.equal(world.console.log.count(CREATE), 1);
  });
});

describe('a rule', () => {
  test('applies to what matches, method and path', async () => {
    world.faults.on({ method: 'POST', path: /list$/ }, answerWith({ status: 418 }));
    world.faults.on({ method: 'GET', path: '/console/api/list' }, answerWith({ status: 418 }));
    assert.equal((await list()).status, 200);
  });

  test('can be spent', async () => {
    const rule = world.faults.on(LIST, errorWith(500, 'unknown', 'Internal Server Error'), { times: 2 });
    const statuses = [await list(), await list(), await list()].map(({ status }) => status);
    assert.deepEqual(statuses, [500, 500, 200]);
    assert.equal(rule.hits, 2);
  });

  test('can let some pass first', async () => {
    world.faults.on(LIST, errorWith(500, 'unknown', ''), { skip: 1, times: 1 });
    const statuses = [await list(), await list(), await list()].map(({ status }) => status);
    assert.deepEqual(statuses, [200, 500, 200]);
  });

  test('goes before older ones, and can be taken away', async () => {
    world.faults.on(LIST, errorWith(500, 'unknown', ''));
    const newer = world.faults.on(LIST, errorWith(503, 'unknown', ''));
    assert.equal((await list()).status, 503);
    world.faults.off(newer);
    assert.equal((await list()).status, 500);
    world.faults.clear();
    assert.equal((await list()).status, 200);
  });

  test('tells when it was applied', async () => {
    const rule = world.faults.on(LIST, errorWith(500, 'unknown', ''));
    const [, { status }] = await Promise.all([rule.applied(), list()]);
    assert.equal(status, 500);
    await assert.rejects(rule.applied(2, 20), /Waited 20 ms for fault 2/);
  });

  test('covers pages and scripts too', async () => {
    world.faults.on({ path: '/elements.js' }, answerWith({ body: 'window.replaced = 1' }));
    const { text } = await anne.open(`${world.host.origin()}/elements.js`);
    assert.equal(text, 'window.replaced = 1');
  });
});

describe('an answer', () => {
  test('can be one of the test, and the server is not asked', async () => {
    const headers = { 'retry-after': '7', 'content-type': 'text/html' };
    world.faults.on(LIST, answerWith({ status: 503, headers, body: '<h1>Down</h1>' }));
    const answer = await anne.send(`${world.apiUrl()}/auth/plugin/datasource/list`);
    assert.deepEqual([answer.status, answer.text], [503, '<h1>Down</h1>']);
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.equal(world.console.log.count(LIST), 0);
  });

  test('can depend on the request', async () => {
    world.faults.on(
      LIST,
      answerWith(({ method }) => ({ body: { method } })),
    );
    assert.deepEqual((await list()).body, { method: 'GET' });
  });

  test('can be an error in the form of the contract', async () => {
    world.faults.on(LIST, errorWith(429, 'too_many_requests', 'Slow down', { 'retry-after': '1' }));
    const { status, body } = await list();
    assert.deepEqual([status, body], [429, { code: 'too_many_requests', message: 'Slow down', status: 429 }]);
  });

  test('can be changed on its way', async () => {
    world.faults.on(
      LIST,
      changeJson(({ result }: { result: unknown[] }) => ({ result: result.slice(0, 1) })),
    );
    assert.equal(((await list()).body as { result: unknown[] }).result.length, 1);
  });

  test('can have other headers', async () => {
    world.faults.on(LIST, setHeaders({ 'Content-Type': 'text/plain', 'cache-control': null, 'x-more': '1' }));
    const { headers } = await list();
    assert.equal(headers.get('content-type'), 'text/plain');
    assert.equal(headers.get('cache-control'), null);
    assert.equal(headers.get('x-more'), '1');
  });

  test('can be a redirect', async () => {
    world.faults.on(LIST, redirectTo('http://127.0.0.2:1/elsewhere', 307));
    const { status, headers } = await anne.send(`${world.apiUrl()}/auth/plugin/datasource/list`);
    assert.deepEqual([status, headers.get('location')], [307, 'http://127.0.0.2:1/elsewhere']);
  });
});

describe('in time', () => {
  test('a request can be late', async () => {
    world.faults.on(CREATE, delay(80));
    const answer = create('Late');
    await world.host.log.waitFor(CREATE);
    assert.equal(world.console.log.count(CREATE), 0);
    assert.ok((await timed(answer)) >= 60);
    assert.deepEqual(names(), ['Late']);
  });

  test('an answer can be late', async () => {
    world.faults.on(CREATE, delayAnswer(80));
    const answer = timed(create('Done'));
    await world.console.log.waitFor(CREATE);
    assert.ok((await answer) >= 70);
  });

  test('a request can wait for the test', async () => {
    const gate = world.faults.hold(CREATE, { times: 1 });
    const answer = create('Held');
    await gate.arrived();
    // Time enough for a request that is not held.
    await list();
    assert.deepEqual(names(), []);
    gate.release();
    assert.equal((await answer).status, 200);
    assert.deepEqual(names(), ['Held']);
  });

  test('an answer can wait for the test, what it answers being done', async () => {
    const gate = world.faults.holdAnswer(CREATE, {}, errorWith(504, 'timeout', 'Too late'));
    let isAnswered = false;
    const answer = create('Held').finally(() => (isAnswered = true));
    await gate.arrived();
    await list();
    assert.deepEqual([names(), isAnswered], [['Held'], false]);
    gate.release();
    assert.equal((await answer).status, 504);
  });

  test('those who wait can be let go one by one', async () => {
    const gate = world.faults.hold(LIST);
    let answered = 0;
    const answers = [list(), list()].map((answer) => answer.then(() => (answered += 1)));
    await gate.arrived(2);
    gate.releaseOne();
    await Promise.race(answers);
    await create('Time enough for the other');
    assert.equal(answered, 1);
    gate.release();
    await Promise.all(answers);
    assert.equal(answered, 2);
  });

  test('clearing lets go what waits', async () => {
    const gate = world.faults.hold(LIST);
    const answer = list();
    await gate.arrived();
    world.faults.clear();
    assert.equal((await answer).status, 200);
  });

  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ])
    test(`answers can come in the order ${order.join(', ')}`, async () => {
      const rule = world.faults.on(LIST, reorder(order));
      const arrived: number[] = [];
      const answers: Promise<unknown>[] = [];
      for (const index of order.toSorted()) {
        answers.push(list().then(() => arrived.push(index)));
        await rule.applied(index + 1);
      }
      await Promise.all(answers);
      assert.deepEqual(arrived, order);
      assert.equal((await list()).status, 200);
    });

  test('a request can reach the server twice', async () => {
    world.faults.on(CREATE, duplicate());
    const { status } = await anne.call('POST', `${world.apiUrl()}/auth/plugin/datasource/${JINA_READER}`, {
      credentials: {},
    });
    assert.equal(status, 200);
    assert.deepEqual(names(), ['API KEY 1', 'API KEY 2']);
    assert.equal(world.host.log.count(CREATE), 1);
  });
});
