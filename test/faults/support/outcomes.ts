import type { Page } from '../../bench/engines/engine.js';
import type { DatasourceStore } from '../../../src/index.js';

type WithStore = Window & {
  elements: { createDatasourceStore: () => DatasourceStore };
  store?: DatasourceStore;
};

/**
 * Authorizes Notion so many times, one after the other, without any element, on a page that has the prelude
 * `frame-windows`.
 *
 * @returns how each ended: the code of the error, or the status.
 */
export function outcomesOf(page: Page, count: number, flow: 'popup' | 'redirect'): Promise<string[]> {
  return page.evaluate(
    async (times, mode) => {
      const global = window as unknown as WithStore;
      global.store ??= global.elements.createDatasourceStore();
      const ref = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
      const seen: string[] = [];
      for (let index = 0; index < times; index += 1) {
        const outcome = await global.store.authorize(ref, { flow: mode }).result;
        seen.push(outcome.status === 'failed' ? outcome.error.code : outcome.status);
      }
      return seen;
    },
    count,
    flow,
  );
}
