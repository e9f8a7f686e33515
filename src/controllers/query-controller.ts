import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { QuerySource, QueryState } from '../cache/query-source.js';
import type { DatasourceStore } from '../store/store.js';
import type { StoreConsumer } from './store-consumer.js';

const NOT_BOUND: QueryState<never> = { status: 'pending', data: undefined, error: null, isFetching: false };

/** Keeps its host up to date with one read of the store, and reads only while the host is on a page. */
export class QueryController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #consumer: StoreConsumer;
  readonly #select: (store: DatasourceStore) => QuerySource<T>;
  readonly #key: () => unknown;
  readonly #shown: (state: QueryState<T>) => readonly unknown[];
  /** What was shown when the host was last rendered, or asked to be. */
  #seen: readonly unknown[] = [];
  #bound:
    { store: DatasourceStore; key: unknown; source: QuerySource<T>; unsubscribe: () => void } | undefined;

  /**
   * @param select which read.
   * @param key the read is chosen anew when this value changes.
   * @param shown what of a state the host shows: it is rendered again when one of these is another.
   */
  constructor(
    host: ReactiveControllerHost,
    consumer: StoreConsumer,
    select: (store: DatasourceStore) => QuerySource<T>,
    key: () => unknown = () => null,
    shown: (state: QueryState<T>) => readonly unknown[] = (state) => [state],
  ) {
    this.#host = host;
    this.#consumer = consumer;
    this.#select = select;
    this.#key = key;
    this.#shown = shown;
    host.addController(this);
  }

  /** The read as it stands; `pending` while there is no store. */
  get state(): QueryState<T> {
    return this.#bound?.source.getSnapshot() ?? NOT_BOUND;
  }

  /** Reads again now. */
  async refetch(): Promise<void> {
    await this.#bound?.source.refetch();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { store } = this.#consumer;
    const key = this.#key();
    if (this.#bound?.store === store && this.#bound?.key === key) return;
    this.#unbind();
    if (!store) return;
    const source = this.#select(store);
    const unsubscribe = source.subscribe(() => this.#onChange());
    this.#bound = { store, key, source, unsubscribe };
  }

  hostUpdated(): void {
    this.#seen = this.#shown(this.state);
  }

  #onChange(): void {
    const shown = this.#shown(this.state);
    if (shown.length === this.#seen.length && shown.every((value, index) => value === this.#seen[index]))
      return;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#unbind();
  }

  #unbind(): void {
    this.#bound?.unsubscribe();
    this.#bound = undefined;
  }
}
