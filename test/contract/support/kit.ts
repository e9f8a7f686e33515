import { ConsoleApi, type Fetch } from '../../../contract/api/console-api.js';
import { Redaction } from '../../../contract/redaction.js';
import { RULES } from '../../../contract/rules.js';
import { run, type CheckResult } from '../../../contract/run.js';
import { Workbench } from '../../../contract/workbench.js';
import { TestServer, type TestServerOptions } from '../../../src/testing.js';

/** The only key that the sources of the kit accept here. */
export const KEY = 'jina_the_only_key';
const ACCESS = 'access-of-the-test';
const CSRF = 'csrf-of-the-test';

/** What a member sends. */
export const MEMBER = { Cookie: `access_token=${ACCESS}; csrf_token=${CSRF}`, 'X-CSRF-Token': CSRF };

/** A test server that asks for a session, and lets a third party refuse keys. */
export function strictServer(options?: TestServerOptions): TestServer {
  const server = new TestServer(options);
  server.accessToken = ACCESS;
  server.csrfToken = CSRF;
  server.validate = (_, { api_key }) =>
    api_key === undefined || api_key === KEY ? null : 'API token is invalid.';
  return server;
}

/**
 * The check, in this process.
 *
 * @param fetch what asks the server.
 */
export async function checkKit(
  server: TestServer,
  signal?: AbortSignal,
  fetch: Fetch = server.fetch as Fetch,
): Promise<CheckResult> {
  const redaction = new Redaction();
  redaction.add(KEY);
  const api = new ConsoleApi('https://dify.example.com/console/api', fetch, redaction);
  api.session = new Map([
    ['access_token', ACCESS],
    ['csrf_token', CSRF],
  ]);
  const bench = new Workbench(api, { credentials: { api_key: KEY }, run: 'test' });
  return run(RULES, bench, redaction, signal);
}

/** The ids of the rules with this outcome. */
export const idsOf = ({ results }: CheckResult, outcome: 'pass' | 'fail' | 'skipped'): string[] =>
  results.filter((result) => result.outcome === outcome).map(({ rule }) => rule.id);
