import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readOptions, UsageError } from '../../contract/options.js';

const BASE = 'https://dify.example.com/console/api';
const PASSWORD = { DATASOURCE_PASSWORD: 'hunter22' };

describe('the options of the command', () => {
  test('are an address, who signs in, and what connections are made of', () => {
    const env = { ...PASSWORD, DATASOURCE_CREDENTIALS: '{"api_key":"k"}' };
    assert.deepEqual(readOptions([BASE, '--email', 'a@b.c', '--source', 'acme/wiki/wiki'], env), {
      base: BASE,
      identity: { email: 'a@b.c', password: 'hunter22' },
      source: 'acme/wiki/wiki',
      credentials: { api_key: 'k' },
    });
    assert.deepEqual(readOptions([BASE, '--cookie'], { DATASOURCE_COOKIE: 'a=b' }), {
      base: BASE,
      identity: { cookie: 'a=b' },
      source: undefined,
      credentials: undefined,
    });
  });

  for (const [args, env, message] of [
    [[], {}, 'Give one address of an API, with http or https.'],
    [['dify.example.com', '--cookie'], {}, 'Give one address of an API, with http or https.'],
    [[BASE, BASE, '--cookie'], {}, 'Give one address of an API, with http or https.'],
    [[BASE], PASSWORD, 'Give either --email or --cookie.'],
    [[BASE, '--email', 'a@b.c', '--cookie'], PASSWORD, 'Give either --email or --cookie.'],
    [[BASE, '--email', 'a@b.c'], {}, 'Set DATASOURCE_PASSWORD.'],
    [[BASE, '--cookie'], PASSWORD, 'Set DATASOURCE_COOKIE.'],
    [[BASE, '--cookie', '--source', 'Notion'], PASSWORD, '--source is organization/plugin/name.'],
    [[BASE, '--password', 'hunter22'], PASSWORD, 'There is an option that is unknown, or has no value.'],
    [
      [BASE, '--email', 'a@b.c'],
      { ...PASSWORD, DATASOURCE_CREDENTIALS: 'jina_x' },
      'DATASOURCE_CREDENTIALS is not an object in JSON.',
    ],
  ] as const)
    test(`are refused: ${args.join(' ') || 'none'}: ${message}`, () => {
      assert.throws(() => readOptions(args, env), new UsageError(message));
    });
});
