import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { OnDemand } from '../api/on-demand.js';
import type { Labels } from '../locales/en.js';
import type { DialogForm, DialogParts, FormClass, FormHost } from './dialog-form.js';
import { FocusKeeper } from './focus-keeper.js';
import { closeIcon } from './icons.js';
import { addStyles } from './later-styles.js';
import { renderNotice } from './notice.js';
import { SourceElement } from './source-element.js';

/**
 * A modal form over one data source, on the native `<dialog>`. The form is loaded when the dialog is first opened, if it
 * is not there by then. What was typed is wiped when it closes, when it leaves the page and when the page is left.
 */
export abstract class DialogElement<H extends FormHost = FormHost> extends SourceElement {
  /** Whether the dialog is shown. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** The connection that it is about, if it is about one. */
  abstract credentialId: string | undefined;

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @query('#title') private readonly titleElement!: HTMLElement | null;
  @query('.close') private readonly closeButton!: HTMLElement | null;
  @state() private discardWarned = false;
  @state() private notLoaded = false;

  #form: DialogForm | undefined;
  #focusWanted = false;
  /** What has the focus as long as the user goes nowhere. */
  #start: Element | null = null;

  constructor() {
    super();
    new FocusKeeper(this, () => (this.#start = this.closeButton));
  }

  /** What the dialog is called. */
  protected abstract readonly heading: keyof Labels;

  /** What stands in it. */
  protected abstract readonly formClass: OnDemand<FormClass<H>>;

  /** @param host what every form is given. */
  protected abstract hostOfForm(host: FormHost): H;

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
    if (this.open) {
      this.#prepare(changed.has('open'));
    } else if (changed.has('open') && this.hasUpdated) {
      this.#form?.abort();
      // While the inputs are still there: the next render takes them away.
      this.#wipe();
    }
  }

  /** Has the form made, or loaded. */
  #prepare(opening: boolean): void {
    const Form = this.formClass.part;
    const arrived = Form && !this.#form;
    if (arrived) {
      this.#form = new Form(this.hostOfForm(this.#host));
      addStyles(this, Form.styles);
    }
    if (this.#form) {
      if (opening || arrived) this.#form.opened?.();
    } else if (opening) {
      this.#load();
    }
  }

  readonly #load = (): void => {
    this.notLoaded = false;
    this.formClass.load().then(
      () => this.requestUpdate(),
      () => (this.notLoaded = true),
    );
  };

  get #host(): FormHost {
    return {
      element: this,
      text: this.text,
      store: () => this.consumer.store,
      state: () => this.sourceState,
      credentialId: () => this.credentialId,
      label: (source) => this.label(source),
      offers: (action) => this.offers(action),
      refusal: (action, credentialId) => this.refusal(action, credentialId),
    };
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { dialog } = this;
    if (dialog && dialog.open !== this.open) {
      if (this.open) {
        this.discardWarned = false;
        this.#focusWanted = true;
        dialog.showModal();
        // Not "Close", on which a key that is still held down, or pressed again, would land.
        this.titleElement?.focus();
        this.#start = this.titleElement;
      } else {
        dialog.close();
        this.dispatchEvent(new Event('close'));
      }
    }
    this.#focusFirstField();
  }

  get #focused(): Element | null {
    return (this.renderRoot as ShadowRoot).activeElement;
  }

  /** As soon as there are fields, unless the user went somewhere by then. */
  #focusFirstField(): void {
    const field = this.dialog?.querySelector<HTMLElement>('input:not([type=radio]), input:checked, select');
    if (!field || !this.#focusWanted) return;
    this.#focusWanted = false;
    if (!this.#focused || this.#focused === this.#start) field.focus();
  }

  protected override render(): TemplateResult {
    return html`<dialog
        part="dialog"
        aria-labelledby="title"
        aria-describedby="subtitle"
        @cancel=${this.#onCancel}
        @close=${this.#onClose}
      >
        ${this.open ? this.#renderContent(this.#form?.render() ?? this.#waiting) : nothing}
      </dialog>
      ${this.#form?.renderBeside?.()}`;
  }

  /** What stands in the dialog while there is no form. */
  get #waiting(): DialogParts {
    const { notLoaded } = this;
    return {
      body: html`<p role="status">${notLoaded ? nothing : this.text('loading')}</p>`,
      error: notLoaded ? this.text('formNotLoaded') : null,
      actions: notLoaded
        ? html`<button type="button" class="primary" @click=${this.#load}>${this.text('tryAgain')}</button>`
        : nothing,
    };
  }

  #renderContent({ subtitle, body, error, warning, aside, actions, note }: DialogParts): TemplateResult {
    const onSubmit = (event: SubmitEvent): void => {
      event.preventDefault();
      this.#form?.submit();
    };
    // Header and footer of the dialog are none of the page.
    return html`<form method="dialog" novalidate part="form" @submit=${onSubmit}>
      <header part="header" role="none">
        <div>
          <h2 id="title" tabindex="-1">${this.text(this.heading)}</h2>
          ${subtitle ? html`<p id="subtitle">${subtitle}</p>` : nothing}
        </div>
        <button
          type="button"
          class="plain icon close"
          aria-label=${this.text('close')}
          @click=${this.#dismiss}
        >
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
      <footer part="footer" role="none">
        ${aside}
        <button type="button" @click=${this.#dismiss}>${this.text('cancel')}</button>
        ${actions}
      </footer>
      ${note ? html`<p class="note" part="note">${note}</p>` : nothing}
    </form>`;
  }

  /** The user closes the dialog on purpose. */
  readonly #dismiss = (): void => {
    this.close();
  };

  /** Escape: a slip of the hand must not cost a typed key, so the first one only warns. */
  readonly #onCancel = (event: Event): void => {
    if (event.target !== this.dialog) return;
    event.preventDefault();
    if (this.#form?.dirty && !this.discardWarned) this.discardWarned = true;
    else this.#dismiss();
  };

  /** The browser closes a dialog by itself when Escape is pressed twice in a row; it says so in a later task. */
  readonly #onClose = (event: Event): void => {
    if (event.target === this.dialog && !this.dialog?.open) this.#dismiss();
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
