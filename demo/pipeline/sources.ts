import type { PipelineNode, SourceRef } from './model.js';

export type Store = NonNullable<HTMLElementTagNameMap['datasource-context']['currentStore']>;
export type Source = NonNullable<ReturnType<ReturnType<Store['list']>['getSnapshot']>['data']>[number];
export type Credential = Source['credentials_list'][number];

/** The data sources that the server lists, from the same store, and so the same cache, as the elements'. */
export class Sources {
  readonly #store: Store;
  readonly #list: ReturnType<Store['list']>;

  constructor(store: Store) {
    this.#store = store;
    this.#list = store.list();
  }

  /** `undefined` until the first answer. */
  get all(): readonly Source[] | undefined {
    return this.#list.getSnapshot().data;
  }

  /** Why there is no answer. */
  get error(): string | null {
    const { data, error } = this.#list.getSnapshot();
    return data ? null : (error?.message ?? null);
  }

  subscribe(listener: () => void): void {
    this.#list.subscribe(listener);
    this.#store.subscribe(listener);
  }

  /** Whether a connection is known not to work any more. */
  needsRepair(credential: Credential): boolean {
    return this.#store.statusOf(credential).status === 'needs-reauthorization';
  }

  retry(): void {
    void this.#list.refetch();
  }

  of({ source }: PipelineNode): Source | undefined {
    return this.all?.find(
      ({ plugin_id: pluginId, name }) => pluginId === source?.pluginId && name === source.provider,
    );
  }

  /** The connection that a node uses: the one that was saved, else the default one of its data source. */
  chosenBy(node: PipelineNode): Credential | undefined {
    const list = this.of(node)?.credentials_list ?? [];
    const saved = node.values['credential_id'];
    return saved ? list.find(({ id }) => id === saved) : list.find(({ is_default: isDefault }) => isDefault);
  }
}

export function refOf(source: Source): SourceRef {
  return { pluginId: source.plugin_id, provider: source.name };
}

export function labelOf(source: Source): string {
  return source.label['en_US'] ?? source.name;
}

/** The page of the authorization server on which one registers an OAuth client, when a source has none yet. */
export function clientPageOf({ oauth_schema: schema, name }: Source): string | null {
  if (!schema || schema.is_system_oauth_params_exists || schema.is_oauth_custom_client_enabled) return null;
  const address = schema.client_schema.find(({ url }) => url && URL.canParse(url))?.url;
  if (!address || !/^https?:/.test(address)) return null;
  const page = new URL(address);
  if (page.pathname === '/apps') page.searchParams.set('source', name);
  return page.href;
}
