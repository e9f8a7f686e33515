import type { DatasourceStore } from '../store/store.js';
import {
  sendContextEvent,
  senderOf,
  type ContextCallback,
  type ContextEvent,
  type ContextRequest,
} from './context-events.js';
import { storeContext } from './store-context.js';

/** Who asked, and how they stop being told. */
interface Subscription {
  readonly consumer: Element;
  readonly unsubscribe: () => void;
}

/** Offers a store to everything inside of an element that asks for {@link storeContext}. */
export class StoreProvider {
  readonly #host: Element;
  readonly #subscriptions = new Map<ContextCallback<DatasourceStore | undefined>, Subscription>();
  #store: DatasourceStore | undefined;

  constructor(host: Element) {
    this.#host = host;
    host.addEventListener('context-request', (event) => this.#answer(event as ContextRequest<unknown>));
    host.addEventListener('context-provider', (event) => this.#give(event as ContextEvent));
  }

  /** `undefined` until there is one; whoever asks before that is told when it comes. */
  get store(): DatasourceStore | undefined {
    return this.#store;
  }

  set store(store: DatasourceStore | undefined) {
    this.#store = store;
    for (const [callback, { unsubscribe }] of [...this.#subscriptions]) callback(store, unsubscribe);
  }

  /** Says that it is there, to those who have asked before, perhaps another provider. */
  announce(): void {
    sendContextEvent('context-provider', this.#host, { context: storeContext });
  }

  #concerns(event: ContextEvent): boolean {
    if (event.context !== storeContext || senderOf(event) === this.#host) return false;
    event.stopPropagation();
    return true;
  }

  #answer(request: ContextRequest<DatasourceStore | undefined>): void {
    if (!this.#concerns(request)) return;
    const { callback } = request;
    if (!request.subscribe) return callback(this.#store);
    const unsubscribe = (): boolean => this.#subscriptions.delete(callback);
    const subscription = this.#subscriptions.get(callback) ?? { consumer: senderOf(request), unsubscribe };
    this.#subscriptions.set(callback, subscription);
    callback(this.#store, subscription.unsubscribe);
  }

  /** There is a provider further inside: those inside of that one ask it from now on. */
  #give(event: ContextEvent): void {
    if (!this.#concerns(event)) return;
    for (const [callback, { consumer }] of [...this.#subscriptions])
      sendContextEvent('context-request', consumer, { context: storeContext, callback, subscribe: true });
  }
}
