import type { DatasourceRef } from '../api/datasource-id.js';
import type { StartedFlow } from '../authorization/flow.js';
import { FlowTracker } from '../authorization/flow-tracker.js';
import { findSource } from '../cache/find-source.js';
import { readAccount } from './account.js';
import type { DatasourceStoreOptions } from './options.js';
import type { AuthorizeOptions, DatasourceStore } from './store.js';

export { takeRedirect } from '../authorization/redirect-record.js';

/** What a store gives to the flows that it begins. */
export interface FlowStore {
  readonly store: DatasourceStore;
  readonly options: DatasourceStoreOptions;
  /** The address of the API. */
  readonly server: string;
  /** Marks stale what a change of a data source's connections concerns. */
  readonly changed: (ref: DatasourceRef) => Promise<void>;
  /** Drops what the server answered so far. */
  readonly forgetAnswers: () => Promise<void>;
}

/** Makes what follows a flow of a store. */
export function track(
  started: StartedFlow,
  { store, options, server, changed, forgetAnswers }: FlowStore,
  { visibility = options.visibility, prepare, takeOver = false }: AuthorizeOptions,
): FlowTracker {
  const { ref, credentialId, result } = started.flow;
  const { baseUrl, callbackOrigins = [] } = options;
  const input = credentialId ? { credentialId } : visibility ? { visibility } : {};
  void result.then((outcome) => {
    // What is on show belongs to somebody else.
    if (outcome.status === 'failed' && outcome.error.code === 'account_changed') void forgetAnswers();
  });
  return new FlowTracker(started, {
    server,
    takeOver,
    prepare,
    readCredentials: (signal) => store.readCredentials(ref, { signal }),
    readAccount: () => readAccount(options),
    getAuthorizationUrl: (signal) => store.getAuthorizationUrl(ref, input, { signal }),
    onAuthorized: async () => {
      if (credentialId) store.markCredential(credentialId, 'connected');
      await changed(ref);
    },
    origins: [baseUrl, redirectUri(store, ref), ...callbackOrigins],
  });
}

/** Where the callback page of a data source's own OAuth client is, as far as the list that is at hand says. */
function redirectUri(store: DatasourceStore, ref: DatasourceRef): string | undefined {
  const sources = store.list().getSnapshot().data;
  const source = sources && findSource(sources, ref);
  return source?.oauth_schema?.redirect_uri;
}
