import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CALLBACK_CHANNEL, readReport, reportOf } from '../../src/authorization/callback-report.js';
import { HOSTILE_PROVIDER_ERRORS } from '../support/hostile/errors.js';
import { HOSTILE_MESSAGES, UNCLONEABLE_MESSAGES } from '../support/hostile/messages.js';
import { HOSTILE_STRINGS, megabyte } from '../support/hostile/strings.js';
import { quoted } from './support/quoted.js';

const SUCCESS = { error: null };
const UNKNOWN = { error: { code: 'unknown_error', description: null } };

describe('readReport', () => {
  for (const [what, data, expected] of [
    ['the bare one of a Dify console', { type: 'oauth_callback' }, SUCCESS],
    ['one with success', { type: 'oauth_callback', success: true }, SUCCESS],
    ['one with what we do not know', { type: 'oauth_callback', subscriptionId: 'x', code: 'sk-1' }, SUCCESS],
    ['a success of another kind', { type: 'oauth_callback', success: 0 }, SUCCESS],
    ['an error that is no text', { type: 'oauth_callback', error: { code: 1 } }, SUCCESS],
    ['a failure', { type: 'oauth_callback', success: false }, UNKNOWN],
    ['a failure with an empty error', { type: 'oauth_callback', success: false, error: '' }, UNKNOWN],
    [
      'a failure with an error that is no text',
      { type: 'oauth_callback', success: false, error: 7 },
      UNKNOWN,
    ],
    [
      'an error, whatever it says of success',
      { type: 'oauth_callback', success: true, error: 'access_denied' },
      { error: { code: 'access_denied', description: null } },
    ],
    [
      'an error with a description',
      { type: 'oauth_callback', success: false, error: 'server_error', errorDescription: 'Down.' },
      { error: { code: 'server_error', description: 'Down.' } },
    ],
    [
      'an error with an empty description',
      { type: 'oauth_callback', error: 'server_error', errorDescription: '' },
      { error: { code: 'server_error', description: null } },
    ],
    [
      'an error with a description that is no text',
      { type: 'oauth_callback', error: 'server_error', errorDescription: ['x'] },
      { error: { code: 'server_error', description: null } },
    ],
    ['one without a prototype', Object.assign(Object.create(null), { type: 'oauth_callback' }), SUCCESS],
    ['one of another type', { type: 'oauth' }, null],
    ['one of a type in capitals', { type: 'OAUTH_CALLBACK' }, null],
    ['one of a type in a list', { type: ['oauth_callback'] }, null],
    ['one within another', { data: { type: 'oauth_callback' } }, null],
    ['its text', '{"type":"oauth_callback"}', null],
    ['nothing', null, null],
    ['no value', undefined, null],
    ['an inherited type', Object.create({ type: 'oauth_callback' }), null],
  ] as const)
    it(`${what}: ${expected === null ? 'none' : expected === SUCCESS ? 'success' : 'failure'}`, () => {
      assert.deepEqual(readReport(data), expected);
    });

  it('runs nothing of what it is given (B9)', () => {
    let ran = 0;
    const run = (): string => (ran++, 'oauth_callback');
    const getter = (key: string): object =>
      Object.defineProperty({ type: 'oauth_callback' }, key, { get: run });
    assert.equal(readReport(getter('type')), null);
    assert.deepEqual(readReport(getter('success')), SUCCESS);
    assert.deepEqual(readReport(getter('error')), SUCCESS);
    assert.deepEqual(readReport({ type: 'oauth_callback', error: { toString: run } }), SUCCESS);
    assert.equal(ran, 0);
  });

  it('hears nothing of what a page put on Object.prototype (F6)', () => {
    const gadgets = { error: 'access_denied', success: false, errorDescription: 'x' };
    Object.assign(Object.prototype, gadgets);
    try {
      assert.equal(readReport({ type: 'oauth_callback' })?.error, null);
    } finally {
      for (const key of Object.keys(gadgets)) Reflect.deleteProperty(Object.prototype, key);
    }
  });

  it(`throws at none of ${HOSTILE_MESSAGES.length + UNCLONEABLE_MESSAGES.length} shapes, and takes over little text (B9)`, () => {
    assert.ok(HOSTILE_MESSAGES.length + UNCLONEABLE_MESSAGES.length >= 200);
    let errors = 0;
    for (const { what, make } of [...HOSTILE_MESSAGES, ...UNCLONEABLE_MESSAGES]) {
      const report = readReport(make());
      if (!report?.error) continue;
      errors++;
      assert.ok(report.error.code.length <= 100, what);
      assert.ok((report.error.description ?? '').length <= 300, what);
    }
    assert.ok(errors > 0);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('reads a report as it arrives in another window', () => {
    const sent = reportOf(new URLSearchParams('error=access_denied&error_description=No'));
    assert.deepEqual(readReport(structuredClone(sent)), {
      error: { code: 'access_denied', description: 'No' },
    });
    assert.deepEqual(readReport(JSON.parse(JSON.stringify(reportOf(new URLSearchParams())))), SUCCESS);
  });

  it('takes over texts of any kind as they are, but for what misleads and length (C5)', () => {
    for (const text of [...HOSTILE_STRINGS, megabyte()]) {
      const { code, description } = readReport({
        type: 'oauth_callback',
        error: text,
        errorDescription: text,
      })!.error!;
      for (const [taken, most] of [
        [code, 100],
        [description ?? '', 300],
      ] as const) {
        assert.ok(taken.length <= most);
        assert.doesNotMatch(taken, new RegExp(MISLEADING.source));
        const cut = taken.endsWith('…') && !text.endsWith('…');
        assert.equal(
          cut,
          text.slice(0, most * 2).replace(MISLEADING, ' ').length > most,
          JSON.stringify(text.slice(0, 40)),
        );
      }
    }
  });

  it('cuts at exactly the longest length', () => {
    const report = (length: number): string =>
      readReport({ type: 'oauth_callback', error: 'x'.repeat(length) })!.error!.code;
    assert.equal(report(100), 'x'.repeat(100));
    assert.equal(report(101), `${'x'.repeat(99)}…`);
    assert.equal(report(1_000_000), `${'x'.repeat(99)}…`);
  });

  it('puts one space for control characters, and for those that hide or turn around text, in a row', () => {
    const { error } = readReport({
      type: 'oauth_callback',
      error: 'a\u0000\r\n\u009fb\u007fc\u202e\u2066\u200b\ufeffd',
    })!;
    assert.equal(error!.code, 'a b c d');
  });
});

describe('reportOf', () => {
  it('goes over a channel whose name other versions know', () => {
    assert.equal(CALLBACK_CHANNEL, 'datasource-elements:oauth-callback');
  });

  it('takes an address without an error for a success (contract 3)', () => {
    for (const search of ['', 'code=sk-1&state=x', 'subscription_id=1', 'error=', 'error_description=x'])
      assert.deepEqual(reportOf(new URLSearchParams(search)), { type: 'oauth_callback' });
  });

  it('passes on the error and its description, and nothing else (B3)', () => {
    const search =
      'error=server_error&error_description=Down.&state=sk-1&code=sk-2&iss=x&error_uri=javascript:1';
    assert.deepEqual(reportOf(new URLSearchParams(search)), {
      type: 'oauth_callback',
      success: false,
      error: 'server_error',
      errorDescription: 'Down.',
    });
    assert.deepEqual(reportOf(new URLSearchParams('error=x&error_description=')), {
      type: 'oauth_callback',
      success: false,
      error: 'x',
    });
  });

  for (const [error, description] of HOSTILE_PROVIDER_ERRORS)
    it(`keeps ${quoted(error)} and ${quoted(description)} short and plain (C5)`, () => {
      const report = reportOf(new URLSearchParams({ error, error_description: description }));
      assert.ok(JSON.stringify(report).length < 700);
      assert.doesNotMatch(JSON.stringify(report), /\\u00[01]/);
    });
});

// eslint-disable-next-line no-control-regex -- control characters are among what is looked for
const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u206f\ufeff]+/g;
