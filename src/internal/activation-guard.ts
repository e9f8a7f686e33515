import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { FlowController } from '../controllers/flow-controller.js';
import { own } from '../api/own.js';
import type { Labels } from '../locales/en.js';
import { flowTracking, type AuthorizeOptions } from '../store/store.js';
import { writing } from '../store/writes.js';
import { flowDetails } from './flow-status.js';
import { renderNotice } from './notice.js';
import { prefetchFor } from './prefetch.js';

/** What an authorization needs once it has begun. */
const FLOW_PARTS = [flowTracking, writing, flowDetails];

/** How long after the page came to the front a press counts as aimed at what was there before, in milliseconds. */
const SETTLING = 500;
/**
 * The press that brings a window to the front is heard within so many milliseconds of the focus that it gives. So is one
 * that falls on a window that went away right before it: it cannot be told from the other, and to refuse both would
 * lose the first click of everybody who comes back to the page. So short a time is hard to hit.
 */
const SAME_PRESS = 50;

/** When the page became visible; one that is younger than {@link SETTLING} has just come too. */
let visibleAt = 0;
let focusedAt = -Infinity;
/** When a press was made that came too soon; `-Infinity` when the last one did not, or a key was pressed since. */
let hastyAt = -Infinity;
let users = 0;

/**
 * Keeps a click that was begun on another page from starting an authorization: who lures a user into a double click may
 * take the window away under it in between, and ours is what gets the second half (double clickjacking). So a press
 * of a mouse, pen or finger that comes within half a second after the page became visible or got the focus starts
 * nothing, unless the focus came from that press. The user is told to press again, so that no honest click is lost
 * without a word. Keys are not lured that way, and always count.
 *
 * It is not asked when the button itself appeared: what appears on a page that is in front was brought there by the
 * user or by the page, not by somebody else.
 */
export class ActivationGuard implements ReactiveController {
  readonly host: ReactiveControllerHost & HTMLElement;
  #refused = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host;
    host.addController(this);
    prefetchFor(host, () => FLOW_PARTS);
  }

  /** Begins an authorization, if the activation that is being handled counts; to be called synchronously in its event. */
  begin(flows: FlowController, options: AuthorizeOptions = {}): void {
    this.run(() => flows.start(own(options)));
  }

  /** The same for another way to begin; what the user has begun may be gone on with at once. */
  run(action: () => void): void {
    this.#refused = performance.now() - hastyAt < 2 * SETTLING;
    hastyAt = -Infinity;
    if (!this.#refused) action();
    this.host.requestUpdate();
  }

  /** What the user is told after an activation that did not count. */
  render(text: (key: keyof Labels) => string): TemplateResult | typeof nothing {
    return this.#refused ? renderNotice('warning', text('pressAgain'), 'alert') : nothing;
  }

  hostConnected(): void {
    if (users++ === 0) for (const type of SIGNS) window.addEventListener(type, onSign, true);
  }

  hostDisconnected(): void {
    this.#refused = false;
    if (--users === 0) for (const type of SIGNS) window.removeEventListener(type, onSign, true);
  }
}

/** `pageshow` is for a page that comes back by Back or Forward. */
const SIGNS = ['visibilitychange', 'pageshow', 'focus', 'pointerdown', 'keydown'];

/** By the times of the events, not of their handling: a press may wait while the page is busy. */
function onSign(event: Event): void {
  const { type, timeStamp, isTrusted, target } = event;
  // A script brings no page to the front, and presses nothing.
  if (!isTrusted) return;
  if (type === 'pointerdown') {
    const sinceFocus = timeStamp - focusedAt;
    const hasty = timeStamp - visibleAt < SETTLING || (sinceFocus > SAME_PRESS && sinceFocus < SETTLING);
    hastyAt = hasty ? timeStamp : -Infinity;
  } else if (type === 'keydown') {
    hastyAt = -Infinity;
  } else if (type === 'focus') {
    // What is heard of the focus inside of the page is none of the window.
    if (target === window) focusedAt = timeStamp;
  } else if (type !== 'pageshow' || (event as PageTransitionEvent).persisted) {
    visibleAt = timeStamp;
  }
}
