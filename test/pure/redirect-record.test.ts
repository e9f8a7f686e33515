import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import fc from 'fast-check';
import {
  errorOf,
  forgetRedirect,
  readRedirect,
  safeReturnTarget,
  saveRedirect,
  takeRedirect,
  type RedirectRecord,
} from '../../src/authorization/redirect-record.js';
import { HOSTILE_AUTHORIZATION_URLS, HOSTILE_RETURN_TARGETS } from '../support/hostile/urls.js';
import { anyAddress } from '../authorization/support/any-address.js';
import { FakePage } from './support/page.js';
import { quoted } from './support/quoted.js';

const ORIGIN = 'https://app.example';
const NOW = Date.parse('2026-11-22T12:00:00Z');
const SERVER = 'https://console.example/console/api';

const RECORD: RedirectRecord = {
  server: SERVER,
  owner: 'a1',
  ref: { pluginId: 'acme/plugin', provider: 'source' },
  credentialId: 'c1',
  before: ['c1', 'c2'],
  account: 'anne',
  startedAt: NOW,
  returnTo: `${ORIGIN}/settings?tab=2#/sources`,
};

describe('the record of a redirect', () => {
  let page: FakePage;
  let uninstall: () => void;

  beforeEach(() => {
    page = new FakePage();
    uninstall = page.install(ORIGIN);
    mock.timers.enable({ apis: ['Date'], now: NOW });
  });
  afterEach(() => {
    mock.timers.reset();
    uninstall();
  });

  const store = (value: unknown): void =>
    page.session.setItem(
      'datasource-elements:redirect',
      typeof value === 'string' ? value : JSON.stringify(value),
    );

  it('is kept in the tab, and taken once', () => {
    assert.equal(saveRedirect(RECORD), true);
    assert.deepEqual({ ...readRedirect() }, RECORD);
    assert.deepEqual({ ...takeRedirect(SERVER) }, RECORD);
    assert.equal(takeRedirect(SERVER), null);
    assert.equal(page.session.entries.size, 0);
    assert.equal(page.local.entries.size, 0);
  });

  it('is left for the store of the server that it is about', () => {
    saveRedirect(RECORD);
    assert.equal(takeRedirect('https://other.example/console/api'), null);
    assert.notEqual(takeRedirect(SERVER), null);
  });

  it('is forgotten on request', () => {
    saveRedirect(RECORD);
    assert.equal(forgetRedirect(), true);
    assert.equal(readRedirect(), null);
    assert.equal(forgetRedirect(), false, 'there is none any more');
  });

  it('of one flow is not forgotten for another one', () => {
    saveRedirect(RECORD);
    assert.equal(forgetRedirect('b2'), false);
    assert.notEqual(readRedirect(), null);
    assert.equal(forgetRedirect(RECORD.owner), true);
    assert.equal(readRedirect(), null);
  });

  it('that is too old can still be forgotten by its flow: nobody took it', () => {
    saveRedirect({ ...RECORD, startedAt: NOW - 600_000 });
    assert.equal(forgetRedirect(RECORD.owner), true);
    assert.equal(page.session.entries.size, 0);
  });

  it('needs neither a connection, nor an account, nor a report', () => {
    const { credentialId: _id, ...record } = { ...RECORD, account: null, before: [] };
    saveRedirect(record);
    assert.deepEqual({ ...readRedirect() }, record);
  });

  it('may hold what the callback page said', () => {
    const record: RedirectRecord = { ...RECORD, report: { type: 'oauth_callback' } };
    saveRedirect(record);
    assert.deepEqual({ ...readRedirect() }, record);
  });

  it('says why the callback page failed, if it said so', () => {
    const type = 'oauth_callback';
    assert.equal(errorOf(RECORD), null);
    assert.equal(errorOf({ ...RECORD, report: { type } }), null);
    assert.deepEqual(errorOf({ ...RECORD, report: { type, success: false, error: 'access_denied' } }), {
      code: 'access_denied',
      description: null,
    });
  });

  for (const [age, known] of [
    [0, true],
    [599_999, true],
    [600_000, false],
    [86_400_000, false],
    [-599_999, true],
    [-600_000, false],
  ] as const)
    it(`${known ? 'holds' : 'holds no more'} when it is ${age / 1_000} s old`, () => {
      saveRedirect({ ...RECORD, startedAt: NOW - age });
      assert.equal(readRedirect() !== null, known);
    });

  for (const [what, value] of [
    ['no JSON', '{"server":'],
    ['null', 'null'],
    ['a number', '7'],
    ['a text', '"x"'],
    ['a list', '[]'],
    ['an empty object', {}],
    ['no server', { ...RECORD, server: undefined }],
    ['a server that is no text', { ...RECORD, server: 1 }],
    ['no owner', { ...RECORD, owner: undefined }],
    ['an owner that is no text', { ...RECORD, owner: {} }],
    ['no data source', { ...RECORD, ref: undefined }],
    ['a data source of one part', { ...RECORD, ref: { pluginId: 'acme', provider: 'source' } }],
    ['a data source that leads out of the API', { ...RECORD, ref: { pluginId: '../..', provider: 'x' } }],
    ['a provider that leads out of the API', { ...RECORD, ref: { pluginId: 'a/b', provider: '../x' } }],
    ['a data source without a provider', { ...RECORD, ref: { pluginId: 'a/b' } }],
    ['a provider that is no text', { ...RECORD, ref: { pluginId: 'a/b', provider: 1 } }],
    ['a connection that is no text', { ...RECORD, credentialId: ['c1'] }],
    ['no list of connections', { ...RECORD, before: undefined }],
    ['a list of connections that is none', { ...RECORD, before: 'c1' }],
    ['a list of what is no connection', { ...RECORD, before: ['c1', 2] }],
    ['an account that is no text', { ...RECORD, account: 1 }],
    ['no time', { ...RECORD, startedAt: undefined }],
    ['a time that is no number', { ...RECORD, startedAt: String(NOW) }],
    ['no way back', { ...RECORD, returnTo: undefined }],
    ['a way back that is no text', { ...RECORD, returnTo: [ORIGIN] }],
    ['a report that is none', { ...RECORD, report: { type: 'x' } }],
    ['a report that is no object', { ...RECORD, report: true }],
  ] as const)
    it(`that holds ${what} is none`, () => {
      store(value);
      assert.equal(readRedirect(), null);
      assert.equal(takeRedirect(SERVER), null);
    });

  it('takes nothing from Object.prototype (F6)', () => {
    const gadgets = { credentialId: 'evil', report: { type: 'oauth_callback' }, account: 'evil' };
    const { credentialId: _id, account: _account, ...record } = RECORD;
    store(record);
    Object.assign(Object.prototype, gadgets);
    try {
      const read = readRedirect()!;
      assert.deepEqual([read.credentialId, read.report, read.account], [undefined, undefined, undefined]);
    } finally {
      for (const key of Object.keys(gadgets)) Reflect.deleteProperty(Object.prototype, key);
    }
  });

  for (const fails of ['to write', 'always'] as const)
    it(`is nothing to rely on: storage that fails ${fails} (E4)`, () => {
      page.session.fails = fails;
      assert.equal(saveRedirect(RECORD), false);
      assert.equal(readRedirect(), null);
      assert.equal(takeRedirect(SERVER), null);
      // What cannot be looked for cannot have been taken either.
      assert.equal(forgetRedirect(RECORD.owner), fails === 'always');
    });
});

describe('safeReturnTarget (C4)', () => {
  for (const [text, expected] of [
    [`${ORIGIN}/`, `${ORIGIN}/`],
    [`${ORIGIN}`, `${ORIGIN}/`],
    [`${ORIGIN}/settings?tab=2#/sources`, `${ORIGIN}/settings?tab=2#/sources`],
    [`${ORIGIN}:443/x`, `${ORIGIN}/x`],
    [`HTTPS://APP.EXAMPLE/x`, `${ORIGIN}/x`],
    [`${ORIGIN}//evil.example`, `${ORIGIN}//evil.example`],
    [`${ORIGIN}/\\evil.example`, `${ORIGIN}//evil.example`],
    [`${ORIGIN}/?next=https://evil.example`, `${ORIGIN}/?next=https://evil.example`],
    [`${ORIGIN}/#javascript:alert(1)`, `${ORIGIN}/#javascript:alert(1)`],
  ] as const)
    it(`leads back to ${text}`, () => {
      assert.equal(safeReturnTarget(text, ORIGIN), expected);
    });

  it('leads back on plain http, too', () => {
    const origin = 'http://localhost:8000';
    assert.equal(safeReturnTarget(`${origin}/x`, origin), `${origin}/x`);
    assert.equal(safeReturnTarget('https://localhost:8000/x', origin), null);
  });

  const hostile = [
    ...HOSTILE_RETURN_TARGETS,
    ...HOSTILE_AUTHORIZATION_URLS.filter((text) => !text.includes('app.example')),
    'http://app.example/',
    'https://app.example:8443/',
    'https://app.example./',
    'https://www.app.example/',
    'https://app.example.evil.example/',
    'https://app.example@evil.example/',
    'https://user@app.example/',
    'https://:pass@app.example/',
    'https://user:pass@app.example/',
    'blob:https://app.example/3f1c9e2a',
    'filesystem:https://app.example/temporary/x.html',
    'view-source:https://app.example/',
    'wss://app.example/',
    'ftp://app.example/',
    'data:text/html,https://app.example/',
    'javascript://app.example/%0aalert(1)',
    '/settings',
    'settings',
    '?tab=2',
    '#/sources',
  ];
  it(`is tried with ${hostile.length} targets to refuse`, () => assert.ok(hostile.length >= 60));
  for (const text of hostile)
    it(`does not lead to ${quoted(text)}`, () => {
      assert.equal(safeReturnTarget(text, ORIGIN), null);
    });

  it('takes the origin of the page', () => {
    const uninstall = new FakePage().install('https://other.example');
    assert.equal(safeReturnTarget('https://other.example/x'), 'https://other.example/x');
    assert.equal(safeReturnTarget(`${ORIGIN}/x`), null);
    uninstall();
  });

  it('leads nowhere from a page without an origin', () => {
    for (const text of ['data:text/html,x', 'javascript:alert(1)', 'about:blank', 'file:///x', 'blob:null/1'])
      assert.equal(safeReturnTarget(text, 'null'), null);
  });

  it('leads to the own origin or nowhere, whatever the text', () => {
    const targets = fc.oneof(
      anyAddress,
      fc
        .tuple(
          fc.constantFrom('https://', 'https:/\\', 'http://', 'https://a@', 'blob:https://'),
          fc.string(),
        )
        .map(([scheme, rest]) => `${scheme}app.example/${rest}`),
    );
    let led = 0;
    fc.assert(
      fc.property(targets, (text) => {
        const target = safeReturnTarget(text, ORIGIN);
        if (target === null) return;
        led++;
        assert.match(target, /^https:\/\/app\.example\//);
      }),
      { numRuns: 2_000 },
    );
    assert.ok(led > 100, `${led} led anywhere`);
  });
});
