import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { OnDemand } from '../api/on-demand.js';
import type { Labels } from '../locales/en.js';
import type { ConfirmDialog, Question } from './confirm-dialog.js';
import { addStyles } from './later-styles.js';

/** What asks, by itself. */
export const confirmDialog = new OnDemand(async () => (await import('./confirm-dialog.js')).ConfirmDialog);

/** What a question needs of the element that asks it. */
export interface QuestionHost extends ReactiveControllerHost {
  readonly isConnected: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Where an element asks before something is taken away; what asks is loaded for the first question. */
export class QuestionSlot {
  readonly #host: QuestionHost & HTMLElement;
  readonly #text: (key: keyof Labels) => string;
  #dialog: ConfirmDialog | undefined;

  constructor(host: QuestionHost & HTMLElement, text: (key: keyof Labels) => string) {
    this.#host = host;
    this.#text = text;
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
      addStyles(this.#host, Dialog.styles);
    }
    return this.#dialog.ask(question);
  }

  render(): TemplateResult | symbol | undefined {
    return this.#dialog?.render();
  }
}
