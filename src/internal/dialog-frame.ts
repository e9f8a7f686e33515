import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { OnDemand } from '../api/on-demand.js';
import type { Labels } from '../locales/en.js';
import type { DialogForm, DialogParts, FormClass, FormElement, FormHost } from './dialog-form.js';
import { dialogFrameStyles, dialogStyles } from './dialog.styles.js';
import { FocusKeeper } from './focus-keeper.js';
import { closeIcon } from './icons.js';
import { addStyles } from './later-styles.js';
import { renderNotice } from './notice.js';

/** What sets one dialog apart from the other. */
interface FrameParts<H extends FormHost> {
  /** What it is called. */
  readonly heading: keyof Labels;
  /** What stands in it. */
  readonly formClass: OnDemand<FormClass<H>>;
}

/**
 * What is seen of a `DialogElement`: the native `<dialog>` with a form in it. The form is loaded when the dialog is first
 * opened, if it is not there by then. What was typed is wiped when it closes, when it leaves the page and when the page
 * is left.
 */
export class DialogFrame<H extends FormHost> implements ReactiveController {
  readonly #host: H;
  readonly #element: FormElement;
  readonly #parts: FrameParts<H>;
  #form: DialogForm | undefined;
  /** Whether it was to be shown at the last update. */
  #isOpen = false;
  #discardWarned = false;
  #notLoaded = false;
  #focusWanted = false;
  /** What has the focus as long as the user goes nowhere. */
  #start: Element | null = null;

  constructor(host: H, parts: FrameParts<H>) {
    this.#host = host;
    this.#element = host.element;
    this.#parts = parts;
    const { element } = host;
    new FocusKeeper(element, () => (this.#start = this.#find('.close')));
    element.addController(this);
    addStyles(element, [dialogFrameStyles, dialogStyles]);
    for (const type of TELLTALE) element.renderRoot.addEventListener(type, stop);
  }

  hostConnected(): void {
    window.addEventListener('pagehide', this.#wipe);
  }

  hostDisconnected(): void {
    window.removeEventListener('pagehide', this.#wipe);
    this.#wipe();
  }

  hostUpdate(): void {
    const { open } = this.#element;
    if (open) {
      if (!this.#isOpen) this.#discardWarned = false;
      this.#prepare(!this.#isOpen);
    } else if (this.#isOpen) {
      this.#form?.abort();
      // While the inputs are still there: the next render takes them away.
      this.#wipe();
    }
    this.#isOpen = open;
  }

  /** Has the form made, or loaded. */
  #prepare(opening: boolean): void {
    const Form = this.#parts.formClass.part;
    const arrived = Form && !this.#form;
    if (arrived) {
      this.#form = new Form(this.#host);
      addStyles(this.#element, Form.styles);
    }
    if (this.#form) {
      if (opening || arrived) this.#form.opened?.();
    } else if (opening) {
      this.#load();
    }
  }

  readonly #load = (): void => {
    this.#notLoaded = false;
    this.#element.requestUpdate();
    this.#parts.formClass
      .load()
      .catch(() => (this.#notLoaded = true))
      .then(() => this.#element.requestUpdate());
  };

  hostUpdated(): void {
    const { open } = this.#element;
    const dialog = this.#dialog;
    if (dialog && dialog.open !== open) {
      if (open) {
        this.#focusWanted = true;
        dialog.showModal();
        // Not "Close", on which a key that is still held down, or pressed again, would land.
        this.#start = this.#find('#title');
        this.#find('#title')?.focus();
      } else {
        dialog.close();
        this.#element.dispatchEvent(new Event('close'));
      }
    }
    this.#focusFirstField();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#find('dialog');
  }

  #find<E extends HTMLElement>(selector: string): E | null {
    return this.#element.renderRoot.querySelector<E>(selector);
  }

  get #focused(): Element | null {
    return (this.#element.renderRoot as ShadowRoot).activeElement;
  }

  /** As soon as there are fields, unless the user went somewhere by then. */
  #focusFirstField(): void {
    const field = this.#dialog?.querySelector<HTMLElement>('input:not([type=radio]), input:checked, select');
    if (!field || !this.#focusWanted) return;
    this.#focusWanted = false;
    if (!this.#focused || this.#focused === this.#start) field.focus();
  }

  /** What stands in the element. */
  render(): TemplateResult {
    return html`<dialog
        part="dialog"
        aria-labelledby="title"
        aria-describedby="subtitle"
        @cancel=${this.#onCancel}
        @close=${this.#onClose}
      >
        ${this.#element.open ? this.#renderContent(this.#form?.render() ?? this.#waiting) : nothing}
      </dialog>
      ${this.#form?.renderBeside?.()}`;
  }

  /** What stands in the dialog while there is no form. */
  get #waiting(): DialogParts {
    const { text } = this.#host;
    const notLoaded = this.#notLoaded;
    return {
      body: html`<p role="status">${notLoaded ? nothing : text('loading')}</p>`,
      error: notLoaded ? text('formNotLoaded') : null,
      actions: notLoaded
        ? html`<button type="button" class="primary" @click=${this.#load}>${text('tryAgain')}</button>`
        : nothing,
    };
  }

  #renderContent({ subtitle, body, error, warning, aside, actions, note }: DialogParts): TemplateResult {
    const { text } = this.#host;
    const onSubmit = (event: SubmitEvent): void => {
      event.preventDefault();
      this.#form?.submit();
    };
    // Header and footer of the dialog are none of the page.
    return html`<form method="dialog" novalidate part="form" @submit=${onSubmit}>
      <header part="header" role="none">
        <div>
          <h2 id="title" tabindex="-1">${text(this.#parts.heading)}</h2>
          ${subtitle ? html`<p id="subtitle">${subtitle}</p>` : nothing}
        </div>
        <button type="button" class="plain icon close" aria-label=${text('close')} @click=${this.#dismiss}>
          ${closeIcon}
        </button>
      </header>
      <div class="body" part="body">${body}</div>
      <div class="messages">
        <div role="alert">${error ? renderNotice('error', error) : nothing}</div>
        ${warning}
        <div role="status">
          ${this.#discardWarned ? renderNotice('warning', text('discardHint')) : nothing}
        </div>
      </div>
      <footer part="footer" role="none">
        ${aside}
        <button type="button" @click=${this.#dismiss}>${text('cancel')}</button>
        ${actions}
      </footer>
      ${note ? html`<p class="note" part="note">${note}</p>` : nothing}
    </form>`;
  }

  /** The user closes the dialog on purpose. */
  readonly #dismiss = (): void => {
    this.#element.close();
  };

  /** Escape: a slip of the hand must not cost a typed key, so the first one only warns. */
  readonly #onCancel = (event: Event): void => {
    if (event.target !== this.#dialog) return;
    event.preventDefault();
    if (!this.#form?.dirty || this.#discardWarned) return this.#dismiss();
    this.#discardWarned = true;
    this.#element.requestUpdate();
  };

  /** The browser closes a dialog by itself when Escape is pressed twice in a row; it says so in a later task. */
  readonly #onClose = (event: Event): void => {
    if (event.target === this.#dialog && !this.#dialog?.open) this.#dismiss();
  };

  readonly #wipe = (): void => {
    this.#form?.clear();
  };
}

/**
 * The browser's own events that carry what is typed or pasted, and would leave the shadow root with it. Also a page
 * that has shortcuts of single keys sees only the dialog as their target, and not that somebody is typing.
 */
const TELLTALE = [
  'beforeinput',
  'input',
  'keydown',
  'keypress',
  'keyup',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'paste',
  'copy',
  'cut',
  'drop',
];

const stop = (event: Event): void => event.stopPropagation();
