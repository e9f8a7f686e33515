import { own } from '../api/own.js';
import type { Claim } from './claim.js';

/** How often a claim is renewed, in milliseconds. */
const HEARTBEAT = 3_000;

/**
 * Takes a claim, if nobody else has it, and keeps it until `signal` is aborted, which releases it, or somebody else took
 * it.
 *
 * @param onLost called once, when somebody else has it; not before this function has returned.
 */
export function keepClaim(claim: Claim, onLost: () => void, signal: AbortSignal): void {
  const ended = new AbortController();
  let left = false;
  const check = (): void => {
    // A page that is left is hidden too, before or after it hears that, and must not take it again.
    if (left) return;
    if (claim.otherHolder) {
      ended.abort();
      onLost();
    } else {
      claim.take();
    }
  };
  const timer = setInterval(check, HEARTBEAT);
  queueMicrotask(() => !ended.signal.aborted && check());
  const both = own({ signal: ended.signal });
  window.addEventListener('storage', ({ key }) => key === claim.key && claim.otherHolder && check(), both);
  // A page that is left frees it at once, and one that comes back from the cache wants it again.
  const onHide = (): void => {
    left = true;
    if (!claim.away) claim.release();
  };
  window.addEventListener('pagehide', onHide, both);
  const onShow = (): void => {
    left = claim.away = false;
    check();
  };
  window.addEventListener('pageshow', onShow, both);
  // It comes up from the document, whose own members the page's elements can hide.
  window.addEventListener('visibilitychange', check, both);
  ended.signal.addEventListener('abort', () => {
    clearInterval(timer);
    claim.release();
  });
  signal.addEventListener('abort', () => ended.abort(), both);
}
