import fc from 'fast-check';
import { HOSTILE_AUTHORIZATION_URLS } from '../../support/hostile/urls.js';
import { ALLOWED, HIDDEN, REFUSED } from './addresses.js';

const scheme = fc.constantFrom(
  ...['https', 'http', 'HTTPS', 'hTTp', 'javascript', 'data', 'blob', 'file', 'ftp', 'ws', 'https+x', ''],
);
const separator = fc.constantFrom('://', '://', '://', ':', ':/', ':///', '//', '/\\', ':\\\\', ':/\\/', '');
const user = fc.constantFrom('', '', '', '', '@', ':@', 'a@', 'a:b@', ':b@', 'localhost@', '%40@', 'a@b@');
const host = fc.oneof(
  fc.constantFrom(
    ...['idp.example', 'localhost', 'a.localhost', 'localhost.', 'LOCALHOST', 'notlocalhost', '.localhost'],
    ...['127.0.0.1', '127.1', '127.0.0.256', '127.0.0.1.', '0x7f000001', '017700000001', '128.0.0.1', '0'],
    ...['[::1]', '[::2]', '[::ffff:7f00:1]', '[0:0::1]', '[::1', '[fe80::1%25eth0]', '::1', ''],
    ...['localhost.evil.example', '127.0.0.1.evil.example', '127.0.0.1.nip.io', 'evil.example'],
    ...['ⓛocalhost', '127。0。0。1', '１２７.0.0.1', 'loc\u00adalhost', 'local\u200bhost', '%6cocalhost'],
    ...['bücher.example', 'xn--', 'xn--a', 'a..b', '-a.example', 'a_b.example', 'a%00.example', 'a%2fb'],
  ),
  fc.domain(),
  fc.ipV4Extended(),
  fc.ipV6().map((address) => `[${address}]`),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const rest = fc.oneof(
  fc.constantFrom(
    '',
    '/',
    '/a?b#c',
    ':80',
    ':443/',
    ':99999',
    ':x',
    ':',
    '\\',
    '/@x',
    '?x@y',
    '#x@y',
    '\\@evil',
  ),
  fc.webPath(),
  fc.string(),
);
const assembled = fc.tuple(scheme, separator, user, host, rest).map((parts) => parts.join(''));
const known = fc.constantFrom(...ALLOWED.map(([text]) => text), ...REFUSED, ...HOSTILE_AUTHORIZATION_URLS);
const disturbed = fc
  .tuple(
    fc.oneof(assembled, known),
    fc.nat(40),
    fc.nat(2),
    fc.constantFrom(
      ...HIDDEN,
      '\u00a0',
      '\ufeff',
      '\u200b',
      '\u202e',
      '\ud800',
      '\\',
      '@',
      '%',
      '/',
      ':',
      '',
    ),
  )
  .map(([text, at, cut, character]) => text.slice(0, at) + character + text.slice(at + cut));

/** Whatever a server may say is the address of its authorization page. */
export const anyAddress: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: assembled },
  { weight: 3, arbitrary: disturbed },
  { weight: 1, arbitrary: fc.webUrl({ withFragments: true, withQueryParameters: true }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
