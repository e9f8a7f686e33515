import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { Labels } from '../locales/en.js';
import { confirmDialogStyles } from './confirm-dialog.styles.js';
import { dialogFrameStyles } from './dialog.styles.js';

/** What the user is asked before something is taken away. */
export interface Question {
  readonly title: string;
  /** What may break. */
  readonly text: string;
  /** The button that does it. */
  readonly action: string;
}

interface ConfirmHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Asks before something is taken away, in a modal dialog over everything else. One for each element. */
export class ConfirmDialog implements ReactiveController {
  static readonly styles = [dialogFrameStyles, confirmDialogStyles];

  readonly #host: ConfirmHost;
  readonly #text: (key: keyof Labels) => string;
  #question: Question | null = null;
  #answer: ((sure: boolean) => void) | null = null;

  constructor(host: ConfirmHost, text: (key: keyof Labels) => string) {
    this.#host = host;
    this.#text = text;
    host.addController(this);
  }

  /** Whether the user is sure; `false` too when the question is taken off the page. */
  ask(question: Question): Promise<boolean> {
    this.#settle(false);
    this.#question = question;
    this.#host.requestUpdate();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** Takes the question back: the answer is no. */
  dismiss(): void {
    this.#settle(false);
  }

  hostUpdated(): void {
    if (!this.#question) return;
    const dialog = this.#host.renderRoot.querySelector<HTMLDialogElement>('#confirm');
    // The host may have nothing to show any more, and then nothing to ask about.
    if (!dialog) this.#settle(false);
    else if (!dialog.open) dialog.showModal();
  }

  hostDisconnected(): void {
    this.#settle(false);
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#question) return nothing;
    const { title, text, action } = this.#question;
    const onClose = ({ target }: Event): void =>
      this.#settle((target as HTMLDialogElement).returnValue === 'yes');
    // The safe answer comes first and so has the focus.
    return html`<dialog
      id="confirm"
      class="confirm"
      part="confirm"
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      @close=${onClose}
    >
      <form method="dialog">
        <h2 id="confirm-title">${title}</h2>
        <p id="confirm-text">${text}</p>
        <footer role="none">
          <button value="no">${this.#text('cancel')}</button>
          <button value="yes" class="danger">${action}</button>
        </footer>
      </form>
    </dialog>`;
  }

  #settle(sure: boolean): void {
    const answer = this.#answer;
    this.#question = null;
    this.#answer = null;
    this.#host.requestUpdate();
    answer?.(sure);
  }
}
