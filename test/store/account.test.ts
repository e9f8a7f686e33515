import { expect } from '@open-wc/testing';
import { readAccount } from '../../src/store/account.js';
import type { DatasourceStoreOptions } from '../../src/store/options.js';

/** Encoded as in a JSON web token, without padding. */
const encoded = (value: unknown): string =>
  btoa(typeof value === 'string' ? value : JSON.stringify(value))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const token = (claims: unknown): string => `${encoded({ alg: 'HS256' })}.${encoded(claims)}.signature`;

describe('readAccount (C7)', () => {
  const setCookie = (cookie: string): string => (document.cookie = cookie);
  const forget = (...names: string[]): void => names.forEach((name) => setCookie(`${name}=; max-age=0`));

  afterEach(() => forget('csrf_token'));

  const read = (options: DatasourceStoreOptions = {}): Promise<string | null> => readAccount(options);

  describe('what the host says', () => {
    for (const [what, getAccountId, expected] of [
      ['a name', () => 'anne', 'anne'],
      ['a name, later', () => Promise.resolve('anne'), 'anne'],
      ['nothing', () => null, null],
      ['no value', () => undefined, null],
      ['an error', () => Promise.reject(new Error('x')), null],
      [
        'an error at once',
        () => {
          throw new Error('x');
        },
        null,
      ],
    ] as const)
      it(`${what}: ${expected ?? 'not known'}`, async () => {
        setCookie(`csrf_token=${token({ sub: 'somebody else' })}`);
        expect(await read({ getAccountId })).to.equal(expected);
      });

    it('counts also in bearer mode', async () => {
      expect(await read({ getAccountId: () => 'anne', getAccessToken: () => 'x' })).to.equal('anne');
    });
  });

  for (const name of ['getAccountId', 'getCsrfToken'] as const)
    it(`is not known when ${name} has not answered after 10 seconds`, async () => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      let limit = 0;
      AbortSignal.timeout = (milliseconds) => timeout((limit = milliseconds) / 1_000);
      try {
        expect(await read({ [name]: () => new Promise<never>(() => undefined) })).to.equal(null);
        expect(limit).to.equal(10_000);
      } finally {
        AbortSignal.timeout = timeout;
      }
    });

  it('is not known in bearer mode: a cookie may be somebody else’s (D4)', async () => {
    setCookie(`csrf_token=${token({ sub: 'anne' })}`);
    const getCsrfToken = (): string => token({ sub: 'bob' });
    expect(await read({ getAccessToken: () => 'x', getCsrfToken })).to.equal(null);
  });

  describe('the subject of the CSRF token', () => {
    it('is that of the cookie, as it is now', async () => {
      expect(await read()).to.equal(null);
      setCookie(`csrf_token=${token({ sub: 'anne', exp: 1 })}`);
      expect(await read()).to.equal('anne');
      setCookie(`csrf_token=${token({ sub: 'bob' })}`);
      expect(await read({ baseUrl: 'https://console.example/console/api' })).to.equal('bob');
    });

    it('is that of the host’s token, if there is one', async () => {
      setCookie(`csrf_token=${token({ sub: 'anne' })}`);
      expect(await read({ getCsrfToken: () => Promise.resolve(token({ sub: 'bob' })) })).to.equal('bob');
      expect(await read({ getCsrfToken: () => null })).to.equal('anne');
    });

    it('may hold any characters', async () => {
      for (const sub of ['a', 'ab', 'abc', 'abcd', '3f1c9e2a-0d5a-4b8f-9a7e-0b1f2c3d4e5f', '??>>~~'])
        expect(await read({ getCsrfToken: () => token({ sub }) })).to.equal(sub);
    });

    for (const [what, csrf] of [
      ['an empty token', ''],
      ['a token that is none', 'x'],
      ['a token without claims', 'a.'],
      ['claims that are no base64', 'a.!!!.c'],
      ['claims that are no JSON', `a.${encoded('x')}.c`],
      ['claims that are null', `a.${encoded(null)}.c`],
      ['claims that are a text', `a.${encoded('"x"')}.c`],
      ['no subject', token({ exp: 1 })],
      ['a subject that is a number', token({ sub: 7 })],
      ['a subject that is an object', token({ sub: { toString: 'x' } })],
      ['a subject that is inherited', `a.${encoded('{"__proto__":{"sub":"evil"}}')}.c`],
      ['a huge token', `a.${'A'.repeat(1_000_000)}.c`],
    ] as const)
      it(`is not known from ${what}`, async () => {
        expect(await read({ getCsrfToken: () => csrf })).to.equal(null);
      });

    it('is not known when the host’s function fails', async () => {
      expect(await read({ getCsrfToken: () => Promise.reject(new Error('x')) })).to.equal(null);
    });

    it('is not known with an address that is none', async () => {
      expect(await read({ baseUrl: 'https://[' })).to.equal(null);
    });
  });
});
