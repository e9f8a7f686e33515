import { QueryClient } from '@tanstack/query-core';
import { datasourceId, sameDatasource, type DatasourceRef } from '../api/datasource-id.js';
import { DatasourceError } from '../api/errors.js';
import { troubles } from '../api/http.js';
import { OnDemand } from '../api/on-demand.js';
import { own } from '../api/own.js';
import { pageAddress } from '../api/page.js';
import { DatasourceReads } from '../api/reads.js';
import type { DatasourceAuth, DatasourceCredential, Visibility } from '../api/types.js';
import { AuthorizationFlow } from '../authorization/flow.js';
import type { FlowMode } from '../authorization/outcome.js';
import type { RedirectRecord } from '../authorization/redirect-record.js';
import { hasRedirect } from '../authorization/tab-storage.js';
import { opensNoWindows } from '../authorization/surroundings.js';
import { invalidate } from '../cache/invalidation.js';
import { datasourceKeys } from '../cache/keys.js';
import { datasourceQueries } from '../cache/queries.js';
import { QuerySource } from '../cache/query-source.js';
import { storeTexts } from '../locales/en-store.js';
import type { Labels } from '../locales/en.js';
import { FlowRegistry } from './flow-registry.js';
import type { track } from './flow-tracking.js';
import type { DatasourceStoreOptions } from './options.js';
import { StoreWrites } from './writes.js';

/** All of an authorization but the opening of its window in a click: loaded with the first one, or ahead. */
export const flowTracking = new OnDemand(() => import('./flow-tracking.js'));

/** What {@link DatasourceStore.authorize} takes. */
export interface AuthorizeOptions {
  /** A connection to authorize again; absent to add one. */
  credentialId?: string | undefined;
  /** Who may use the new connection. Default: the store's `visibility`. */
  visibility?: Visibility | undefined;
  /** How the user is sent to the provider. Default: the store's `flow`. */
  flow?: 'auto' | FlowMode | undefined;
  /** Whether to begin although another authorization is under way, here or in another tab; that one is then given up. */
  takeOver?: boolean | undefined;
  /** Runs after the window was opened and before the user is sent to the third party, e.g. to save the OAuth client. */
  prepare?: ((signal: AbortSignal) => Promise<void>) | undefined;
}

/**
 * Everything that the elements can do, without any element: cached reads, writes with the right invalidations, and
 * the OAuth flow. All elements under one context share one store. See {@link createDatasourceStore}.
 */
export class DatasourceStore extends StoreWrites {
  /** The authorization that is under way. */
  readonly flows = new FlowRegistry();
  /** The texts that replace the built-in ones. */
  readonly labels: Readonly<Partial<Labels>>;

  readonly #options: DatasourceStoreOptions;
  readonly #ownsQueryClient: boolean;
  readonly #queries: ReturnType<typeof datasourceQueries>;
  readonly #sessionListeners: Set<(error: DatasourceError) => void>;
  readonly #server: string;
  #users = 0;

  constructor(options: DatasourceStoreOptions = {}) {
    const sessionListeners = new Set<(error: DatasourceError) => void>();
    const onSessionExpired = (error: DatasourceError): void => {
      options.onSessionExpired?.(error);
      for (const listener of [...sessionListeners]) listener(error);
    };
    const server = absolute(options.baseUrl ?? '/console/api').replace(/\/+$/, '');
    super(
      new DatasourceReads({ ...options, onSessionExpired }),
      options.queryClient ?? new QueryClient(),
      server,
      options.undoTime,
    );
    this.#server = server;
    this.#sessionListeners = sessionListeners;
    this.#options = options;
    this.#ownsQueryClient = !options.queryClient;
    this.labels = own(options.labels ?? {});
    this.#queries = datasourceQueries(this.client);
  }

  /** All data sources, with their connections. */
  list(): QuerySource<DatasourceAuth> {
    return new QuerySource(this.queryClient, this.#queries.list(), this.edits.forSources);
  }

  /** The legacy default list. @deprecated by the server; use `list`. */
  defaultList(): QuerySource<DatasourceAuth> {
    return new QuerySource(this.queryClient, this.#queries.defaultList(), this.edits.forSources);
  }

  /** The connections of one data source. */
  credentials(ref: DatasourceRef): QuerySource<DatasourceCredential> {
    const overlay = this.edits.forCredentials(ref);
    return new QuerySource(this.queryClient, this.#queries.credentials(ref), overlay);
  }

  /** Makes the list stale; it is read again where it is on show. */
  invalidateList(): Promise<void> {
    return invalidate(this.queryClient, datasourceKeys.list);
  }

  /** Makes the legacy default list stale. @deprecated with that list. */
  invalidateDefaultList(): Promise<void> {
    return invalidate(this.queryClient, datasourceKeys.defaultList);
  }

  /** Makes the connections of one data source stale. */
  invalidateCredentials(ref: DatasourceRef): Promise<void> {
    return invalidate(this.queryClient, datasourceKeys.credentials(ref));
  }

  /**
   * Begins an authorization by OAuth. Call it synchronously in the user's click, or the browser blocks the window. A
   * second call for what is under way returns the same flow and brings its window to the front.
   *
   * @throws DatasourceError `flow_in_progress` when another one is under way on this page: the server can follow only
   *   one. One in another tab makes the flow fail with the same code.
   */
  authorize(ref: DatasourceRef, options: AuthorizeOptions = {}): AuthorizationFlow {
    // An empty attribute means none.
    const credentialId = options.credentialId || undefined;
    const { current } = this.flows;
    if (current) {
      if (sameDatasource(current.ref, ref) && current.credentialId === credentialId) {
        current.reopen();
        return current;
      }
      // Nobody on the page shows a paused one, so nobody could cancel it first.
      if (!options.takeOver && !current.paused) {
        const message = this.#text('flowInProgress').replace('{source}', datasourceId(current.ref));
        throw new DatasourceError('flow_in_progress', message);
      }
      current.giveWay();
    }
    return this.#hold(ref, credentialId, options);
  }

  /**
   * Goes on with the authorization for which the page went to the provider, after it came back. Elements do it by
   * themselves when they are connected.
   *
   * @returns `null` when there is none.
   * @throws DatasourceError `network` when the part of the package that knows how could not be loaded.
   */
  async resumeAuthorization(): Promise<AuthorizationFlow | null> {
    if (!hasRedirect()) return null;
    if (!flowTracking.part) {
      await flowTracking.load();
      // A flow that waited for it, too, finds out first whether it can begin.
      await undefined;
    }
    const record = this.flows.current ? null : flowTracking.part?.takeRedirect(this.#server);
    return record ? this.#hold(record.ref, record.credentialId, {}, record) : null;
  }

  #hold(
    ref: DatasourceRef,
    credentialId: string | undefined,
    options: AuthorizeOptions,
    resumed?: RedirectRecord,
  ): AuthorizationFlow {
    // As they are in the click: what is made of the page's object later changes nothing.
    const given = { ...options };
    const flow = new AuthorizationFlow(
      ref,
      credentialId,
      {
        mode: modeOf(given.flow ?? this.#options.flow),
        openingText: this.#text('openingWindow'),
        track: (started, begin) => {
          const follow = (part: { track: typeof track }): void =>
            begin(
              part.track(
                started,
                {
                  store: this,
                  options: this.#options,
                  server: this.#server,
                  changed: (ref) => this.changed(ref),
                  forgetAnswers: () => this.forgetAnswers(),
                },
                given,
              ),
            );
          const { part } = flowTracking;
          if (!part) return flowTracking.load().then(follow);
          follow(part);
          return undefined;
        },
      },
      resumed,
    );
    this.flows.hold(flow);
    return flow;
  }

  /** Where the API is, which is trusted as the page itself is; empty when its address is none. */
  get apiOrigin(): string {
    const { baseUrl = '/' } = this.#options;
    return URL.canParse(baseUrl, pageAddress()) ? new URL(baseUrl, pageAddress()).origin : '';
  }

  /** Calls `listener` when the server says that the session has ended, until the returned function is called. */
  onSessionExpired(listener: (error: DatasourceError) => void): () => void {
    this.#sessionListeners.add(listener);
    return () => this.#sessionListeners.delete(listener);
  }

  /**
   * Lets the cache read again when the page gets focus, the connection returns or another tab changed something, until
   * the returned function is called as often. The first two are the host's affair with the host's own query client.
   */
  connect(): () => void {
    if (this.#users++ === 0) {
      this.withTabs((tabs) => this.#users > 0 && tabs.open());
      // Behind the first read, which is under way: a page that goes offline later has it then.
      troubles.prefetch();
      if (this.#ownsQueryClient) this.queryClient.mount();
      this.flows.current?.remount();
      void this.#resumeForElements();
    }
    return () => {
      if (--this.#users > 0) return;
      this.closeTabs();
      if (this.#ownsQueryClient) this.queryClient.unmount();
      // Not when an element is only moved.
      queueMicrotask(() => {
        if (this.#users === 0) this.flows.pause();
      });
    };
  }

  async #resumeForElements(): Promise<void> {
    // What cannot be loaded now is resumed by the next page, and the list shows what came of it.
    if (hasRedirect() && !flowTracking.part) await flowTracking.load().catch(() => undefined);
    if (this.#users === 0 || !flowTracking.part) return;
    const resumed = await this.resumeAuthorization();
    if (resumed) this.flows.leaveToElements(resumed);
  }

  #text(key: keyof typeof storeTexts): string {
    return this.labels[key] ?? storeTexts[key];
  }
}

function modeOf(flow: 'auto' | FlowMode = 'auto'): FlowMode {
  // Anything else, which an attribute may say, is no wish.
  if (flow === 'popup' || flow === 'redirect') return flow;
  return opensNoWindows() ? 'redirect' : 'popup';
}

/** One that is none stays as it is: each request says what is wrong with it. */
function absolute(url: string): string {
  return URL.canParse(url, pageAddress()) ? new URL(url, pageAddress()).href : url;
}

/**
 * A store for one server and one user.
 *
 * @example
 * const store = createDatasourceStore({ baseUrl: '/console/api' });
 * const sources = store.list();
 * sources.subscribe(() => console.log(sources.getSnapshot().data));
 */
export function createDatasourceStore(options?: DatasourceStoreOptions): DatasourceStore {
  return new DatasourceStore(options);
}
