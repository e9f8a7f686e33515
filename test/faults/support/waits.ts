import type { Page } from '../../bench/engines/engine.js';
import type { DatasourceStore } from '../../../src/index.js';

/** What came of a read that the server refused for now. */
export interface Wait {
  /** How long the error says to wait, in milliseconds; `null` when nothing. */
  told: number | null;
  /** Requests until a moment before that time. */
  early: number;
  /** The code of a request that was asked for before; `null` when none was. */
  refused: string | null;
  /** Requests when it was time. */
  inTime: number;
}

interface WaitingPage {
  elements: { createDatasourceStore: (options: { fetch: typeof fetch }) => DatasourceStore };
  clock: { tickAsync(ms: number): Promise<number> };
}

/**
 * Reads the list in one new store after another, on a page with a fake clock, and lets as much time pass as the first answer of
 * each asks for.
 *
 * @param waits in milliseconds; `null` where the answer says nothing that counts, so that a second is waited.
 */
export function waitsAfter(page: Page, waits: readonly (number | null)[]): Promise<Wait[]> {
  return page.evaluate(async (all) => {
    const { elements, clock } = window as unknown as WaitingPage;
    // Frames go on while the clock stands still.
    const until = async (isSo: () => boolean): Promise<void> => {
      while (!isSo()) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    const seen: Wait[] = [];
    for (const wait of all) {
      let requests = 0;
      const store = elements.createDatasourceStore({
        fetch: (input, init) => {
          requests += 1;
          return fetch(input, init);
        },
      });
      const list = store.list();
      const leave = list.subscribe(() => undefined);
      const query = store.queryClient.getQueryCache().find({ queryKey: ['data-source-auth', 'list'] });
      await until(() => (query?.state.fetchFailureCount ?? 0) > 0);
      await until(() => wait === null || !list.getSnapshot().isFetching);
      const failure = query?.state.fetchFailureReason as { retryAfter?: number } | null | undefined;
      const told = failure?.retryAfter ?? null;
      await clock.tickAsync((wait ?? 1_000) - 1);
      const refused =
        wait === null
          ? null
          : await store.client.listDatasources().then(
              () => 'nothing',
              ({ code }: { code: string }) => code,
            );
      const early = requests;
      // Timers may be early, so the product adds a little.
      await clock.tickAsync(100);
      await until(() => list.getSnapshot().status === 'success');
      seen.push({ told, early, refused, inTime: requests });
      leave();
    }
    return seen;
  }, waits);
}
