import { isPageVisible } from '../../../../src/api/page.js';
import type { QueryCache } from './query-cache.js';
import { replaceEqualDeep } from './values.js';

export type QueryKey = readonly unknown[];

export interface QueryOptions {
  readonly queryKey: QueryKey;
  readonly queryHash?: string;
  readonly queryFn?: (context: { readonly queryKey: QueryKey; readonly signal: AbortSignal }) => unknown;
  readonly enabled?: boolean;
  readonly gcTime?: number;
  readonly networkMode?: string;
  readonly retry?: boolean | number | ((failures: number, error: unknown) => boolean);
  readonly retryDelay?: number | ((failures: number, error: unknown) => number);
  readonly structuralSharing?: boolean;
}

/** What a query asks of whoever observes it. */
export interface Observer {
  readonly options: QueryOptions;
  getCurrentResult(): { readonly isStale: boolean };
  onQueryUpdate(): void;
  refetch(options: FetchOptions): unknown;
  shouldFetchOnReconnect(): boolean;
  shouldFetchOnWindowFocus(): boolean;
}

export interface FetchOptions {
  /** Whether a read that is under way is given up for a new one, if there is data to show meanwhile. */
  readonly cancelRefetch?: boolean;
}

export interface CancelOptions {
  /** Whether all is as before the read then. */
  readonly revert?: boolean;
  /** Whether the state says nothing of it. */
  readonly silent?: boolean;
}

/** A read that is under way, with all its tries. */
interface Read {
  /** Of what comes of it for the state, and then for whoever waits. */
  promise: Promise<unknown>;
  /** Settles when it has ended, or is stopped. */
  answer: Promise<unknown>;
  /** Whether the query function has looked at its signal. */
  isStoppable: boolean;
  /** Not when nobody waits for it any more. */
  mayRetry: boolean;
  /** Ends a pause, if its reason is gone. */
  resume: (() => void) | undefined;
  start: () => void;
  stop: (error: Error) => void;
  stopped: CancelOptions | undefined;
}

const INITIAL_STATE = {
  data: undefined as unknown,
  dataUpdateCount: 0,
  dataUpdatedAt: 0,
  error: null as unknown,
  errorUpdateCount: 0,
  errorUpdatedAt: 0,
  fetchFailureCount: 0,
  fetchFailureReason: null as unknown,
  fetchMeta: null,
  isInvalidated: false,
  status: 'pending' as 'pending' | 'success' | 'error',
  fetchStatus: 'idle' as 'idle' | 'fetching' | 'paused',
};

const noop = (): void => undefined;

/** What is cached under one key, and how it is read. */
export class Query {
  readonly queryKey: QueryKey;
  readonly queryHash: string;
  options!: QueryOptions;
  observers: Observer[] = [];
  state = INITIAL_STATE;
  readonly #cache: QueryCache;
  #gcTime = 0;
  #gcTimer: ReturnType<typeof setTimeout> | undefined;
  #read: Read | undefined;
  #stateBefore = INITIAL_STATE;

  constructor(cache: QueryCache, options: QueryOptions & { readonly queryHash: string }) {
    this.#cache = cache;
    this.queryKey = options.queryKey;
    this.queryHash = options.queryHash;
    this.setOptions(options);
    this.#removeLater();
  }

  setOptions(options: QueryOptions): void {
    this.options = options;
    this.#gcTime = Math.max(this.#gcTime, options.gcTime ?? 300_000);
  }

  setState(state: Partial<typeof INITIAL_STATE>): void {
    this.#update('setState', state);
  }

  setData(data: unknown, options?: { readonly updatedAt?: number }): unknown {
    this.#succeed(data, options?.updatedAt);
    return this.state.data;
  }

  isActive(): boolean {
    return this.observers.some(({ options }) => options.enabled !== false);
  }

  isDisabled(): boolean {
    return this.observers.length > 0 ? !this.isActive() : !this.isFetched();
  }

  isFetched(): boolean {
    return this.state.dataUpdateCount + this.state.errorUpdateCount > 0;
  }

  isStale(): boolean {
    return this.observers.length > 0
      ? this.observers.some((observer) => observer.getCurrentResult().isStale)
      : this.isStaleByTime(Infinity);
  }

  isStaleByTime(staleTime = 0): boolean {
    const { data, dataUpdatedAt, isInvalidated } = this.state;
    return data === undefined || isInvalidated || dataUpdatedAt + staleTime <= Date.now();
  }

  invalidate(): void {
    if (!this.state.isInvalidated) this.#update('invalidate', { isInvalidated: true });
  }

  addObserver(observer: Observer): void {
    if (this.observers.includes(observer)) return;
    this.observers.push(observer);
    clearTimeout(this.#gcTimer);
    this.#cache.notify({ type: 'observerAdded', query: this, observer });
  }

  removeObserver(observer: Observer): void {
    if (!this.observers.includes(observer)) return;
    this.observers = this.observers.filter((other) => other !== observer);
    if (this.observers.length === 0) {
      const { fetchStatus, status } = this.state;
      if (this.#read?.isStoppable || (fetchStatus === 'paused' && status === 'pending'))
        void this.cancel({ revert: true });
      else if (this.#read) this.#read.mayRetry = false;
      this.#removeLater();
    }
    this.#cache.notify({ type: 'observerRemoved', query: this, observer });
  }

  onFocus(): void {
    this.#wake('shouldFetchOnWindowFocus');
  }

  onOnline(): void {
    this.#wake('shouldFetchOnReconnect');
  }

  cancel(options: CancelOptions = {}): Promise<void> {
    const read = this.#read;
    if (!read) return Promise.resolve();
    this.#read = undefined;
    read.stopped = options;
    read.stop(new Error('CancelledError'));
    if (options.revert) this.setState({ ...this.#stateBefore, fetchStatus: 'idle' });
    return read.answer.then(noop, noop);
  }

  /** For the cache, which has dropped it. */
  destroy(): void {
    clearTimeout(this.#gcTimer);
    void this.cancel({ silent: true });
  }

  /** Reads, or joins the read that is under way. */
  fetch(options?: QueryOptions, fetchOptions?: FetchOptions): Promise<unknown> {
    const { data } = this.state;
    if (this.#read) {
      if (data === undefined || !fetchOptions?.cancelRefetch) {
        this.#read.mayRetry = true;
        return this.#read.promise;
      }
      void this.cancel({ silent: true });
    }
    this.setOptions(
      options ?? [this, ...this.observers].find((one) => one.options.queryFn)?.options ?? this.options,
    );
    const read = this.#prepareRead();
    this.#read = read;
    this.#stateBefore = this.state;
    this.#update('fetch', {
      fetchFailureCount: 0,
      fetchFailureReason: null,
      fetchStatus: this.#canRead() ? 'fetching' : 'paused',
      ...(data === undefined && { error: null, status: 'pending' }),
    });
    read.start();
    return read.promise;
  }

  #prepareRead(): Read {
    const controller = new AbortController();
    // Said in full: what is not there would be looked for on `Object.prototype`, too.
    const read = {
      isStoppable: false,
      mayRetry: true,
      resume: undefined,
      stopped: undefined,
    } as unknown as Read;
    read.answer = new Promise((resolve, reject) => {
      read.start = () => void this.#try(read, controller.signal).then(resolve, reject);
      read.stop = (error) => {
        reject(error);
        controller.abort();
      };
    });
    read.promise = this.#finish(read);
    return read;
  }

  /** The first answer. A read that was stopped ends at the next step; nobody waits for it. */
  async #try(read: Read, signal: AbortSignal): Promise<unknown> {
    const { queryKey, options } = this;
    const canStart = (): boolean => this.#canRead();
    const canRetry = (): boolean => isPageVisible() && this.#canRead();
    if (!canStart()) await this.#pause(read, canStart);
    for (let failures = 0; ;) {
      try {
        read.isStoppable = false;
        if (!options.queryFn) throw new Error(`Missing queryFn: '${this.queryHash}'`);
        return await options.queryFn({
          queryKey,
          get signal() {
            read.isStoppable = true;
            return signal;
          },
        });
      } catch (error) {
        const { retry = 3, retryDelay = Math.min(1_000 * 2 ** failures, 30_000) } = options;
        const retries =
          !read.stopped &&
          read.mayRetry &&
          (typeof retry === 'function' ? retry(failures, error) : retry === true || failures < Number(retry));
        if (!retries) throw error;
        const delay = typeof retryDelay === 'function' ? retryDelay(failures, error) : retryDelay;
        failures++;
        this.#update('failed', { fetchFailureCount: failures, fetchFailureReason: error });
        await new Promise((resolve) => setTimeout(resolve, delay));
        if (!read.stopped && !canRetry()) await this.#pause(read, canRetry);
        if (read.stopped || !read.mayRetry) throw error;
      }
    }
  }

  async #pause(read: Read, canGoOn: () => boolean): Promise<void> {
    this.#update('pause', { fetchStatus: 'paused' });
    await new Promise<void>((resolve) => {
      read.resume = () => {
        if (canGoOn()) resolve();
      };
    });
    read.resume = undefined;
    if (!read.stopped) this.#update('continue', { fetchStatus: 'fetching' });
  }

  async #finish(read: Read): Promise<unknown> {
    const end = (): void => {
      if (this.#read === read) this.#read = undefined;
    };
    try {
      const data = await read.answer;
      if (data === undefined) throw new Error(`${this.queryHash} data is undefined`);
      end();
      this.#succeed(data, undefined, { fetchStatus: 'idle', fetchFailureCount: 0, fetchFailureReason: null });
      return data;
    } catch (error) {
      end();
      const { stopped } = read;
      const { data, errorUpdateCount, fetchFailureCount } = this.state;
      if (stopped?.silent && this.#read) return await this.#read.promise;
      if (stopped?.revert && data !== undefined) return data;
      if (!stopped?.silent && !stopped?.revert)
        this.#update('error', {
          error,
          errorUpdateCount: errorUpdateCount + 1,
          errorUpdatedAt: Date.now(),
          fetchFailureCount: fetchFailureCount + 1,
          fetchFailureReason: error,
          fetchStatus: 'idle',
          isInvalidated: true,
          status: 'error',
        });
      throw error;
    } finally {
      this.#removeLater();
    }
  }

  #canRead(): boolean {
    return this.options.networkMode === 'always' || navigator.onLine;
  }

  #wake(should: 'shouldFetchOnReconnect' | 'shouldFetchOnWindowFocus'): void {
    this.observers.find((observer) => observer[should]())?.refetch({ cancelRefetch: false });
    this.#read?.resume?.();
  }

  #succeed(data: unknown, updatedAt = Date.now(), more?: Partial<typeof INITIAL_STATE>): void {
    this.#update('success', {
      data: this.options.structuralSharing === false ? data : replaceEqualDeep(this.state.data, data),
      dataUpdateCount: this.state.dataUpdateCount + 1,
      dataUpdatedAt: updatedAt,
      error: null,
      isInvalidated: false,
      status: 'success',
      ...more,
    });
  }

  #update(type: string, change: Partial<typeof INITIAL_STATE>): void {
    this.state = { ...this.state, ...change };
    // What was set meanwhile stays when a read is given up.
    if (type === 'success') this.#stateBefore = this.state;
    for (const observer of [...this.observers]) observer.onQueryUpdate();
    this.#cache.notify({ type: 'updated', query: this, action: { type } });
  }

  #removeLater(): void {
    clearTimeout(this.#gcTimer);
    if (this.#gcTime < Infinity)
      this.#gcTimer = setTimeout(() => {
        if (this.observers.length === 0 && this.state.fetchStatus === 'idle') this.#cache.remove(this);
      }, this.#gcTime);
  }
}
