import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { DatasourceError } from '../../src/api/errors.js';
import { guardAuthorizationUrl } from '../../src/authorization/url-guard.js';
import { anyAddress } from '../authorization/support/any-address.js';
import { mayBeOpened } from '../pure/support/second-opinion.js';
import { counted } from './support/counted.js';

function isAllowed(text: string): boolean {
  try {
    // As it is written where it is used.
    return isAllowedAgain(guardAuthorizationUrl(text).href);
  } catch (thrown) {
    assert.ok(thrown instanceof DatasourceError && thrown.code === 'unsafe_url');
    return false;
  }
}

function isAllowedAgain(href: string): boolean {
  assert.equal(guardAuthorizationUrl(href).href, href);
  return true;
}

it('the URL guard agrees with the second opinion (C3)', () => {
  const runs = counted('addresses', 100_000);
  let allowed = 0;
  fc.assert(
    fc.property(anyAddress, (text) => {
      const verdict = isAllowed(text);
      if (verdict) allowed++;
      assert.equal(verdict, mayBeOpened(text), JSON.stringify(text));
    }),
    { numRuns: runs },
  );
  // Else it would only show that both refuse everything.
  assert.ok(allowed > runs / 100 && allowed < runs / 2, `${allowed} of ${runs} were allowed`);
});
