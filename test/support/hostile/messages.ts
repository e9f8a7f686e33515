/** One message that somebody may send to a page. */
export interface HostileMessage {
  /** What it is, for the name of a test. */
  readonly what: string;
  /** Makes what is sent. */
  readonly make: () => unknown;
}

/** What the page of a Dify console sends, and that of this package: a hostile one imitates it. */
const TYPES = ['oauth_callback', 'oauth-callback'];

const SCALARS: readonly unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  1,
  NaN,
  Infinity,
  2n ** 64n,
  '',
  ' ',
  'oauth_callback',
  '{"type":"oauth_callback"}',
  '"oauth_callback"',
  'javascript:window.__pwned()',
  '<img src=x onerror="window.__pwned()">',
  '\ud800',
  '\u0000',
  'x'.repeat(100_000),
];

/** Values of a member that the listener reads. */
const VALUES: readonly unknown[] = [
  ...SCALARS,
  [],
  ['oauth_callback'],
  [[['oauth_callback']]],
  {},
  { type: 'oauth_callback' },
  { toString: 'oauth_callback' },
  { length: 2 ** 53 },
];

const MEMBERS = ['type', 'state', 'success', 'error', 'errorDescription', 'flowId', 'code', 'credentialId'];

const own = (key: string, value: unknown): object =>
  Object.defineProperty({}, key, { value, enumerable: true, configurable: true, writable: true });

const typed = TYPES.flatMap((type) =>
  MEMBERS.flatMap((member) =>
    VALUES.slice(0, 9).map((value, index) => ({
      what: `${type} with ${member} of kind ${index}`,
      make: () => ({ type, ...own(member, value) }),
    })),
  ),
);

const plain = VALUES.map((value, index) => ({ what: `bare value ${index}`, make: () => value }));

const STRUCTURES: readonly HostileMessage[] = [
  { what: 'own __proto__', make: () => JSON.parse('{"type":"oauth_callback","__proto__":{"url":"x"}}') },
  { what: 'own constructor', make: () => ({ type: 'oauth_callback', constructor: { prototype: { x: 1 } } }) },
  { what: 'nested __proto__', make: () => JSON.parse('{"a":{"__proto__":{"polluted":1}}}') },
  { what: 'prototype with the type', make: () => Object.create({ type: 'oauth_callback' }) as object },
  {
    what: 'no prototype',
    make: () => Object.assign(Object.create(null) as object, { type: 'oauth_callback' }),
  },
  { what: 'cycle', make: cycle },
  { what: 'cycle through a map', make: mapCycle },
  { what: 'depth of 5,000', make: () => nested(5_000) },
  { what: 'breadth of 50,000', make: () => wide(50_000) },
  { what: 'sparse array', make: () => Object.assign([], { 1_000_000: 'x' }) },
  { what: 'string of a megabyte', make: () => ({ type: 'oauth_callback', state: 'x'.repeat(1_000_000) }) },
  { what: 'buffer of a megabyte', make: () => new ArrayBuffer(1_000_000) },
  { what: 'typed array', make: () => new Uint8Array([111, 97, 117, 116, 104]) },
  { what: 'map', make: () => new Map([['type', 'oauth_callback']]) },
  { what: 'set', make: () => new Set(['oauth_callback']) },
  { what: 'date', make: () => new Date(NaN) },
  { what: 'regular expression', make: () => /oauth_callback/ },
  { what: 'boxed string', make: () => new String('oauth_callback') },
  { what: 'boxed number', make: () => new Number(1) },
  { what: 'error', make: () => new Error('oauth_callback') },
  { what: 'type with different letters', make: () => ({ type: 'OAuth_Callback' }) },
  { what: 'type with a space', make: () => ({ type: 'oauth_callback ' }) },
  { what: 'type with a zero byte', make: () => ({ type: 'oauth_callback\u0000' }) },
  { what: 'two types', make: () => JSON.parse('{"type":"x","type":"oauth_callback"}') },
  { what: 'type of another product', make: () => ({ type: 'oauth-callback', success: true }) },
  { what: 'numbers as keys', make: () => ({ 0: 'oauth_callback', length: 1 }) },
];

/** What cannot be cloned, or not in finite time: it reaches a listener only by an event that a script makes. */
const NOT_CLONEABLE: readonly HostileMessage[] = [
  // WebKit looks at every index.
  { what: 'array as long as can be', make: () => Object.assign([], { 4_294_967_294: 'x' }) },
  { what: 'function', make: () => () => 'oauth_callback' },
  { what: 'symbol', make: () => Symbol('oauth_callback') },
  { what: 'getter that throws', make: () => accessor('type', thrower) },
  { what: 'getter that counts', make: countingGetter },
  { what: 'getter that runs for each member', make: () => accessor('state', thrower) },
  { what: 'toString that throws', make: () => ({ type: 'oauth_callback', state: { toString: thrower } }) },
  { what: 'valueOf that throws', make: () => ({ type: { valueOf: thrower, toString: thrower } }) },
  { what: 'toPrimitive that throws', make: () => ({ type: { [Symbol.toPrimitive]: thrower } }) },
  { what: 'toJSON that throws', make: () => ({ type: 'oauth_callback', toJSON: thrower }) },
  { what: 'then that throws', make: () => ({ type: 'oauth_callback', then: thrower }) },
  { what: 'proxy that throws', make: () => new Proxy({}, handler(thrower)) },
  {
    what: 'proxy that says yes to all',
    make: () =>
      new Proxy(
        {},
        handler(() => 'oauth_callback'),
      ),
  },
  { what: 'proxy that was revoked', make: revoked },
  { what: 'proxy without end', make: endless },
  {
    what: 'generator',
    make: () =>
      (function* () {
        yield 'oauth_callback';
      })(),
  },
  { what: 'promise', make: () => Promise.resolve({ type: 'oauth_callback' }) },
  { what: 'weak map', make: () => new WeakMap() },
];

/** Messages of every shape that can be sent from one window to another. */
export const HOSTILE_MESSAGES: readonly HostileMessage[] = [...typed, ...plain, ...STRUCTURES];

/** Those that only an event made by a script can carry. */
export const UNCLONEABLE_MESSAGES: readonly HostileMessage[] = NOT_CLONEABLE;

function thrower(): never {
  throw new Error('hostile');
}

function cycle(): object {
  const message: Record<string, unknown> = { type: 'oauth_callback' };
  message['self'] = message;
  return message;
}

function mapCycle(): object {
  const map = new Map<string, unknown>([['type', 'oauth_callback']]);
  map.set('self', map);
  return map;
}

function nested(depth: number): object {
  let inner: object = { type: 'oauth_callback' };
  for (let level = 0; level < depth; level++) inner = { inner };
  return inner;
}

function wide(count: number): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]));
}

function accessor(key: string, get: () => unknown): object {
  return Object.defineProperty({ type: 'oauth_callback' }, key, { get, enumerable: true });
}

/** Another type each time that it is asked for. */
function countingGetter(): object {
  let asked = 0;
  return accessor('type', () => (asked++ === 0 ? 'oauth_callback' : { evil: true }));
}

function handler(answer: () => unknown): ProxyHandler<object> {
  return {
    get: answer,
    has: answer as () => boolean,
    ownKeys: answer as () => string[],
    getPrototypeOf: answer as () => object,
    getOwnPropertyDescriptor: answer as () => PropertyDescriptor,
  };
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function endless(): object {
  const proxy: object = new Proxy({}, { get: () => proxy });
  return proxy;
}
