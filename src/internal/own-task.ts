/** Not in every browser that the elements support, nor in TypeScript's library. */
interface Scheduler {
  postTask?(task: () => void): Promise<void>;
}

/** Resolves in a task of its own: before it the browser can show a frame, scroll, or hear the user. */
export function ownTask(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  return scheduler?.postTask?.(() => undefined) ?? new Promise((resolve) => setTimeout(resolve));
}
