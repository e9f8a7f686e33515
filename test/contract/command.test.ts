import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { describe, test } from 'node:test';
import { RULES } from '../../contract/rules.js';
import { startTestDemo } from '../server/support/demo.js';
import { JINA, Member } from '../server/support/member.js';
import { MEMBER, strictServer } from './support/kit.js';
import { isCreate } from './support/requests.js';
import { serve } from './support/serve.js';

const KEY = 'jina_demo_key';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command as a process of its own. */
function command(
  args: readonly string[],
  env: Record<string, string> = {},
  begun: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'contract/main.ts', ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  begun(child);
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => (ended[stream] += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })));
}

describe('the command', () => {
  test('prints a row for each rule, no secret, and leaves nothing behind', async () => {
    const { app } = await startTestDemo();
    const anne = await Member.login(app);
    const before = await anne.send('GET', '/auth/plugin/datasource/list');
    const password = 'demo';
    const { code, stdout, stderr } = await command([`${app}/console/api`, '--email', 'anne@example.com'], {
      DATASOURCE_PASSWORD: password,
      DATASOURCE_CREDENTIALS: JSON.stringify({ api_key: KEY }),
    });
    assert.equal(stderr, '');
    const lines = stdout.split('\n');
    assert.match(lines[0] ?? '', /^operation +rule +result$/);
    assert.deepEqual(
      lines
        .slice(1, RULES.length + 1)
        .map((line) => line.replace(/^ ?(\d+) .*\((1\.[^)]*)\) +(\w+)$/, '$1 $2 $3')),
      RULES.map(({ operation, source }) => `${operation} ${source} pass`),
    );
    assert.deepEqual(lines.slice(RULES.length + 1), ['', `${RULES.length} passed, 0 failed, 0 skipped`, '']);
    assert.equal(code, 0);
    for (const secret of [KEY, password, anne.csrf, 'SFlCUk', 'code_challenge'])
      assert.ok(!stdout.includes(secret), secret);
    assert.deepEqual((await anne.send('GET', '/auth/plugin/datasource/list')).body, before.body);
  });

  test('takes the cookies of a session, and exits with 1 where rules fail', async () => {
    const { app } = await startTestDemo();
    // Norman may look, and change nothing.
    const norman = await Member.login(app, 'norman@example.com');
    const access = norman.browser.cookie(`${app}/`, 'access_token')?.value ?? '';
    assert.notEqual(access, '');
    const { code, stdout } = await command([`${app}/console/api`, '--cookie', '--source', JINA], {
      DATASOURCE_COOKIE: `access_token=${access}; csrf_token=${norman.csrf}`,
    });
    assert.equal(code, 1);
    assert.match(stdout, /^ 1 list .* pass$/m);
    assert.match(stdout, /^ 4 create .*\(1\.2\) +fail: 403 forbidden "You don't have the permission/m);
    assert.match(stdout, /skipped: no connection could be made: 403 forbidden/);
    assert.match(stdout, /skipped: no secret to try: set DATASOURCE_CREDENTIALS/);
    assert.ok(!stdout.includes(access) && !stdout.includes(norman.csrf));
    assert.deepEqual(await norman.credentials(JINA), []);
  });

  test('exits with 2, and says why, where it cannot begin', async () => {
    const { app } = await startTestDemo();
    const base = `${app}/console/api`;
    const refused = await command([base, '--email', 'anne@example.com'], {
      DATASOURCE_PASSWORD: 'wrong-one',
    });
    assert.equal(refused.code, 2);
    assert.equal(
      refused.stderr,
      'The server did not sign in anne@example.com: 401 authentication_failed "Invalid email or password.".\n',
    );
    const unknown = await command([base, '--cookie'], { DATASOURCE_COOKIE: 'access_token=a; csrf_token=b' });
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /^The server does not know this session: 401 unauthorized/);
    const unreachable = await command(['http://127.0.0.1:9/console/api', '--cookie'], {
      DATASOURCE_COOKIE: 'a=b',
    });
    assert.equal(unreachable.code, 2);
    assert.match(unreachable.stderr, /^fetch failed/);
  });

  test('removes what it made before it ends by Ctrl-C', async () => {
    const server = strictServer();
    let child: ChildProcess | undefined;
    server.intercept((request) => {
      if (isCreate(request)) child?.kill('SIGINT');
      return undefined;
    });
    const { code, stdout } = await command(
      [await serve(server), '--cookie'],
      { DATASOURCE_COOKIE: MEMBER.Cookie },
      (begun) => (child = begun),
    );
    assert.equal(code, 1);
    assert.match(stdout, /^Interrupted: the other rules were not tried\.$/m);
    assert.ok(server.requests.some(isCreate));
    assert.ok(server.requests.length < 50);
    assert.deepEqual(
      server.sources.flatMap((source) => source.credentials_list),
      [],
    );
  });

  test('shows how it is used, when asked and when used wrongly', async () => {
    const help = await command(['--help']);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /datasource-contract <base url> \[options\]/);
    const wrong = await command(['--email=anne@example.com', 'ftp://x']);
    assert.equal(wrong.code, 2);
    assert.equal(wrong.stdout, '');
    assert.ok(wrong.stderr.endsWith(help.stdout));
  });
});
