import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as library from '@tanstack/query-core';
import fc from 'fast-check';
import { hashKey, replaceEqualDeep, startsWithKey } from '../../scripts/cdn/libraries/query-core/values.js';

/** Two values that JSON can say and that have much in common. */
const pairs = fc
  .jsonValue({ maxDepth: 4 })
  .chain((value) => fc.tuple(fc.constant(value), fc.oneof(fc.jsonValue({ maxDepth: 4 }), variantOf(value))));

function variantOf(value: unknown): fc.Arbitrary<unknown> {
  const other = fc.oneof(
    { weight: 4, arbitrary: fc.constant(structuredClone(value)) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  );
  if (typeof value !== 'object' || value === null) return other;
  if (Array.isArray(value)) return fc.oneof(fc.tuple(...value.map(variantOf)), other);
  const members = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, variantOf(member)]),
  );
  return fc.oneof(
    fc.record(members, { requiredKeys: [], noNullPrototype: true }),
    fc.record(members, { noNullPrototype: true }),
    other,
  );
}

/** Which objects of a value are among those that are known. */
function shared(value: unknown, known: ReadonlySet<unknown>, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = known.has(value) ? [path] : [];
  return [
    ...here,
    ...Object.entries(value).flatMap(([name, member]) => shared(member, known, `${path}/${name}`)),
  ];
}

function objectsOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsOf)];
}

/** What the files for script tags have in the place of TanStack Query's functions, beside those. */
describe('the values of the cache of the files for script tags', () => {
  it('what is equal before and after is shared as the library shares it', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const [ours, theirs] = [replaceEqualDeep(before, after), library.replaceEqualDeep(before, after)];
        assert.deepEqual(ours, theirs);
        const known = new Set(objectsOf(before));
        assert.deepEqual(shared(ours, known), shared(theirs, known));
      }),
      // A name that cannot be set as others are.
      { numRuns: 2_000, examples: [[[JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')]]] },
    );
  });

  it('a key has the hash that the library gives it', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (key) => {
        assert.equal(hashKey(key), library.hashKey(key));
      }),
    );
  });

  it('a key begins with what the library says that it begins with', () => {
    fc.assert(
      fc.property(pairs, ([key, start]) => {
        assert.equal(startsWithKey(key, start), library.partialMatchKey([key], [start]));
      }),
      { numRuns: 2_000 },
    );
  });
});
