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
  #last = 1_000_000;

  install(): void {
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
  }

  uninstall(): void {
    const { now, ...timers } = this.#real;
    Object.assign(window, timers);
    performance.now = now;
  }

  /** How many timers there are that have yet to run. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets that much time pass, timer by timer, and after each whatever follows from it. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await settled();
    for (;;) {
      const [id, timer] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (id === undefined || !timer || timer.at > end) break;
      this.now = Math.max(this.now, timer.at);
      if (timer.every === undefined) this.#timers.delete(id);
      else timer.at += timer.every;
      timer.run();
      await settled();
    }
    this.now = end;
  }
}

/** Makes the page look visible or hidden until the function it returns is called. */
export function pretendVisibility(state: DocumentVisibilityState): () => void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
  return () => delete (document as { visibilityState?: unknown }).visibilityState;
}

/** Makes the page look focused or not until the function it returns is called. */
export function pretendFocus(focused: boolean): () => void {
  document.hasFocus = () => focused;
  return () => delete (document as { hasFocus?: unknown }).hasFocus;
}
