import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long nothing may change before it is said, in milliseconds: a pause in typing. */
const PAUSE = 400;

/** A text for a live region that changes often and is to be spoken once it has settled. */
export class DelayedText implements ReactiveController {
  /** What is to be said. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Says something, unless something else is to be said soon. */
  say(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.text = text;
      this.#host.requestUpdate();
    }, PAUSE);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.text = '';
  }
}
