import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCsrfCookie } from '../../src/api/csrf-cookie.js';

describe('readCsrfCookie (D2)', () => {
  for (const [cookies, secure, expected] of [
    ['', false, null],
    ['', true, null],
    ['csrf_token=a', false, 'a'],
    ['csrf_token=a', true, 'a'],
    ['__Host-csrf_token=b', false, 'b'],
    ['__Host-csrf_token=b', true, 'b'],
    ['csrf_token=a; __Host-csrf_token=b', false, 'a'],
    ['csrf_token=a; __Host-csrf_token=b', true, 'b'],
    ['__Host-csrf_token=b; csrf_token=a', false, 'a'],
    ['x=1; csrf_token=a; y=2', false, 'a'],
    ['x=1;csrf_token=a;y=2', false, 'a'],
    ['x=1;   csrf_token=a', false, 'a'],
    // The browser lists the one for the longest path first.
    ['csrf_token=first; csrf_token=second', false, 'first'],
    ['csrf_token=a%20b%3D', false, 'a b='],
    ['csrf_token=%zz', false, '%zz'],
    ['csrf_token=a=b=c', false, 'a=b=c'],
    ['csrf_token=', false, ''],
    ['csrf_token', false, null],
    ['xcsrf_token=a', false, null],
    ['csrf_token2=a', false, null],
    ['CSRF_TOKEN=a', false, null],
    ['evil=csrf_token=a', false, null],
    ['__host-csrf_token=b', true, null],
    ['__Secure-csrf_token=b', true, null],
  ] as const)
    it(`${JSON.stringify(cookies)} on ${secure ? 'https' : 'http'}: ${JSON.stringify(expected)}`, () => {
      assert.equal(readCsrfCookie(cookies, secure), expected);
    });

  for (const [cookies, rejected, expected] of [
    ['csrf_token=a; csrf_token=b', 'a', 'b'],
    ['csrf_token=a; csrf_token=b', 'b', 'a'],
    ['csrf_token=a; __Host-csrf_token=b', 'a', 'b'],
    ['csrf_token=a; csrf_token=a; csrf_token=c', 'a', 'c'],
    ['csrf_token=a', 'a', 'a'],
    ['csrf_token=a', 'x', 'a'],
    ['csrf_token=a', null, 'a'],
    ['', 'a', null],
  ] as const)
    it(`${JSON.stringify(cookies)} after ${JSON.stringify(rejected)} was rejected: ${JSON.stringify(expected)}`, () => {
      assert.equal(readCsrfCookie(cookies, false, rejected), expected);
    });
});
