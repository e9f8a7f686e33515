import type { LiveTimer } from '../report.js';
import { callerLine } from './text.js';

const live = new Map<string, LiveTimer>();

/** What no line of the page's code asked for is a driver's own. */
function note(key: string, kind: LiveTimer['kind'], delay: number): void {
  const from = callerLine();
  if (from !== '') live.set(key, { kind, delay, from });
}

/** The timers that have neither fired nor been cleared. */
export const liveTimers = (): LiveTimer[] => [...live.values()];

/** Keeps a list of the page's timers. */
export function watchTimers(): void {
  watch('timeout', 'setTimeout', 'clearTimeout');
  watch('interval', 'setInterval', 'clearInterval');
  const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = window;
  window.requestAnimationFrame = (callback) => {
    const id = request.call(window, (time) => {
      live.delete(`frame ${id}`);
      callback(time);
    });
    note(`frame ${id}`, 'animation frame', 0);
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    live.delete(`frame ${id}`);
    cancel.call(window, id);
  };
}

type Starter = (handler: TimerHandler, delay?: number, ...args: unknown[]) => number;
type Stopper = (id?: number) => void;

/** Browsers number timeouts and intervals together, and either may be cleared by either function. */
function watch(
  kind: 'timeout' | 'interval',
  start: 'setTimeout' | 'setInterval',
  stop: 'clearTimeout' | 'clearInterval',
): void {
  const target = window as unknown as Record<typeof start, Starter> & Record<typeof stop, Stopper>;
  const [originalStart, originalStop] = [target[start], target[stop]];
  target[start] = (handler, delay = 0, ...args) => {
    const run: TimerHandler =
      typeof handler === 'function'
        ? (...given: unknown[]) => {
            if (kind === 'timeout') live.delete(`timer ${id}`);
            (handler as (...args: unknown[]) => unknown).apply(window, given);
          }
        : handler;
    const id = originalStart.call(window, run, delay, ...args);
    note(`timer ${id}`, kind, delay);
    return id;
  };
  target[stop] = (id) => {
    live.delete(`timer ${id}`);
    originalStop.call(window, id);
  };
}
