/** A value of the header `Retry-After`, and what it means. */
export interface RetryAfter {
  readonly value: string;
  /** Seconds to wait as it says, before any limit; `null` when it is malformed. */
  readonly seconds: number | null;
}

const malformed = (value: string): RetryAfter => ({ value, seconds: null });
const number = (value: string, seconds = Number(value)): RetryAfter => ({ value, seconds });

const MALFORMED = [
  '',
  ' ',
  '-1',
  '-0',
  '-120',
  '+5',
  '1.5',
  '.5',
  '5.',
  '1e3',
  '0x10',
  '0b11',
  'NaN',
  'Infinity',
  '-Infinity',
  'null',
  'undefined',
  'true',
  'soon',
  '5s',
  '5 seconds',
  '5,10',
  '5;10',
  '5 10',
  '５',
  '٣',
  '--5',
  '5-',
  'tomorrow',
  'Thu, 32 Foo 2026 99:99:99 GMT',
  '2026-13-45T99:99:99Z',
  'PT5S',
  '__proto__',
  '[object Object]',
  '<script>window.__pwned()</script>',
];

/**
 * Values as servers and those in between have been seen to send them, and worse ones.
 *
 * @param now the server's time, in milliseconds since 1970.
 */
export function retryAfterValues(now: number): readonly RetryAfter[] {
  const date = (seconds: number): RetryAfter => ({
    value: new Date(Math.floor(now / 1_000) * 1_000 + seconds * 1_000).toUTCString(),
    seconds: Math.max(0, seconds),
  });
  return [
    number('0'),
    number('1'),
    number('2'),
    number('05', 5),
    number('000000000000001', 1),
    number(' 3 ', 3),
    number('59'),
    number('60'),
    number('61'),
    number('3600'),
    number('86400'),
    number('2147483648'),
    number('9007199254740993'),
    number('9'.repeat(400), Infinity),
    date(0),
    date(1),
    date(30),
    date(3_600),
    date(-1),
    date(-86_400),
    date(315_360_000),
    ...MALFORMED.map(malformed),
  ];
}
