/** Timers, which no page can replace by others here. */
export const timeoutManager = globalThis;
