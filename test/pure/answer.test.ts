import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAnswer, toHttpError, waitError } from '../../src/api/answer-errors.js';
import type { Answer } from '../../src/api/answer.js';
import { DatasourceError } from '../../src/api/errors.js';
import { HOSTILE_ERRORS } from '../support/hostile/errors.js';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  response: new Response(null, { status, headers }),
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const saying = (status: number, message: unknown, headers?: Record<string, string>): Answer =>
  answer(status, { code: 'some_code', message, status }, headers);

const CODES = [
  [301, '', 'bad_response', 'The server answered 301.'],
  [399, '', 'bad_response', 'The server answered 399.'],
  [400, '', 'invalid_param', 'The server answered 400.'],
  [401, '', 'session_expired', 'Your session has expired. Sign in again.'],
  [401, 'CSRF token is missing or invalid.', 'csrf_rejected', 'CSRF token is missing or invalid.'],
  [401, 'Invalid Csrf', 'csrf_rejected', 'Invalid Csrf'],
  [403, '', 'forbidden', 'You do not have permission to do this.'],
  [403, 'CSRF', 'forbidden', 'CSRF'],
  [404, '', 'not_found', 'The server answered 404.'],
  [408, '', 'timeout', 'The server answered 408.'],
  [409, 'Conflict.', 'invalid_param', 'Conflict.'],
  [422, '', 'invalid_param', 'The server answered 422.'],
  [429, '', 'rate_limited', 'The server gets too many requests. Wait a moment and try again.'],
  [499, '', 'invalid_param', 'The server answered 499.'],
  [500, '', 'server', 'The server failed. Try again in a moment.'],
  [500, 'Out of memory.', 'server', 'Out of memory.'],
  [502, '', 'server', 'The server failed. Try again in a moment.'],
  [503, '', 'server', 'The server failed. Try again in a moment.'],
  [504, '', 'timeout', 'The server answered 504.'],
  [599, '', 'server', 'The server failed. Try again in a moment.'],
] as const;

describe('toHttpError (D1, D6, D8)', () => {
  for (const [status, text, code, shown] of CODES)
    it(`${status} ${JSON.stringify(text)}: ${code}`, () => {
      const error = toHttpError(saying(status, text));
      assert.ok(error instanceof DatasourceError);
      const { message, serverCode, retryAfter } = error;
      assert.deepEqual(
        [error.code, error.status, message, serverCode, retryAfter],
        [code, status, shown, 'some_code', undefined],
      );
    });

  for (const [message, code] of [
    ['Please configure oauth client params(system/tenant) for x', 'no_oauth_client'],
    ['PLEASE CONFIGURE OAUTH CLIENT PARAMS', 'no_oauth_client'],
    ['Now: please configure oauth client params', 'invalid_param'],
  ] as const)
    it(`400 ${message}: ${code}`, () => assert.equal(toHttpError(saying(400, message)).code, code));

  it('says that it was a redirect', () => {
    const response = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const error = toHttpError({ response, text: '{"message":"x"}' });
    assert.deepEqual([error.code, error.status], ['bad_response', undefined]);
    assert.match(error.message, /answered with a redirect, such as to a page for signing in/);
  });

  for (const text of [
    '',
    '<h1>502 Bad Gateway</h1>',
    'null',
    '[]',
    '"x"',
    '{"message":',
    '{}',
    '{"message":1,"code":2}',
  ])
    it(`shows nothing of a body that says nothing: ${text}`, () => {
      const error = toHttpError(answer(400, text));
      assert.equal(error.message, 'The server answered 400.');
      assert.equal(error.serverCode, undefined);
    });

  it('takes nothing that the body inherits (F6)', () => {
    const error = toHttpError(answer(400, '{"__proto__":{"code":"x","message":"polluted"}}'));
    assert.deepEqual([error.message, error.serverCode], ['The server answered 400.', undefined]);
  });

  for (const { status, body } of HOSTILE_ERRORS)
    it(`makes of ${body.slice(0, 60)} a message of at most 500 characters`, () => {
      const error = toHttpError(answer(status, body));
      assert.ok(error.message.length > 0 && error.message.length <= 500);
    });

  it('cuts a message at exactly 500 characters', () => {
    assert.equal(toHttpError(saying(400, 'x'.repeat(501))).message, 'x'.repeat(500));
    assert.equal(toHttpError(saying(400, 'x'.repeat(500))).message, 'x'.repeat(500));
  });
});

describe('toHttpError, when the server says when to come back (D7)', () => {
  for (const [status, body, retryAfter, code, message] of [
    [429, '', '7', 'rate_limited', 'The server gets too many requests. Try again in 7 seconds.'],
    [429, 'Slow down.', '7', 'rate_limited', 'Slow down. Try again in 7 seconds.'],
    [429, '', '1', 'rate_limited', 'The server gets too many requests. Try again in 1 second.'],
    [503, '', '2', 'server', 'The server is busy. Try again in 2 seconds.'],
    [503, '', '600', 'server', 'The server is busy. Try again in 60 seconds.'],
  ] as const)
    it(`${status} ${JSON.stringify(body)} after ${retryAfter}`, () => {
      const error = toHttpError(saying(status, body, { 'Retry-After': retryAfter }));
      assert.deepEqual([error.code, error.message], [code, message]);
      assert.equal(error.retryAfter, Math.min(Number(retryAfter), 60) * 1_000);
    });

  it('counts a date from the date of the answer', () => {
    const headers = { 'Retry-After': 'Mon, 01 Jan 2001 00:00:03 GMT', Date: 'Mon, 01 Jan 2001 00:00:00 GMT' };
    assert.equal(toHttpError(saying(429, '', headers)).retryAfter, 3_000);
  });

  for (const [status, value] of [
    [429, '0'],
    [429, 'soon'],
    [429, '-5'],
    [500, '5'],
    [502, '5'],
    [400, '5'],
    [401, '5'],
  ] as const)
    it(`${status} with ${value} says nothing of a time`, () => {
      const error = toHttpError(saying(status, 'Because.', { 'Retry-After': value }));
      assert.deepEqual([error.retryAfter, error.message], [undefined, 'Because.']);
    });

  it('says the same of a request that is not even sent', () => {
    const { code, message, retryAfter } = waitError(1_001);
    assert.deepEqual(
      [code, message, retryAfter],
      ['rate_limited', 'The server gets too many requests. Try again in 2 seconds.', 1_001],
    );
  });
});

describe('toHttpError, when the server repeats a secret (G3)', () => {
  for (const [message, secrets, shown] of [
    ['The key sk-secret is wrong.', ['sk-secret'], 'The key ••• is wrong.'],
    ['sk-secret sk-secret', ['sk-secret'], '••• •••'],
    ['sk-secret-2', ['sk-secret', 'sk-secret-2'], '•••'],
    ['sk-secret-2', ['sk-secret-2', 'sk-secret'], '•••'],
    ['a first, a second', ['a first', 'a second'], '•••, •••'],
    ['abcdef', ['abcdef'], '•••'],
    // Too short to be one; it would cut the message to pieces.
    ['abcde', ['abcde'], 'abcde'],
    ['nothing', [''], 'nothing'],
    ['sk-secret', [], 'sk-secret'],
    ['sk-secret', undefined, 'sk-secret'],
    ['a$&b', ['a$&b$&c'], 'a$&b'],
  ] as const)
    it(`${message} without ${String(secrets)}: ${shown}`, () => {
      assert.equal(toHttpError(saying(400, message), secrets).message, shown);
    });

  it('also where the message is cut', () => {
    const { message } = toHttpError(saying(400, `${'x'.repeat(495)}sk-secret`), ['sk-secret']);
    assert.equal(message, `${'x'.repeat(495)}•••`);
  });

  it('changes nothing of the list of secrets', () => {
    const secrets = Object.freeze(['sk-secret', 'sk-longer-secret']);
    toHttpError(saying(400, 'x'), secrets);
    assert.deepEqual(secrets, ['sk-secret', 'sk-longer-secret']);
  });
});

describe('readAnswer (D8)', () => {
  it('reads JSON', () => {
    assert.deepEqual(readAnswer(answer(200, { result: [] })), { result: [] });
    assert.equal(readAnswer(answer(200, 'null')), null);
  });

  it('takes 204 for a success (contract 1.5)', () => {
    assert.deepEqual(readAnswer(answer(204, '')), { result: 'success' });
    assert.throws(() => readAnswer(answer(205, '')), DatasourceError);
  });

  for (const text of [
    '',
    '<!doctype html><title>Sign in</title>',
    '{"result":[',
    '\u0000',
    'undefined',
    '{"a":1}{',
  ])
    it(`refuses ${JSON.stringify(text)}, and shows nothing of it`, () => {
      assert.throws(
        () => readAnswer(answer(200, text)),
        (error: DatasourceError) =>
          error.code === 'bad_response' &&
          error.status === 200 &&
          error.message.startsWith('The server sent something that is no data') &&
          error.message.endsWith('Check the address of the API.') &&
          !error.message.includes('<'),
      );
    });
});
