import { ContextEvent } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { storeContext } from '../context/store-context.js';
import { defaultStore } from '../store/default-store.js';
import type { DatasourceStore } from '../store/store.js';
import { ancestorsOf } from './ancestors.js';

/**
 * Finds the store for an element: that of the nearest `<datasource-context>`, else the store of the page. While an
 * ancestor context has not been upgraded yet it waits for it, so that load order does not matter.
 */
export class StoreConsumer implements ReactiveController {
  /** The store, once it is known. */
  store: DatasourceStore | undefined;
  /** Whether it is the store of the page. */
  isDefault = false;

  readonly #host: ReactiveControllerHost & HTMLElement;
  #unsubscribe: (() => void) | undefined;
  #disconnect: (() => void) | undefined;
  #waiting: AbortController | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#find();
  }

  /** The host was moved without leaving the page, perhaps to another context. */
  hostMoved(): void {
    this.#waiting?.abort();
    this.isDefault = false;
    this.#find();
  }

  #find(): void {
    if (this.#request()) return;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    const ancestors = [...ancestorsOf(this.#host)];
    if (!ancestors.some((node) => node instanceof Element && node.localName === 'datasource-context')) {
      this.isDefault = true;
      this.#use(defaultStore());
      return;
    }
    this.#waiting = new AbortController();
    const retry = (): void => {
      if (this.#request()) this.#waiting?.abort();
    };
    this.#host.ownerDocument.addEventListener('context-provider', retry, { signal: this.#waiting.signal });
  }

  hostDisconnected(): void {
    this.#waiting?.abort();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.isDefault = false;
    this.#use(undefined);
  }

  /** Asks the ancestors; `true` when one of them answered. */
  #request(): boolean {
    let answered = false;
    const receive = (store: DatasourceStore | undefined, unsubscribe?: () => void): void => {
      answered = true;
      if (unsubscribe !== this.#unsubscribe) this.#unsubscribe?.();
      this.#unsubscribe = unsubscribe;
      // A context that is not set up yet answers with nothing, and again once it is.
      this.#use(store);
    };
    this.#host.dispatchEvent(new ContextEvent(storeContext, this.#host, receive, true));
    return answered;
  }

  #use(store: DatasourceStore | undefined): void {
    if (store === this.store) return;
    this.#disconnect?.();
    this.store = store;
    const disconnect = store?.connect();
    const unsubscribe = store?.subscribe(() => this.#host.requestUpdate());
    this.#disconnect = () => {
      unsubscribe?.();
      disconnect?.();
    };
    this.#host.requestUpdate();
  }
}
