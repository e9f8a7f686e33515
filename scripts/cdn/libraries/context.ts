import type { ReactiveControllerHost } from 'lit';

type Callback<T> = (value: T | undefined, unsubscribe?: () => void) => void;
type Host = ReactiveControllerHost & HTMLElement;

export const createContext = <T>(key: T): T => key;

/** By which a provider says that it is there: to those that waited, and to one further up that it takes over from. */
class ContextProviderEvent extends Event {
  readonly context: unknown;
  readonly contextTarget: Element;

  constructor(context: unknown, target: Element, type = 'context-provider') {
    super(type, { bubbles: true, composed: true });
    this.context = context;
    this.contextTarget = target;
  }
}

/** By which an element asks its ancestors for a value: the community's protocol. */
export class ContextEvent<T> extends ContextProviderEvent {
  readonly callback: Callback<T>;
  readonly subscribe: boolean;

  constructor(context: unknown, target: Element, callback: Callback<T>, subscribe: boolean) {
    super(context, target, 'context-request');
    this.callback = callback;
    this.subscribe = subscribe;
  }
}

/** `@lit/context`'s provider, as far as `<datasource-context>` uses it. */
export class ContextProvider<T> {
  value: T | undefined;
  /** Who is to be told of another value, and how it takes that back. */
  readonly #subscribers = new Map<Callback<T>, readonly [consumer: Element, unsubscribe: () => void]>();

  constructor(host: Host, { context }: { context: unknown }) {
    const listen = <E extends ContextProviderEvent>(
      type: string,
      answer: (event: E, from: Element) => void,
    ) =>
      host.addEventListener(type, (event) => {
        const from = (event as E).contextTarget ?? event.composedPath()[0];
        // What the host itself asks or offers is for those further up.
        if ((event as E).context !== context || from === host) return;
        event.stopPropagation();
        answer(event as E, from);
      });
    listen<ContextEvent<T>>('context-request', ({ callback, subscribe }, from) => {
      if (!subscribe) return callback(this.value);
      const [, unsubscribe = () => this.#subscribers.delete(callback)] =
        this.#subscribers.get(callback) ?? [];
      this.#subscribers.set(callback, [from, unsubscribe]);
      callback(this.value, unsubscribe);
    });
    // One in between: let each ask again, and find it if it is nearer.
    listen('context-provider', () => {
      for (const [callback, [from]] of [...this.#subscribers])
        from.dispatchEvent(new ContextEvent(context, from, callback, true));
    });
    host.addController({ hostConnected: () => host.dispatchEvent(new ContextProviderEvent(context, host)) });
  }

  setValue(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const [callback, [, unsubscribe]] of this.#subscribers) callback(this.value, unsubscribe);
  }
}
