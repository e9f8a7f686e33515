import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { DatasourceError } from '../../src/api/errors.js';
import { guardAuthorizationUrl } from '../../src/authorization/url-guard.js';
import { HOSTILE_AUTHORIZATION_URLS } from '../support/hostile/urls.js';
import { ALLOWED, REFUSED } from './support/addresses.js';
import { anyAddress } from './support/any-address.js';

/** The rule of the guard in other words, and by another parser interface: an anchor in a document without a base. */
const anchor = document.implementation.createHTMLDocument().createElement('a');
function mayBeOpened(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code <= 32 || (code >= 127 && code <= 159) || code === 8232 || code === 8233) return false;
  }
  // An interface for addresses replaces halves of characters, as `URL` does; an attribute keeps them.
  anchor.setAttribute('href', new TextDecoder().decode(new TextEncoder().encode(text)));
  const { protocol, username, password, hostname } = anchor;
  if (username !== '' || password !== '' || hostname === '') return false;
  if (protocol === 'https:') return true;
  if (protocol !== 'http:') return false;
  const labels = hostname.split('.');
  if (labels.length > 1 ? labels.at(-1) === 'localhost' : hostname === 'localhost') return true;
  const isIPv4 = labels.length === 4 && labels.every((label) => label !== '' && !Number.isNaN(Number(label)));
  return hostname === '[::1]' || (isIPv4 && labels[0] === '127');
}

function isAllowed(text: string): boolean {
  try {
    guardAuthorizationUrl(text);
    return true;
  } catch (thrown) {
    if (thrown instanceof DatasourceError && thrown.code === 'unsafe_url') return false;
    throw thrown;
  }
}

/** What the guard decides is tested without a browser; here it is what a browser's own parser makes of it. */
describe('guardAuthorizationUrl in a browser (C3)', () => {
  it(`allows the ${ALLOWED.length} addresses that are safe`, () => {
    const wrong = ALLOWED.filter(([text]) => !isAllowed(text) || !mayBeOpened(text));
    expect(wrong).to.deep.equal([]);
    const written = ALLOWED.filter(([text, href]) => guardAuthorizationUrl(text).href !== href);
    expect(written).to.deep.equal([]);
  });

  it(`refuses the ${REFUSED.length + HOSTILE_AUTHORIZATION_URLS.length} that are not`, () => {
    const hostile = [...REFUSED, ...HOSTILE_AUTHORIZATION_URLS];
    expect(hostile.filter((text) => isAllowed(text) || mayBeOpened(text))).to.deep.equal([]);
  });

  it('agrees with the second opinion on any text', () => {
    fc.assert(
      fc.property(anyAddress, (text) => isAllowed(text) === mayBeOpened(text)),
      { numRuns: 5_000 },
    );
  });
});
