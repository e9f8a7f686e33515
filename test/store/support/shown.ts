import type { QuerySource, QueryState } from '../../../src/cache/query-source.js';
import type { DatasourceCredential, DatasourceError, DatasourceStore } from '../../../src/index.js';
import { settled } from '../../authorization/support/clock.js';
import { json, type FakeServer, type Recorded } from '../../support/fake-server.js';
import { loadParts } from '../../support/parts.js';

await loadParts();

export const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
export const NOTION_ID = 'langgenius/notion_datasource/notion_datasource';
export const JINA = { pluginId: 'langgenius/jina_datasource', provider: 'jinareader' };
export const JINA_ID = 'langgenius/jina_datasource/jinareader';

export const LIST = '/auth/plugin/datasource/list';
export const NOTION_PATH = `/auth/plugin/datasource/${NOTION_ID}`;
export const KEYS = {
  list: ['data-source-auth', 'list'],
  defaultList: ['data-source-auth', 'default-list'],
  notion: ['data-source-auth', 'specific-data-source', NOTION.pluginId, NOTION.provider],
};

/** What a promise rejects with. */
export const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

/** Waits for something, also while the page's clock stands still. */
export async function until(condition: () => unknown, what: string): Promise<void> {
  const end = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Not in time: ${what}`);
    await settled();
  }
}

/** Requests that wait. */
export interface Held {
  /** How many have come. */
  count: number;
  /** Lets those that wait, and all that come later, go on. */
  open: () => void;
}

type Match = (request: Recorded) => boolean;

/** Makes the server wait before it carries requests out, unless `answer` says what they get. */
export function hold(
  server: FakeServer,
  match: Match,
  answer: () => Response | undefined | Promise<Response> = () => undefined,
): Held {
  const held: Held = { count: 0, open: () => undefined };
  const opened = new Promise<void>((resolve) => (held.open = resolve));
  server.intercept(async (request) => {
    if (!match(request)) return undefined;
    held.count++;
    await opened;
    return answer();
  });
  return held;
}

/** Makes reads wait whose answers were made up when they came: what changes in the meantime is not in them. */
export function holdAnswers(server: FakeServer, match: Match): Held {
  const held: Held = { count: 0, open: () => undefined };
  const opened = new Promise<void>((resolve) => (held.open = resolve));
  server.intercept(async (request) => {
    if (!match(request)) return undefined;
    held.count++;
    const result = structuredClone(
      request.path.endsWith('list') ? server.sources : server.credentialsOf(NOTION_ID),
    );
    await opened;
    return json({ result });
  });
  return held;
}

export const isRead: Match = ({ method }) => method === 'GET';
export const isWrite: Match = ({ method }) => method !== 'GET';
export const posts =
  (action: string, id = NOTION_ID): Match =>
  ({ method, path }) =>
    method === 'POST' && path === `/auth/plugin/datasource/${id}/${action}`;

/** All that shows the connections of one source, and everything that it has shown. */
export class Shown {
  readonly list;
  readonly sameList;
  readonly defaultList;
  readonly credentials;
  readonly sameCredentials;
  /** What every listener has seen, in order: `view: connections`. */
  readonly seen: string[] = [];
  readonly #stops: (() => void)[] = [];

  constructor(store: DatasourceStore) {
    this.list = store.list();
    this.sameList = store.list();
    this.defaultList = store.defaultList();
    this.credentials = store.credentials(NOTION);
    this.sameCredentials = store.credentials(NOTION);
    for (const [name, look] of Object.entries(this.#views)) {
      const source = this[name as 'list'] as QuerySource<unknown>;
      this.#stops.push(source.subscribe(() => this.seen.push(`${name}: ${look()}`)));
    }
  }

  /** What each view shows now, e.g. `One* Two`, the default one with an asterisk. */
  get now(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.#views).map(([name, look]) => [name, look()]));
  }

  /** What all of them show now; fails when they do not agree. */
  get all(): string {
    const different = new Set(Object.values(this.now));
    return different.size === 1 ? [...different][0]! : JSON.stringify(this.now);
  }

  get states(): QueryState<unknown>[] {
    return [this.list, this.sameList, this.defaultList, this.credentials, this.sameCredentials].map(
      (source: QuerySource<unknown>) => source.getSnapshot(),
    );
  }

  async loaded(): Promise<void> {
    await until(() => this.states.every(({ data, isFetching }) => data && !isFetching), 'all is read');
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  get #views(): Record<string, () => string> {
    const sources = (source: Shown['list']) => (): string =>
      text(source.getSnapshot().data?.find(({ name }) => name === NOTION.provider)?.credentials_list);
    const credentials = (source: Shown['credentials']) => (): string => text(source.getSnapshot().data);
    return {
      list: sources(this.list),
      sameList: sources(this.sameList),
      defaultList: sources(this.defaultList),
      credentials: credentials(this.credentials),
      sameCredentials: credentials(this.sameCredentials),
    };
  }
}

function text(credentials: readonly DatasourceCredential[] | undefined): string {
  if (!credentials) return '';
  return credentials.map(({ name, is_default: isDefault }) => (isDefault ? `${name}*` : name)).join(' ');
}
