/** Lets everything that waits for nothing but promises go on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

interface Timer {
  at: number;
  every: number | undefined;
  run: () => void;
}

/** Stands in for the page's timers and `performance.now()`, until it is put back: time passes only when told to. */
export class Clock {
  now = 1_000;
  readonly #timers = new Map<number, Timer>();
  readonly #real = { setTimeout, clearTimeout, setInterval, clearInterval, now: performance.now };
  readonly #realDate = Date.now;
  readonly #since = Date.now() - 1_000;
  readonly #settled: () => Promise<void>;
  #last = 1_000_000;

  /** @param settle lets what follows from a timer happen; a faster one will do where nothing but promises is waited for. */
  constructor(settle = settled) {
    this.#settled = settle;
  }

  /** @param date whether it stands in for `Date.now()` too. */
  install({ date = false } = {}): void {
    const add = (run: TimerHandler, delay = 0, repeated = false): number => {
      const every = repeated ? Math.max(1, delay) : undefined;
      this.#timers.set(++this.#last, { at: this.now + Math.max(0, delay), every, run: run as () => void });
      return this.#last;
    };
    const remove = (id: number | undefined): void => {
      if (id !== undefined && !this.#timers.delete(id)) this.#real.clearTimeout.call(window, id);
    };
    Object.assign(window, {
      setTimeout: (run: TimerHandler, delay?: number) => add(run, delay),
      setInterval: (run: TimerHandler, delay?: number) => add(run, delay, true),
      clearTimeout: remove,
      clearInterval: remove,
    });
    performance.now = () => this.now;
    if (date) Date.now = () => this.#since + this.now;
  }

  uninstall(): void {
    const { now, ...timers } = this.#real;
    Object.assign(window, timers);
    performance.now = now;
    Date.now = this.#realDate;
  }

  /** How many timers there are that have yet to run. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets that much time pass, timer by timer, and after each whatever follows from it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await this.#settled();
    for (;;) {
      const [id, timer] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (id === undefined || !timer || timer.at > end) break;
      this.now = Math.max(this.now, timer.at);
      if (timer.every === undefined) this.#timers.delete(id);
      else timer.at += timer.every;
      timer.run();
      await this.#settled();
    }
    this.now = end;
  }
}

/** Makes the page look visible or hidden until the function it returns is called. */
export function pretendVisibility(state: DocumentVisibilityState): () => void {
  return pretend('visibilityState', { configurable: true, get: () => state });
}

/** Makes the page look focused or not until the function it returns is called. */
export function pretendFocus(focused: boolean): () => void {
  return pretend('hasFocus', { configurable: true, writable: true, value: () => focused });
}

/** Where the product reads it, which an element of the page cannot hide. */
function pretend(name: 'visibilityState' | 'hasFocus', member: PropertyDescriptor): () => void {
  const original = Object.getOwnPropertyDescriptor(Document.prototype, name)!;
  Object.defineProperty(Document.prototype, name, member);
  return () => Object.defineProperty(Document.prototype, name, original);
}

/** Lets promises go on, at most as many one after the other as a flow has; much faster than {@link settled}. */
export async function promisesSettled(): Promise<void> {
  for (let i = 0; i < 25; i++) await Promise.resolve();
}
