import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { checkIcon } from '../../internal/form-icons.js';
import { closeIcon } from '../../internal/icons.js';
import { MOST_SHOWN } from '../../internal/shown-text.js';
import type { Labels } from '../../locales/en.js';

/** What the editor needs of the row that it stands in. */
export interface RenameHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** How the editor speaks and what it asks. */
export interface RenameParts {
  readonly text: (key: keyof Labels, values?: Record<string, string>) => string;
  /** The message for a name that cannot be taken, or `null`. */
  readonly check: (name: string) => string | null;
  /** Called with a trimmed name that passed. */
  readonly onSave: (name: string) => void;
  readonly onCancel: () => void;
}

/** The field in which a connection is renamed in its row: Enter saves, Escape cancels. */
export class RenameEditor implements ReactiveController {
  /** Whether the name is being edited. */
  open = false;
  readonly #host: RenameHost;
  readonly #parts: RenameParts;
  #initial = '';
  #error: string | null = null;
  #focusWanted = false;

  constructor(host: RenameHost, parts: RenameParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  /**
   * @param error why the name that is shown was not taken, if that is why it is edited again.
   * @param focus whether the field gets the focus.
   */
  edit(name: string, error: string | null = null, focus = true): void {
    this.open = true;
    // One that is cut is too long to be saved, and the user is told so.
    this.#initial = name.slice(0, MOST_SHOWN);
    this.#error = error;
    this.#focusWanted = focus;
    this.#host.requestUpdate();
  }

  close(): void {
    this.open = false;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const input = this.#input;
    if (!this.#focusWanted || !input) return;
    this.#focusWanted = false;
    input.focus();
    input.select();
  }

  render(name: string): TemplateResult {
    const { text } = this.#parts;
    return html`<form part="rename" class="rename" @submit=${this.#onSubmit} @keydown=${this.#onKeydown}>
      <input
        id="rename"
        class="control"
        .defaultValue=${this.#initial}
        autocomplete="off"
        spellcheck="false"
        aria-label=${text('renameCredential', { name })}
        aria-invalid=${this.#error ? 'true' : nothing}
        aria-describedby="rename-error"
        @input=${this.#onInput}
      />
      <button class="plain icon" aria-label=${text('save')} title=${text('save')}>${checkIcon}</button>
      <button
        type="button"
        class="plain icon"
        aria-label=${text('cancel')}
        title=${text('cancel')}
        @click=${this.#parts.onCancel}
      >
        ${closeIcon}
      </button>
      <p id="rename-error" class="field-error" role="alert">${this.#error}</p>
    </form>`;
  }

  get #input(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector('#rename');
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = this.#input?.value.trim() ?? '';
    this.#error = this.#parts.check(name);
    if (!this.#error) return this.#parts.onSave(name);
    this.#input?.focus();
    this.#host.requestUpdate();
  };

  /** Stopped here, because a dialog of the page around would take Escape for itself. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#parts.onCancel();
  };

  readonly #onInput = (): void => {
    if (!this.#error) return;
    this.#error = null;
    this.#host.requestUpdate();
  };
}
