import { DatasourceSessionExpiredEvent } from '../events/events.js';
import type { DatasourceStore } from '../store/store.js';

const targetsOf = new WeakMap<DatasourceStore, Set<EventTarget>>();

/**
 * Fires `datasource-session-expired` on `target` whenever the store's session ends, until the returned function is
 * called. Of several targets of one store only the first hears it, so that the page hears it once.
 */
export function announceSessionExpiry(store: DatasourceStore, target: EventTarget): () => void {
  const targets = targetsOf.get(store) ?? new Set();
  if (!targetsOf.has(store)) {
    targetsOf.set(store, targets);
    store.onSessionExpired(({ message }) => {
      const [first] = targets;
      first?.dispatchEvent(new DatasourceSessionExpiredEvent({ message }));
    });
  }
  targets.add(target);
  return () => targets.delete(target);
}
