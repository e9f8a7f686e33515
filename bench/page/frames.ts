/** Resolves in the task after the next frame, with the moment at which that frame had been handed over. */
export function painted(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => void task().then(resolve));
  });
}

/** Resolves in another task, when all microtasks of this one are done, without the delay of a timer. */
export function task(): Promise<number> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(performance.now());
    };
    port2.postMessage(null);
  });
}

/**
 * The moment at which a frame was painted that shows what is waited for. It is looked for before the frame's layout, so
 * what comes into the page later than that counts with the frame after.
 */
export function paintedWith(isThere: () => boolean, limit = 120_000): Promise<number> {
  const end = performance.now() + limit;
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (isThere()) void task().then(resolve);
      else if (performance.now() > end) reject(new Error(`Not painted: ${isThere}`));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Resolves when something is there; looks after each task that the page has for itself. */
export async function there(isThere: () => boolean, limit = 60_000): Promise<void> {
  const end = performance.now() + limit;
  do {
    await task();
    if (isThere()) return;
  } while (performance.now() < end);
  throw new Error(`Did not come: ${isThere}`);
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
