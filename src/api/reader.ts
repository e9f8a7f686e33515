import { DatasourceError } from './errors.js';

/** What is known of the elements of a list that is read again and again. */
export interface ListMemory<T> {
  /** What was read of an object, if it was. */
  known(raw: object): T | undefined;
  /** Remembers what was read of one; gives what is to stand for it. */
  keep(raw: object, value: T, index: number): T;
}

/**
 * A cursor over an unknown JSON value that knows its path. Each method returns the value in the type asked for, or
 * throws a `contract` error that names the path. Unknown keys are ignored; only own properties are read.
 */
export class Reader {
  constructor(
    readonly value: unknown,
    readonly path = '',
  ) {}

  /** The member `key` of an object. */
  get(key: string): Reader {
    const value = this.record();
    return new Reader(
      Object.hasOwn(value, key) ? value[key] : undefined,
      this.path ? `${this.path}.${key}` : key,
    );
  }

  /** Whether the value is absent or null. */
  get isNullish(): boolean {
    return this.value === null || this.value === undefined;
  }

  string(): string {
    return typeof this.value === 'string' ? this.value : this.fail('a string');
  }

  boolean(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('a boolean');
  }

  record(): Record<string, unknown> {
    const { value } = this;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    return this.fail('an object');
  }

  /**
   * Every element of an array, read by `read`.
   *
   * @param memory knows what was read before of the same objects, which are then not read again.
   */
  list<T>(read: (item: Reader) => T, memory?: ListMemory<T>): T[] {
    if (!Array.isArray(this.value)) return this.fail('an array');
    return this.value.map((item: unknown, index) => {
      const raw = Object(item) as object;
      const known = memory?.known(raw);
      if (known !== undefined) return known;
      const value = read(new Reader(item, `${this.path}[${index}]`));
      return memory ? memory.keep(raw, value, index) : value;
    });
  }

  /** Every own member of an object, read by `read`; `undefined` leaves the member out. */
  map<T>(read: (item: Reader) => T | undefined): Record<string, T> {
    const result: Record<string, T> = Object.create(null);
    for (const key of Object.keys(this.record())) {
      const item = read(this.get(key));
      if (item !== undefined) result[key] = item;
    }
    return result;
  }

  /** The value read by `read`, or `fallback` when it is absent or null. */
  or<T, F>(fallback: F, read: (self: Reader) => T): T | F {
    return this.isNullish ? fallback : read(this);
  }

  fail(expected: string): never {
    const at = this.path || 'the answer';
    const found = this.value === null ? 'null' : Array.isArray(this.value) ? 'an array' : typeof this.value;
    throw new DatasourceError(
      'contract',
      `The server's answer breaks the contract: ${at} should be ${expected}, not ${found}.`,
      {
        path: this.path,
      },
    );
  }
}
