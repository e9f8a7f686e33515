/** What code of the package, or code that it called, left on the page. */
export interface Leftovers {
  /** Listeners on `window` and `document`, by their type. */
  listeners: string[];
  /** Timers that are still to fire. */
  timers: number;
  /** Broadcast channels that are still open. */
  channels: number;
}

const OURS = new RegExp(`${location.origin}/(src|cdn)/`);
const isOurs = (): boolean => OURS.test(new Error().stack ?? '');

/** Keeps count of listeners on the page, timers and channels, from its creation to {@link restore}. */
export class LeakCounter {
  readonly #listeners = new Map<unknown, Set<string>>();
  readonly #timers = new Set<unknown>();
  readonly #channels = new Set<BroadcastChannel>();
  readonly #undo: (() => void)[] = [];

  constructor() {
    this.#countListeners();
    this.#countTimers('setTimeout', 'clearTimeout');
    this.#countTimers('setInterval', 'clearInterval');
    this.#countChannels();
  }

  get leftovers(): Leftovers {
    const listeners = [...this.#listeners.values()].flatMap((keys) => [...keys]).sort();
    return { listeners, timers: this.#timers.size, channels: this.#channels.size };
  }

  restore(): void {
    for (const undo of this.#undo) undo();
  }

  #replace<T extends object, K extends keyof T>(object: T, name: K, replacement: T[K]): void {
    const original = object[name];
    object[name] = replacement;
    this.#undo.push(() => (object[name] = original));
  }

  #countListeners(): void {
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const all = this.#listeners;
    // Nothing of a listener is kept, or it would hold on to what it belongs to.
    const forget = (listener: unknown, key: string): void => {
      const keys = all.get(listener);
      keys?.delete(key);
      if (keys?.size === 0) all.delete(listener);
    };
    const keyOf = (target: unknown, type: string, options: unknown): string | null => {
      const where =
        target === document ? 'document' : target === window || target === undefined ? 'window' : null;
      const capture =
        typeof options === 'object' ? (options as AddEventListenerOptions | null)?.capture : options;
      return where && `${where} ${type}${capture ? ' (capture)' : ''}`;
    };
    this.#replace(
      EventTarget.prototype,
      'addEventListener',
      function (this: unknown, type, listener, options) {
        addEventListener.call(this ?? window, type, listener, options);
        const key = keyOf(this, type, options);
        if (!key || !isOurs()) return;
        all.set(listener, (all.get(listener) ?? new Set()).add(key));
        const signal = typeof options === 'object' ? options.signal : undefined;
        if (signal) addEventListener.call(signal, 'abort', () => forget(listener, key));
      },
    );
    this.#replace(
      EventTarget.prototype,
      'removeEventListener',
      function (this: unknown, type, listener, options) {
        removeEventListener.call(this ?? window, type, listener, options);
        const key = keyOf(this, type, options);
        if (key) forget(listener, key);
      },
    );
  }

  #countTimers(set: 'setTimeout' | 'setInterval', clear: 'clearTimeout' | 'clearInterval'): void {
    const [original, cancel, timers] = [window[set], window[clear], this.#timers];
    this.#replace(window, set, ((run: (...args: unknown[]) => void, ...rest: unknown[]) => {
      const id: number = (original as (...args: unknown[]) => number)(
        (...args: unknown[]) => {
          if (set === 'setTimeout') timers.delete(id);
          run(...args);
        },
        ...rest,
      );
      if (isOurs()) timers.add(id);
      return id;
    }) as never);
    this.#replace(window, clear, ((id?: number) => {
      timers.delete(id);
      cancel(id);
    }) as never);
  }

  #countChannels(): void {
    const channels = this.#channels;
    this.#replace(
      window,
      'BroadcastChannel',
      class extends BroadcastChannel {
        constructor(name: string) {
          super(name);
          channels.add(this);
        }
        override close(): void {
          channels.delete(this);
          super.close();
        }
      },
    );
  }
}
