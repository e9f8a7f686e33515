import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { DatasourceError } from '../../src/api/errors.js';
import { guardAuthorizationUrl } from '../../src/authorization/url-guard.js';

/** Every C0 and C1 control, the space, DEL and the two line separators of Unicode. */
const HIDDEN = [
  ...Array.from({ length: 0x21 }, (_, code) => code),
  0x7f,
  0x80,
  0x85,
  0x9f,
  0x2028,
  0x2029,
].map((code) => String.fromCharCode(code));

const ALLOWED: [text: string, href: string][] = [
  ['https://idp.example', 'https://idp.example/'],
  ['https://idp.example/authorize?client_id=a&state=b', 'https://idp.example/authorize?client_id=a&state=b'],
  ['HTTPS://IDP.EXAMPLE/A', 'https://idp.example/A'],
  ['hTtPs://idp.example/', 'https://idp.example/'],
  ['https://idp.example:8443/', 'https://idp.example:8443/'],
  ['https://idp.example:443/', 'https://idp.example/'],
  ['https://idp.example/#fragment', 'https://idp.example/#fragment'],
  ['https://idp.example/?next=javascript:alert(1)', 'https://idp.example/?next=javascript:alert(1)'],
  ['https://idp.example/a@b', 'https://idp.example/a@b'],
  ['https://idp.example/?a=b%20c%0A', 'https://idp.example/?a=b%20c%0A'],
  ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ['https://idp。example/', 'https://idp.example/'],
  ['https://idp．example/', 'https://idp.example/'],
  ['https://idp.example./', 'https://idp.example./'],
  ['https://192.0.2.1/', 'https://192.0.2.1/'],
  ['https://[2001:db8::1]/', 'https://[2001:db8::1]/'],
  ['https://localhost/', 'https://localhost/'],
  ['http://localhost/', 'http://localhost/'],
  ['http://localhost:5001/authorize?x=1', 'http://localhost:5001/authorize?x=1'],
  ['http://LOCALHOST/', 'http://localhost/'],
  ['http://app.localhost/', 'http://app.localhost/'],
  ['http://127.0.0.1/', 'http://127.0.0.1/'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
  ['http://127.255.255.254/', 'http://127.255.255.254/'],
  ['http://127.1/', 'http://127.0.0.1/'],
  ['http://2130706433/', 'http://127.0.0.1/'],
  ['http://0x7f.0.0.1/', 'http://127.0.0.1/'],
  ['http://[::1]/', 'http://[::1]/'],
  ['http://[::1]:3000/', 'http://[::1]:3000/'],
  ['http://[0:0:0:0:0:0:0:1]/', 'http://[::1]/'],
  [`https://idp.example/?state=${'s'.repeat(8_000)}`, `https://idp.example/?state=${'s'.repeat(8_000)}`],
];

const REFUSED: string[] = [
  '',
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'JaVaScRiPt:alert(1)',
  'javascript://https://idp.example/%0Aalert(1)',
  'javascript:https://idp.example/',
  'javascript&colon;alert(1)',
  'javascript%3Aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'DATA:text/html;base64,PHNjcmlwdD4=',
  'data:,',
  'blob:https://idp.example/0c4a',
  'blob:null/1',
  'file:///etc/passwd',
  'FILE:///C:/x',
  'filesystem:https://idp.example/temporary/x',
  'vbscript:msgbox(1)',
  'about:blank',
  'about:srcdoc',
  'view-source:https://idp.example/',
  'chrome://settings',
  'chrome-extension://abc/x.html',
  'moz-extension://abc/x.html',
  'resource://x',
  'ws://idp.example/',
  'wss://idp.example/',
  'ftp://idp.example/',
  'mailto:a@idp.example',
  'tel:123',
  'intent://idp.example/#Intent;scheme=https;end',
  'market://details?id=x',
  'ms-msdt:/id',
  'urn:x:y',
  'custom://idp.example/',
  'httpss://idp.example/',
  'https',
  'https:',
  'https://',
  'https:///',
  'http://',
  '://idp.example/',
  '//idp.example/',
  '///idp.example/',
  '/\\idp.example/',
  '\\\\idp.example\\',
  '/authorize',
  'authorize',
  './authorize',
  '../authorize',
  '?x=1',
  '#x',
  'idp.example',
  'idp.example/authorize',
  'www.idp.example:443',
  'localhost:5001/x',
  'http://idp.example/',
  'HTTP://idp.example/',
  'http://192.168.0.1/',
  'http://10.0.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://0.0.0.0/',
  'http://0/',
  'http://128.0.0.1/',
  'http://126.255.255.255/',
  'http://127.0.0.1.evil.example/',
  'http://127.0.0.1.nip.io/',
  'http://localhost.evil.example/',
  'http://localhost./',
  'http://notlocalhost/',
  'http://evil-localhost/',
  'http://localhost@evil.example/',
  'http://127.0.0.1@evil.example/',
  'http://evil.example/localhost',
  'http://evil.example/#localhost',
  'http://evil.example?localhost',
  'http://evil.example\\@localhost/',
  'http://[::2]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fe80::1]/',
  'http://[::]/',
  'http://127.0.0.256/',
  'http://127.0.0.1.1/',
  'https://[::1',
  'https://[g::1]/',
  'https://256.256.256.256/',
  'https://idp example/',
  'https://idp.example:99999/',
  'https://idp.example:port/',
  'https://user@idp.example/',
  'https://user:pass@idp.example/',
  'https://:pass@idp.example/',
  'https://accounts.google.com@evil.example/',
  'https://accounts.google.com%2F@evil.example/',
  'https://accounts.google.com%00@evil.example/',
  'https://a@b@evil.example/',
  'https://user@localhost/',
  'http://user:pass@localhost/',
  'http://user@127.0.0.1/',
  'https://idp.example^/',
  'https://idp<.example/',
  'https://%00.example/',
  'https://%zz/',
  `javascript:${'a'.repeat(100_000)}`,
  `${'a'.repeat(100_000)}://x`,
  ...HIDDEN.flatMap((character) => [
    `${character}https://idp.example/`,
    `https://idp.example/${character}`,
    `https://idp${character}.example/`,
    `ht${character}tps://idp.example/`,
    `java${character}script:alert(1)`,
    `${character}javascript:alert(1)`,
  ]),
];

/** The rule of the guard in other words, and by another parser interface: an anchor in a document without a base. */
const anchor = document.implementation.createHTMLDocument().createElement('a');
function mayBeOpened(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code <= 32 || (code >= 127 && code <= 159) || code === 8232 || code === 8233) return false;
  }
  anchor.setAttribute('href', text);
  const { protocol, username, password, hostname } = anchor;
  if (username !== '' || password !== '' || hostname === '') return false;
  if (protocol === 'https:') return true;
  if (protocol !== 'http:') return false;
  const labels = hostname.split('.');
  if (labels.at(-1) === 'localhost') return true;
  const isIPv4 = labels.length === 4 && labels.every((label) => label !== '' && !Number.isNaN(Number(label)));
  return hostname === '[::1]' || (isIPv4 && labels[0] === '127');
}

function isAllowed(text: string): boolean {
  try {
    guardAuthorizationUrl(text);
    return true;
  } catch (thrown) {
    expect(thrown).to.be.instanceOf(DatasourceError);
    expect((thrown as DatasourceError).code).to.equal('unsafe_url');
    return false;
  }
}

describe('guardAuthorizationUrl (C3)', () => {
  it(`is tried with ${REFUSED.length} addresses to refuse`, () => {
    expect(REFUSED.length).to.be.greaterThan(120);
  });

  for (const [text, href] of ALLOWED)
    it(`allows ${text.slice(0, 60)}`, () => {
      expect(guardAuthorizationUrl(text).href).to.equal(href);
      expect(mayBeOpened(text)).to.be.true;
    });

  for (const text of REFUSED)
    it(`refuses ${JSON.stringify(text).slice(0, 70)}`, () => {
      expect(isAllowed(text)).to.be.false;
      expect(mayBeOpened(text), 'the second opinion').to.be.false;
    });

  it('names the scheme and the host in its error, and nothing else of the address', () => {
    const message = (text: string): string => {
      try {
        return guardAuthorizationUrl(text).href;
      } catch (thrown) {
        return (thrown as Error).message;
      }
    };
    expect(message('http://idp.example/authorize?code=sk-secret'))
      .to.contain('http://idp.example')
      .and.not.contain('sk-');
    expect(message('https://user:sk-secret@idp.example/')).not.to.contain('sk-');
    expect(message(`javascript:${'sk-secret'.repeat(1_000)}`)).not.to.contain('sk-');
    expect(message(`https://u@${'a.'.repeat(100)}example/`).length).to.be.lessThan(300);
  });

  it('agrees with the second opinion on any text', () => {
    const scheme = fc.constantFrom(
      'https',
      'http',
      'HTTPS',
      'javascript',
      'data',
      'blob',
      'file',
      '',
      'ftp',
      'hTTp',
    );
    const separator = fc.constantFrom('://', ':', ':/', ':///', '//', '/\\', ':\\\\', '');
    const user = fc.constantFrom('', '', '', '@', 'a@', 'a:b@', ':b@', 'localhost@', '%40@');
    const host = fc.constantFrom(
      ...[
        'idp.example',
        'localhost',
        'a.localhost',
        'localhost.',
        '127.0.0.1',
        '127.1',
        '0x7f000001',
        '[::1]',
      ],
      ...[
        '[::ffff:7f00:1]',
        '128.0.0.1',
        'localhost.evil.example',
        '127.0.0.1.evil.example',
        'ⓛocalhost',
        '',
      ],
      ...['127。0。0。1', '１２７.0.0.1', 'loc\u00adalhost', 'local\u200bhost', '%6cocalhost'],
    );
    const rest = fc.oneof(
      fc.constantFrom('', '/', '/a?b#c', ':80', ':99999', '\\', '/@x'),
      fc.webPath(),
      fc.string(),
    );
    const assembled = fc.tuple(scheme, separator, user, host, rest).map((parts) => parts.join(''));
    const disturbed = fc
      .tuple(
        assembled,
        fc.nat(30),
        fc.constantFrom(...HIDDEN, '\u00a0', '\ufeff', '\u200b', '\\', '@', '%', '/'),
      )
      .map(([text, at, character]) => text.slice(0, at) + character + text.slice(at));
    const anything = fc.oneof(
      assembled,
      assembled,
      disturbed,
      fc.webUrl({ withFragments: true }),
      fc.string(),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(isAllowed(text), JSON.stringify(text)).to.equal(mayBeOpened(text));
      }),
      { numRuns: 5_000 },
    );
  });
});
