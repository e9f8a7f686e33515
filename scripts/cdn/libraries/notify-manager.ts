/** Puts nothing off: only mutations and observers of several queries ever ask for that. */
export const notifyManager = { batch: <T>(run: () => T): T => run() };

export const defaultScheduler = queueMicrotask;
