/** Longest wait that a server can ask for, in milliseconds. */
const LONGEST = 60_000;

/** The form that HTTP prescribes for new dates (RFC 9110 section 5.6.7). */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds from 0 to 60 000; `undefined` when there is none or it
 * is malformed. A date counts from the answer's own: the clock of this device may be wrong.
 *
 * @param value the header `Retry-After`.
 * @param date the header `Date` of the same answer.
 */
export function parseRetryAfter(value: string | null, date: string | null): number | undefined {
  const text = value?.trim() ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : timeOf(text) - timeOf(date ?? '');
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST);
}

function timeOf(date: string): number {
  return HTTP_DATE.test(date) ? Date.parse(date) : NaN;
}
