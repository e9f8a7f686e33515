import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DatasourceError } from '../../src/api/errors.js';
import { guardAuthorizationUrl } from '../../src/authorization/url-guard.js';
import { ALLOWED, REFUSED } from '../authorization/support/addresses.js';
import { anyAddress } from '../authorization/support/any-address.js';
import { HOSTILE_AUTHORIZATION_URLS } from '../support/hostile/urls.js';
import { quoted } from './support/quoted.js';
import { mayBeOpened } from './support/second-opinion.js';

function errorFor(text: string): DatasourceError {
  try {
    guardAuthorizationUrl(text);
  } catch (thrown) {
    assert.ok(thrown instanceof DatasourceError);
    return thrown;
  }
  throw new Error(`${text} was let through`);
}

describe('guardAuthorizationUrl (C3)', () => {
  for (const [text, href] of ALLOWED)
    it(`allows ${quoted(text)}`, () => {
      assert.equal(guardAuthorizationUrl(text).href, href);
      assert.ok(mayBeOpened(text), 'the second opinion');
    });

  for (const text of new Set([...REFUSED, ...HOSTILE_AUTHORIZATION_URLS]))
    it(`refuses ${quoted(text)}`, () => {
      assert.equal(errorFor(text).code, 'unsafe_url');
      assert.equal(mayBeOpened(text), false, 'the second opinion');
    });

  it('names the scheme and the host in its error, and nothing else of the address', () => {
    assert.equal(
      errorFor('http://idp.example/authorize?code=sk-secret').message,
      "The server's authorization address was not opened because it is not safe (http://idp.example). It must begin with https.",
    );
    assert.equal(
      errorFor('/authorize?code=sk-secret').message,
      "The server's authorization address was not opened because it is not safe (not an absolute address). It must begin with https.",
    );
    assert.doesNotMatch(errorFor('https://user:sk-secret@idp.example/').message, /sk-/);
    assert.doesNotMatch(errorFor(`javascript:${'sk-secret'.repeat(1_000)}`).message, /sk-/);
  });

  it('cuts a long host short in its error', () => {
    const { message } = errorFor(`https://u@${'a.'.repeat(100)}example/`);
    assert.match(message, /\(https:\/\/(a\.){46}\)/);
  });

  it('lets through again what it let through, as it is then written', () => {
    fc.assert(
      fc.property(anyAddress, (text) => {
        if (!mayBeOpened(text)) return;
        const { href } = guardAuthorizationUrl(text);
        assert.equal(guardAuthorizationUrl(href).href, href);
      }),
      { numRuns: 2_000 },
    );
  });
});
