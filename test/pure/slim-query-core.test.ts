import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slimQueryCore } from '../../scripts/slim-query-core.js';

/** What the plugin says of a bundle with this code in it. */
function complaintOf(code: string): string | undefined {
  const { generateBundle } = slimQueryCore() as unknown as {
    generateBundle: (this: object, options: object, bundle: object) => void;
  };
  let complaint: string | undefined;
  const context = { error: (message: string) => (complaint ??= message) };
  generateBundle.call(context, {}, { 'core.js': { type: 'chunk', code } });
  return complaint;
}

describe('the build of the files for script tags', () => {
  for (const call of [
    'client.fetchQuery({})',
    'a.b.cancelQueries?.()',
    'query.isStatic()',
    'x.setQueryDefaults(k,o)',
  ])
    it(`fails when they call what is left out of the cache: ${call}`, () => {
      assert.match(complaintOf(`let a=1;${call};`) ?? '', /The bundle calls \w+\(\), which is left out/);
    });

  for (const call of [
    'client.setQueryData(k,d)',
    'query.fetch(o)',
    'cache.findAll()',
    'set.add(1)',
    'form.reset()',
  ])
    it(`goes on when they call what is there: ${call}`, () => {
      assert.equal(complaintOf(`let a=1;${call};`), undefined);
    });
});
