import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RULES } from '../../contract/rules.js';
import { BROKEN_SERVERS } from './support/broken-servers.js';
import { checkKit, idsOf, KEY, strictServer } from './support/kit.js';

describe('a server that breaks one rule', () => {
  test('is there for each of them, and no rule has the id of another', () => {
    const ids = RULES.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(Object.keys(BROKEN_SERVERS).sort(), [...ids].sort());
  });

  for (const { id, operation, sentence } of RULES) {
    test(`fails it: ${operation}, ${sentence}`, async () => {
      const broken = BROKEN_SERVERS[id];
      assert.ok(broken);
      const server = strictServer();
      broken.breaks(server);
      const result = await checkKit(server);
      assert.deepEqual(idsOf(result, 'fail').sort(), [id, ...(broken.also ?? [])].sort());
      assert.deepEqual(idsOf(result, 'skipped'), []);
      for (const { outcome, remark } of result.results) {
        assert.equal(remark !== '', outcome === 'fail', 'a failure says what was seen');
        assert.ok(!remark.includes(KEY));
      }
      assert.equal(result.leftBehind.length > 0, broken.leavesBehind ?? false);
      if (!broken.leavesBehind)
        assert.deepEqual(
          server.sources.flatMap((source) => source.credentials_list),
          [],
        );
    });
  }
});
