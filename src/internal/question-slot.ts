import type { CSSResult, ReactiveControllerHost, TemplateResult } from 'lit';
import { OnDemand } from '../api/on-demand.js';
import type { Labels } from '../locales/en.js';
import type { ConfirmDialog, Question } from './confirm-dialog.js';

/** What asks, by itself. */
export const confirmDialog = new OnDemand(async () => (await import('./confirm-dialog.js')).ConfirmDialog);

/** What a question needs of the element that asks it. */
export interface QuestionHost extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Where an element asks before something is taken away; what asks is loaded for the first question. */
export class QuestionSlot {
  readonly #host: QuestionHost;
  readonly #text: (key: keyof Labels) => string;
  readonly #addStyles: (styles: readonly CSSResult[]) => void;
  #dialog: ConfirmDialog | undefined;

  /** @param addStyles adds styles to the host's own. */
  constructor(
    host: QuestionHost,
    text: (key: keyof Labels) => string,
    addStyles: (styles: readonly CSSResult[]) => void,
  ) {
    this.#host = host;
    this.#text = text;
    this.#addStyles = addStyles;
  }

  /**
   * Whether the user is sure; `false` too when the question, or what asks it, is taken off the page.
   *
   * @throws DatasourceError when it could not be loaded.
   */
  async ask(question: Question): Promise<boolean> {
    const Dialog = await confirmDialog.load();
    if (!this.#host.isConnected) return false;
    if (!this.#dialog) {
      this.#dialog = new Dialog(this.#host, this.#text);
      this.#addStyles(Dialog.styles);
    }
    return this.#dialog.ask(question);
  }

  render(): TemplateResult | symbol | undefined {
    return this.#dialog?.render();
  }
}
