import { own } from './own.js';

/**
 * Runs `run` while no other tab runs anything of that name. Never waits longer than `limit`: a tab may be frozen while
 * it holds the lock, and a page may have replaced the lock by one that never comes. Where there are no locks it runs at once.
 *
 * @param limit milliseconds.
 * @param run told whether another tab held the lock and has let go of it.
 */
export async function runAlone<T>(
  name: string,
  limit: number,
  run: (waited: boolean) => Promise<T>,
): Promise<T> {
  let running: Promise<T> | undefined;
  const start = (waited: boolean): Promise<T> => (running ??= run(waited));
  const ask = async (): Promise<void> => {
    const { locks } = navigator;
    const got = await locks.request(name, own({ ifAvailable: true }), async (lock) => {
      if (lock) await start(false);
      return lock;
    });
    if (!got) await locks.request(name, () => start(true));
  };
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, limit);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    // Also when `run` failed, which whoever asked hears below.
    ask().then(done, done);
  });
  return start(false);
}
