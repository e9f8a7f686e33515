import type { DocumentReport, SeenEvent } from './report.js';

const START = 'datasource-authorize-start';
const OUTCOMES = new Set([
  'datasource-authorized',
  'datasource-authorize-cancel',
  'datasource-authorize-error',
]);

/** The outcomes that belong to nothing that was started: a second one of a flow, or one that nobody asked for. */
export function surplusOutcomes(documents: readonly DocumentReport[]): SeenEvent[] {
  const open = new Map<string, number>();
  return documents
    .flatMap(({ events }) => events)
    .filter((event) => {
      const { pluginId, provider, method } = (event.detail ?? {}) as Record<string, unknown>;
      const key = `${String(pluginId)} ${String(provider)} ${String(method)}`;
      const running = open.get(key) ?? 0;
      if (event.type === START && !event.prevented) open.set(key, running + 1);
      if (!OUTCOMES.has(event.type)) return false;
      open.set(key, Math.max(running - 1, 0));
      return running === 0;
    });
}
