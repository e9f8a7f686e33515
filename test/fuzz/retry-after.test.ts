import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { parseRetryAfter } from '../../src/api/retry-after.js';
import { retryAfterValues } from '../support/hostile/retry-after.js';
import { counted } from './support/counted.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NOW = Date.parse('2026-11-22T12:00:00Z');

const date = fc
  .integer({ min: NOW - 200_000, max: NOW + 200_000 })
  .map((time) => new Date(time).toUTCString());
const known = fc.constantFrom(...retryAfterValues(NOW)).map(({ value }) => value);
const seconds = fc.oneof(fc.nat(200), fc.bigInt({ min: 0n, max: 10n ** 30n })).map(String);
const disturbed = fc
  .tuple(
    fc.oneof(date, known, seconds),
    fc.nat(30),
    fc.nat(2),
    fc.constantFrom('', ' ', '0', '-', 'x', ',', '\u0660'),
  )
  .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
const header = fc.oneof(date, known, seconds, disturbed, fc.string(), fc.constant(null));

/** What the header means, in other words and without `Date.parse`. */
function meaningOf(value: string | null, answered: string | null): number | undefined {
  const text = (value ?? '').trim();
  if (text !== '' && [...text].every((digit) => '0123456789'.includes(digit)))
    return clamp(BigInt(text) > 60n ? 60_000 : Number(text) * 1_000);
  const [then, now] = [timeOf(text), timeOf(answered ?? '')];
  return then === null || now === null ? undefined : clamp(then - now);
}

function timeOf(text: string): number | null {
  const [day = '', date = '', month = '', year = '', time = '', zone, ...more] = text.split(' ');
  const clock = time.split(':');
  const numbers = [date, ...clock];
  const wellFormed =
    more.length === 0 &&
    zone === 'GMT' &&
    day.length === 4 &&
    day.endsWith(',') &&
    DAYS.includes(day.slice(0, 3)) &&
    MONTHS.map((name) => name.toLowerCase()).includes(month.toLowerCase()) &&
    numbers.length === 4 &&
    numbers.every((part) => /^[0-9]{2}$/.test(part)) &&
    /^[0-9]{4}$/.test(year);
  if (!wellFormed) return null;
  const [hours = 0, minutes = 0, seconds = 0] = clock.map(Number);
  const index = MONTHS.findIndex((name) => name.toLowerCase() === month.toLowerCase());
  const midnight = hours === 24 && minutes === 0 && seconds === 0;
  if (Number(date) < 1 || Number(date) > 31 || (hours > 23 && !midnight) || minutes > 59 || seconds > 59)
    return null;
  // Two zeros in front of a year count for nothing in a browser: a date of nonsense, which harms nobody.
  const century = Number(year) > 99 ? 0 : Number(year) < 50 ? 2_000 : 1_900;
  return Date.UTC(century + Number(year), index, Number(date), hours, minutes, seconds);
}

const clamp = (wait: number): number => Math.min(Math.max(wait, 0), 60_000);

it('a Retry-After of any form means what RFC 9110 says, or nothing (D7)', () => {
  const runs = counted('Retry-After headers', 30_000);
  let understood = 0;
  fc.assert(
    fc.property(header, fc.oneof(date, header), (value, answered) => {
      const wait = parseRetryAfter(value, answered);
      assert.equal(wait, meaningOf(value, answered));
      if (wait !== undefined) understood++;
    }),
    { numRuns: runs },
  );
  assert.ok(
    understood > runs / 10 && understood < (runs * 9) / 10,
    `${understood} of ${runs} were understood`,
  );
});
