import type { Page } from '../../bench/engines/engine.js';

/** What came of a call, as plain JSON. */
export interface Outcome {
  ok: boolean;
  value?: unknown;
  code?: string;
  message?: string;
  status?: number;
  retryAfter?: number;
}

/** Settings of the store that is called; made anew for other settings. */
export interface StoreSettings {
  baseUrl?: string;
  readTimeout?: number;
  writeTimeout?: number;
  /** A bearer token. */
  bearer?: string;
}

export const LIST = { method: 'GET', path: /\/auth\/plugin\/datasource\/list$/ };
export const REFRESH = { method: 'POST', path: /\/refresh-token$/ };
export const CREATE = { method: 'POST', path: /\/notion_datasource\/notion_datasource$/ };
export const NOTION_REF = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };

type AnyFunction = (...args: unknown[]) => Promise<unknown>;

interface StorePage {
  elements: { createDatasourceStore: (options: unknown) => Record<string, unknown> };
  stores?: Record<string, Record<string, unknown>>;
  outcomes?: Outcome[];
}

/** Calls a method of a store without elements on the page, e.g. `client.listDatasources`, as often as told, all at once. */
export async function begin(
  page: Page,
  method: string,
  args: readonly unknown[] = [],
  settings: StoreSettings = {},
  times = 1,
): Promise<void> {
  await page.evaluate(
    (path, given, { bearer, ...options }, count) => {
      const own = window as unknown as StorePage;
      const key = JSON.stringify([bearer, options]);
      const known = (own.stores ??= {});
      const store = (known[key] ??= own.elements.createDatasourceStore({
        ...options,
        ...(bearer !== undefined && { getAccessToken: () => bearer }),
      }));
      const names = path.split('.');
      const last = names.pop() ?? '';
      const target = names.reduce((from, name) => from[name] as Record<string, unknown>, store);
      const outcomes: Outcome[] = (own.outcomes = []);
      for (let index = 0; index < count; index += 1)
        (target[last] as AnyFunction)(...given).then(
          (value) => outcomes.push({ ok: true, value: value ?? null }),
          (error: { toJSON(): object }) => outcomes.push({ ok: false, ...error.toJSON() }),
        );
    },
    method,
    args,
    settings,
    times,
  );
}

/** Waits until the calls of {@link begin} are over, and gives what came of them. */
export async function over(page: Page, count = 1, ms = 30_000): Promise<Outcome[]> {
  await page.waitWithin(
    ms,
    (wanted) => ((window as unknown as StorePage).outcomes?.length ?? 0) >= wanted,
    count,
  );
  return page.evaluate(() => (window as unknown as StorePage).outcomes ?? []);
}

/** Calls a method and gives what comes of it. */
export async function call(
  page: Page,
  method: string,
  args: readonly unknown[] = [],
  settings: StoreSettings = {},
): Promise<Outcome> {
  await begin(page, method, args, settings);
  const [outcome] = await over(page);
  return outcome as Outcome;
}

/** The names of the data sources that the list shows. */
export function shownSources(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cards = document.querySelector('datasource-list')?.shadowRoot?.querySelectorAll('datasource-card');
    return [...(cards ?? [])].map((card) => card.shadowRoot?.querySelector('h3')?.textContent?.trim() ?? '');
  });
}

/** Waits until the list shows cards. */
export async function listIsShown(page: Page): Promise<void> {
  await page.waitWithin(15_000, () => {
    const root = document.querySelector('datasource-list')?.shadowRoot;
    return (root?.querySelectorAll('datasource-card').length ?? 0) > 0;
  });
}
