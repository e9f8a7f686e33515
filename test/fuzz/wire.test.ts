import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { readAnswer, toHttpError } from '../../src/api/answer-errors.js';
import { DatasourceError } from '../../src/api/errors.js';
import { parseAuthorizationUrl, parseCredentialList, parseDatasourceList } from '../../src/api/parse.js';
import { HOSTILE_STRINGS } from '../support/hostile/strings.js';
import { wireSource } from '../support/fake-server.js';
import { counted } from './support/counted.js';

const CREDENTIAL = {
  id: 'c1',
  name: 'AUTH 1',
  type: 'oauth2',
  is_default: true,
  avatar_url: 'default',
  credential: { access_token: 'SFlCUk************w=', workspace: null, depth: 2 },
  visibility: 'only_me',
};
const SOURCE = wireSource({ credentials_list: [CREDENTIAL] });

const text = fc.oneof(fc.constantFrom(...HOSTILE_STRINGS), fc.string({ unit: 'binary' }));
const junk = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, true, 0, -1, '', [], {}, [[]], 'default'),
  text,
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom('__proto__', 'constructor', 'toString', 'id', 'name', 'en_US', 'result'),
    text,
  ),
);

/** The value with some of its members, at any depth, replaced by junk, left out or added to. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  const inside = Array.isArray(value)
    ? fc.tuple(...value.map(damagedSometimes))
    : typeof value === 'object' && value !== null
      ? fc.record(
          Object.fromEntries(Object.entries(value).map(([key, member]) => [key, damagedSometimes(member)])),
        )
      : fc.constant(value);
  return inside;
}

function damagedSometimes(value: unknown): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: damaged(value) }, { weight: 1, arbitrary: junk });
}

const answer = (value: unknown): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 8, arbitrary: damaged({ result: [value, value] }) },
    { weight: 1, arbitrary: junk },
    { weight: 1, arbitrary: fc.record({ result: junk }) },
  );

/** As it arrives: `undefined` and the like are gone, and `__proto__` is a member like any other. */
const arrived = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

for (const [what, parse, valid] of [
  ['lists of data sources', parseDatasourceList, SOURCE],
  ['lists of connections', parseCredentialList, CREDENTIAL],
] as const)
  it(`${what} of any shape are read, or refused by name (D8, F6)`, () => {
    const runs = counted(what, 10_000);
    let read = 0;
    fc.assert(
      fc.property(answer(valid), (value) => {
        const json = arrived(value);
        try {
          const result = arrived(parse(json));
          read++;
          assert.deepEqual(arrived(parse(result)), result, 'what was read once is read again as it is');
        } catch (thrown) {
          assert.ok(thrown instanceof DatasourceError, String(thrown));
          assert.equal(thrown.code, 'contract');
          assert.equal(typeof thrown.path, 'string');
          assert.ok(thrown.message.length < 400);
        }
        assert.deepEqual(Object.keys(Object.prototype), []);
      }),
      { numRuns: runs },
    );
    assert.ok(read > runs / 20 && read < (runs * 19) / 20, `${read} of ${runs} were read`);
  });

it('an authorization address is a text, or refused', () => {
  const runs = counted('answers with an authorization address', 5_000);
  fc.assert(
    fc.property(fc.oneof(junk, fc.record({ authorization_url: junk })), (value) => {
      try {
        assert.equal(typeof parseAuthorizationUrl(arrived(value)), 'string');
      } catch (thrown) {
        assert.ok(thrown instanceof DatasourceError && thrown.code === 'contract');
      }
    }),
    { numRuns: runs },
  );
});

it('a body of any kind is an answer, or an error that can be shown (D8, G3)', () => {
  const runs = counted('bodies', 15_000);
  const SECRET = 'sk-canary-7f3a';
  const valid = JSON.stringify({
    code: 'invalid_param',
    message: `The key ${SECRET} is wrong.`,
    status: 400,
  });
  const body = fc.oneof(
    fc.nat(valid.length).map((length) => valid.slice(0, length)),
    fc
      .record({
        code: junk,
        message: fc.oneof(
          junk,
          text.map((words) => words + SECRET),
        ),
      })
      .map((value) => JSON.stringify(value)),
    junk.map((value) => JSON.stringify(value) ?? ''),
    text,
  );
  fc.assert(
    fc.property(body, fc.integer({ min: 200, max: 599 }), header(), (text, status, retryAfter) => {
      const response = new Response(null, { status, headers: { 'Retry-After': retryAfter } });
      const error = toHttpError({ response, text }, [SECRET]);
      assert.ok(error.message.length > 0 && error.message.length <= 600);
      assert.ok(!JSON.stringify(error).includes(SECRET));
      try {
        readAnswer({ response, text });
      } catch (thrown) {
        assert.ok(thrown instanceof DatasourceError && thrown.code === 'bad_response');
      }
    }),
    { numRuns: runs },
  );
});

function header(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.nat(100).map(String),
    fc.constantFrom('', 'soon', '-1', 'Sun, 22 Nov 2026 12:00:30 GMT'),
  );
}
