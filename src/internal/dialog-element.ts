import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { closeIcon } from './icons.js';
import { languageOf } from './language.js';
import { renderNotice } from './notice.js';
import { SchemaForm } from './schema-form.js';
import { SourceElement } from './source-element.js';

/** The parts of a dialog that differ. */
export interface DialogParts {
  title: string;
  subtitle?: string | undefined;
  body: unknown;
  /** The message of what went wrong, shown above the buttons. */
  error: string | null;
  /** What the user is told besides. */
  warning?: unknown;
  actions: unknown;
  note?: unknown;
}

/**
 * A modal form over one data source, on the native `<dialog>`. What was typed is wiped when it closes, when it leaves
 * the page and when the page is left.
 */
export abstract class DialogElement extends SourceElement {
  /** Whether the dialog is shown. */
  @property({ type: Boolean, reflect: true }) open = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @state() private discardWarned = false;

  #focusWanted = false;

  protected readonly form = new SchemaForm(this, {
    text: this.text,
    language: () => languageOf(this),
  });

  /** Shows the dialog. */
  show(): void {
    this.open = true;
  }

  /** Closes the dialog and forgets what was typed. Fires `close`. */
  close(): void {
    this.open = false;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    for (const type of TELLTALE) root.addEventListener(type, stop);
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#wipe);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#wipe);
    this.#wipe();
    this.open = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('open') || this.open || !this.hasUpdated) return;
    this.abort();
    // While the inputs are still there: the next render takes them away.
    this.#wipe();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { dialog } = this;
    if (dialog && dialog.open !== this.open) {
      if (this.open) {
        this.discardWarned = false;
        this.#focusWanted = true;
        dialog.showModal();
      } else {
        dialog.close();
        this.dispatchEvent(new Event('close'));
      }
    }
    this.#focusFirstField();
  }

  /** As soon as there are fields, unless the user went somewhere by then. */
  #focusFirstField(): void {
    const field = this.dialog?.querySelector<HTMLElement>('input:not([type=radio]), input:checked, select');
    if (!field || !this.#focusWanted) return;
    this.#focusWanted = false;
    const { activeElement } = this.renderRoot as ShadowRoot;
    if (!activeElement?.matches('input, select, a')) field.focus();
  }

  /** Called on Enter and by the main button. */
  protected abstract submit(): void;

  /** Called when the dialog is closed, perhaps while it is at work: gives that up and forgets what went wrong. */
  protected abstract abort(): void;

  protected renderDialog(parts: DialogParts): TemplateResult {
    const { title, subtitle, body, error, warning, actions, note } = parts;
    const onSubmit = (event: SubmitEvent): void => {
      event.preventDefault();
      this.submit();
    };
    // Header and footer of the dialog are none of the page.
    return html`<form method="dialog" novalidate part="form" @submit=${onSubmit}>
      <header part="header" role="none">
        <div>
          <h2 id="title">${title}</h2>
          ${subtitle ? html`<p id="subtitle">${subtitle}</p>` : nothing}
        </div>
        <button type="button" class="plain icon" aria-label=${this.text('close')} @click=${this.dismiss}>
          ${closeIcon}
        </button>
      </header>
      <div class="body" part="body">${body}</div>
      <div class="messages">
        <div role="alert">${error ? renderNotice('error', error) : nothing}</div>
        ${warning}
        <div role="status">
          ${this.discardWarned ? renderNotice('warning', this.text('discardHint')) : nothing}
        </div>
      </div>
      <footer part="footer" role="none">${actions}</footer>
      ${note ? html`<p class="note" part="note">${note}</p>` : nothing}
    </form>`;
  }

  protected override render(): TemplateResult {
    return html`<dialog
      part="dialog"
      aria-labelledby="title"
      aria-describedby="subtitle"
      @cancel=${this.#onCancel}
      @close=${this.#onClose}
    >
      ${this.open ? this.renderContent() : nothing}
    </dialog>`;
  }

  /** The dialog's content, by {@link renderDialog}; only rendered while it is open. */
  protected abstract renderContent(): TemplateResult;

  /** The user closes the dialog on purpose. */
  protected readonly dismiss = (): void => {
    this.close();
  };

  /** Escape: a slip of the hand must not cost a typed key, so the first one only warns. */
  readonly #onCancel = (event: Event): void => {
    if (event.target !== this.dialog) return;
    event.preventDefault();
    if (this.form.dirty && !this.discardWarned) this.discardWarned = true;
    else this.dismiss();
  };

  /** The browser closes a dialog by itself when Escape is pressed twice in a row; it says so in a later task. */
  readonly #onClose = (event: Event): void => {
    if (event.target === this.dialog && !this.dialog?.open) this.dismiss();
  };

  readonly #wipe = (): void => {
    this.form.clear();
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
