import { DatasourceSessionExpiredEvent } from '../events/events.js';
import type { DatasourceStore } from '../store/store.js';

const announced = new WeakSet<DatasourceStore>();

/** Fires `datasource-session-expired` on `target` whenever the store's session ends; once, however often it is asked. */
export function announceSessionExpiry(store: DatasourceStore, target: EventTarget): void {
  if (announced.has(store)) return;
  announced.add(store);
  store.onSessionExpired(({ message }) =>
    target.dispatchEvent(new DatasourceSessionExpiredEvent({ message })),
  );
}
