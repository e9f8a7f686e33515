import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { readReport, reportOf } from '../../src/authorization/callback-report.js';
import { HOSTILE_MESSAGES } from '../support/hostile/messages.js';
import { HOSTILE_STRINGS } from '../support/hostile/strings.js';
import { counted } from './support/counted.js';

// eslint-disable-next-line no-control-regex -- control characters are among what is looked for
const MISLEADING = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const text = fc.oneof(
  fc.constantFrom('oauth_callback', 'access_denied', '', ...HOSTILE_STRINGS),
  fc.string({ unit: 'binary', maxLength: 700 }),
);
const value = fc.oneof(
  text,
  fc.boolean(),
  fc.constantFrom(null, undefined, 0),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
);
const shaped = fc.record(
  {
    type: fc.oneof({ weight: 8, arbitrary: fc.constant('oauth_callback') }, { weight: 1, arbitrary: value }),
    success: value,
    error: value,
    errorDescription: value,
    ['__proto__']: value,
    constructor: value,
  },
  { requiredKeys: [], noNullPrototype: false },
);
const anyMessage: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: shaped },
  { weight: 1, arbitrary: shaped.map((message) => [message]) },
  { weight: 1, arbitrary: shaped.map((message) => Object.assign([], message)) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_MESSAGES).map(({ make }) => make()) },
  { weight: 2, arbitrary: fc.anything({ withNullPrototype: true, withObjectString: true }) },
);

/** What it means, in other words; `null` when it is no report, else the error or `''`. */
function meaningOf(message: unknown): string | null {
  if (message === null || message === undefined) return null;
  const members = new Map(
    Reflect.ownKeys(Object(message)).map((key) => [key, Reflect.get(Object(message), key)]),
  );
  if (members.get('type') !== 'oauth_callback') return null;
  const error: unknown = members.get('error');
  if (typeof error === 'string') return error || 'unknown_error';
  return members.get('success') === false ? 'unknown_error' : '';
}

it('a message of any shape is read without harm (B9)', () => {
  const runs = counted('messages', 30_000);
  let failures = 0;
  fc.assert(
    fc.property(anyMessage, (message) => {
      const report = readReport(message);
      const meaning = meaningOf(message);
      assert.equal(report === null, meaning === null);
      const { code, description } = report?.error ?? { code: '', description: null };
      assert.equal(code === '', !meaning);
      assert.ok(code.length <= 100);
      assert.ok(description === null || (typeof description === 'string' && description.length <= 300));
      assert.doesNotMatch(`${code}${description ?? ''}`, MISLEADING);
      if (code) failures++;
      assert.deepEqual(Object.keys(Object.prototype), []);
    }),
    { numRuns: runs },
  );
  assert.ok(failures > runs / 20 && failures < runs / 2, `${failures} of ${runs} say that it failed`);
});

it('whatever stands in the address of the callback page is reported short and plain (B3, C5)', () => {
  const runs = counted('addresses of the callback page', 10_000);
  const parameters = fc.array(
    fc.tuple(fc.oneof(fc.constantFrom('error', 'error_description', 'code', 'state', 'type'), text), text),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(parameters, (pairs) => {
      const search = new URLSearchParams(pairs);
      const report = reportOf(search);
      const allowed = ['type', 'success', 'error', 'errorDescription'];
      assert.ok(Object.keys(report).every((key) => allowed.includes(key)));
      assert.equal(report.type, 'oauth_callback');
      assert.equal(readReport(structuredClone(report))?.error !== null, Boolean(search.get('error')));
    }),
    { numRuns: runs },
  );
});
