import { install } from '@sinonjs/fake-timers';
import type { Clock } from '@sinonjs/fake-timers';

/**
 * Replaces the page's clock by `window.clock`, which stands still until a test lets time pass: `clock.tickAsync(1000)`.
 * Frames, idle callbacks and microtasks stay the browser's own, so that the page goes on drawing.
 */
const start = Number(new URLSearchParams(location.search).get('clock'));

const clock: Clock = install({
  now: start,
  toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
});

// Only the reading of the clock: what else `performance` tells is not about time that passes.
performance.now = () => clock.now - start;

// The browser's own goes by the true clock.
AbortSignal.timeout = (milliseconds) => {
  const controller = new AbortController();
  setTimeout(
    () => controller.abort(new DOMException('The operation timed out.', 'TimeoutError')),
    milliseconds,
  );
  return controller.signal;
};

Object.assign(window, { clock });
