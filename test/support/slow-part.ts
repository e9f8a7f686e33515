import { OnDemand } from '../../src/api/on-demand.js';
import { until } from './find.js';
import { settled } from './mounting.js';

interface Pending {
  resolve: () => void;
  reject: (reason: Error) => void;
}

/** A part of the package as it is before it was loaded, which comes, or does not, when a test says so. */
export class SlowPart {
  /** How often it was loaded. */
  loads = 0;
  readonly #part: OnDemand<unknown>;
  readonly #pending: Pending[] = [];

  private constructor(part: OnDemand<unknown>) {
    this.#part = part;
    const load = part.load.bind(part);
    const slow = new OnDemand(async () => {
      this.loads++;
      await new Promise<void>((resolve, reject) => this.#pending.push({ resolve, reject }));
      return load();
    });
    Object.defineProperties(part, {
      part: { configurable: true, get: () => slow.part },
      load: { configurable: true, value: () => slow.load() },
    });
  }

  /** Everybody in the page finds it missing until {@link restore}. */
  static async of(part: OnDemand<unknown>): Promise<SlowPart> {
    // It arrives at a word of the test, not of the network.
    await part.load();
    return new SlowPart(part);
  }

  arrive(): void {
    this.#next().resolve();
  }

  fail(): void {
    this.#next().reject(new TypeError('Failed to fetch dynamically imported module'));
  }

  /** Fails ahead of what needs it, and again where that needs it by then or loads it again. */
  async failAhead(): Promise<void> {
    this.fail();
    await settled();
    if (this.#pending.length > 0) this.fail();
  }

  async untilLoads(times: number): Promise<void> {
    await until(
      () => this.loads === times,
      () => `${this.loads} loads`,
    );
  }

  restore(): void {
    Reflect.deleteProperty(this.#part, 'part');
    Reflect.deleteProperty(this.#part, 'load');
  }

  #next(): Pending {
    const next = this.#pending.shift();
    if (!next) throw new Error('Nothing is being loaded.');
    return next;
  }
}
