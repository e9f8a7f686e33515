import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRetryAfter } from '../../src/api/retry-after.js';
import { retryAfterValues } from '../support/hostile/retry-after.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const DATE = 'Sun, 22 Nov 2026 12:00:00 GMT';

describe('parseRetryAfter (D7)', () => {
  for (const { value, seconds } of retryAfterValues(NOW))
    it(`${JSON.stringify(value).slice(0, 60)}: ${seconds === null ? 'nothing' : `${seconds} s`}`, () => {
      const expected = seconds === null ? undefined : Math.min(seconds * 1_000, 60_000);
      assert.equal(parseRetryAfter(value, DATE), expected);
    });

  it('says nothing when there is no such header', () => {
    assert.equal(parseRetryAfter(null, DATE), undefined);
    assert.equal(parseRetryAfter(null, null), undefined);
  });

  it('needs no date to count seconds from', () => {
    assert.equal(parseRetryAfter('5', null), 5_000);
    assert.equal(parseRetryAfter('5', 'junk'), 5_000);
  });

  it('counts a date from the answer’s own, never from the clock of this device (D16)', () => {
    assert.equal(parseRetryAfter('Mon, 01 Jan 2001 00:00:07 GMT', 'Mon, 01 Jan 2001 00:00:00 GMT'), 7_000);
    assert.equal(parseRetryAfter('Mon, 01 Jan 2001 00:00:00 GMT', 'Mon, 01 Jan 2001 00:00:07 GMT'), 0);
    assert.equal(parseRetryAfter('Sun, 22 Nov 2026 12:00:30 GMT', null), undefined);
    assert.equal(parseRetryAfter('Sun, 22 Nov 2026 12:00:30 GMT', 'yesterday'), undefined);
  });

  for (const [what, value] of [
    ['another zone', 'Sun, 22 Nov 2026 12:00:30 CET'],
    ['no zone', 'Sun, 22 Nov 2026 12:00:30'],
    ['no day of the week', '22 Nov 2026 12:00:30 GMT'],
    ['another day of the week', 'Son, 22 Nov 2026 12:00:30 GMT'],
    ['a short day', 'Sun, 2 Nov 2026 12:00:30 GMT'],
    ['a short year', 'Sun, 22 Nov 26 12:00:30 GMT'],
    ['a short hour', 'Sun, 22 Nov 2026 1:00:30 GMT'],
    ['no seconds', 'Sun, 22 Nov 2026 12:00 GMT'],
    ['something before it', 'x Sun, 22 Nov 2026 12:00:30 GMT'],
    ['something after it', 'Sun, 22 Nov 2026 12:00:30 GMT+1'],
    ['no such month', 'Sun, 22 Foo 2026 12:00:30 GMT'],
    ['no such hour', 'Sun, 22 Nov 2026 25:00:30 GMT'],
    ['the form of ISO 8601', '2026-11-22T12:00:30Z'],
    ['the form of RFC 850', 'Sunday, 22-Nov-26 12:00:30 GMT'],
    ['the form of asctime', 'Sun Nov 22 12:00:30 2026'],
  ] as const)
    it(`does not take a date with ${what}`, () => {
      assert.equal(parseRetryAfter(value, DATE), undefined);
      assert.equal(parseRetryAfter(DATE, value), undefined);
    });

  for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
    it(`takes a date on ${day}`, () => {
      assert.equal(parseRetryAfter(`${day}, 22 Nov 2026 12:00:30 GMT`, DATE), 30_000);
    });

  it('waits a minute at most', () => {
    assert.equal(parseRetryAfter('60', null), 60_000);
    assert.equal(parseRetryAfter('61', null), 60_000);
    assert.equal(parseRetryAfter('9'.repeat(1_000), null), 60_000);
    assert.equal(parseRetryAfter('Sun, 22 Nov 2026 12:01:01 GMT', DATE), 60_000);
  });
});
