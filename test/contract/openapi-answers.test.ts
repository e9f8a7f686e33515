import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConsoleApi, type Fetch } from '../../contract/api/console-api.js';
import { signIn } from '../../contract/api/sign-in.js';
import { Redaction } from '../../contract/redaction.js';
import { RULES } from '../../contract/rules.js';
import { run } from '../../contract/run.js';
import { Workbench } from '../../contract/workbench.js';
import { startTestDemo } from '../server/support/demo.js';
import { checkKit, strictServer } from './support/kit.js';
import { OpenApi, readDocument } from './support/openapi.js';

const api = new OpenApi(readDocument());

/** Compares answers with what docs/openapi.yaml says of them. */
class Comparison {
  readonly operations = new Set<string>();
  readonly wrong = new Set<string>();

  readonly of =
    (fetch: Fetch): Fetch =>
    async (address, init) => {
      const response = await fetch(address, init);
      await this.#compare(init.method ?? 'GET', address, response.clone());
      return response;
    };

  async #compare(method: string, address: string, response: Response): Promise<void> {
    const path = new URL(address).pathname.replace('/console/api', '');
    const operation = api.find(method, path);
    // Login, and ids that are malformed on purpose.
    if (operation === undefined) return;
    this.operations.add(operation);
    const { status } = response;
    const isNamed = api.at(`${operation}/responses/${status}`).node !== undefined;
    if (!isNamed && status < 400) this.wrong.add(`${operation}: ${status} is not described`);
    const { pointer } = api.at(`${operation}/responses/${isNamed ? status : 'default'}`);
    if (status === 302) return;
    const errors = api.errors(`${pointer}/content/application~1json/schema`, await response.json());
    for (const error of errors) this.wrong.add(`${operation} ${status}: ${error}`);
  }
}

describe('docs/openapi.yaml describes the answers', () => {
  test('of the test kit, to all that the check asks it', async () => {
    const comparison = new Comparison();
    const server = strictServer();
    await checkKit(server, undefined, comparison.of(server.fetch as Fetch));
    assert.deepEqual([...comparison.wrong], []);
    assert.equal(comparison.operations.size, 12);
  });

  test("of the demo's backend, over HTTP", async () => {
    const { app } = await startTestDemo();
    const comparison = new Comparison();
    const redaction = new Redaction();
    const console = new ConsoleApi(`${app}/console/api`, comparison.of(fetch), redaction);
    await signIn(console, 'anne@example.com', 'demo');
    const bench = new Workbench(console, { credentials: { api_key: 'jina_demo_key' }, run: 'test' });
    await run(RULES, bench, redaction);
    assert.deepEqual([...comparison.wrong], []);
    assert.equal(comparison.operations.size, 12);
  });

  test('and not others', async () => {
    const comparison = new Comparison();
    const server = strictServer();
    server.intercept(({ path }) =>
      path.endsWith('/default-list') ? Response.json({ result: [{ name: 'x' }] }) : undefined,
    );
    await checkKit(server, undefined, comparison.of(server.fetch as Fetch));
    assert.ok(comparison.wrong.size > 0);
    for (const one of comparison.wrong)
      assert.match(one, /default-list\/get 200: \/result\/0 must have required/);
  });
});
