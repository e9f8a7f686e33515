import { hasPageFocus } from '../api/page.js';

/** How long a closed window may still turn out to have succeeded, in milliseconds on the page. */
const GRACE = 10_000;

/**
 * Waits until the user has been back on the page for 10 s without a break. Only time with the focus counts: while a page
 * with COOP merely looks closed, the user is there, and may have a short look at this one from time to time.
 */
export class GracePeriod {
  readonly #onOver: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(onOver: () => void) {
    this.#onOver = onOver;
  }

  /** Starts it anew. */
  start(): void {
    this.stop();
    let remaining = GRACE;
    this.#timer = setInterval(() => {
      remaining = hasPageFocus() ? remaining - 1_000 : GRACE;
      if (remaining > 0) return;
      this.stop();
      this.#onOver();
    }, 1_000);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
