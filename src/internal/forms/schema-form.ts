import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { HIDDEN_VALUE, type FieldValue, type FieldValues, type FormField } from '../../api/types.js';
import type { Labels } from '../../locales/en.js';
import { localize } from '../../locales/format.js';
import { MAX_NAME } from '../connection-name.js';
import { externalIcon, eyeIcon, eyeOffIcon } from '../form-icons.js';
import { alertIcon } from '../icons.js';
import { safeLink } from '../safe-url.js';
import { shownMessage, shownText } from '../shown-text.js';

/** Stored values that the server sent along, secrets masked. */
export type StoredValues = Readonly<Record<string, FieldValue>>;

/** What the fields need of the element that shows them. */
export interface FieldsHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** How a form gets its texts. */
export interface FormTexts {
  text: (key: keyof Labels, values?: Record<string, string | number>) => string;
  language: () => string;
}

type Control = HTMLInputElement | HTMLSelectElement;

/**
 * A form built from the server's fields. Typed values live in the inputs only: they are read when they are posted and
 * wiped by {@link clear}.
 */
export class SchemaForm {
  readonly #host: FieldsHost;
  readonly #texts: FormTexts;
  readonly #errors = new Map<string, string>();
  readonly #revealed = new Set<string>();

  constructor(host: FieldsHost, texts: FormTexts) {
    this.#host = host;
    this.#texts = texts;
  }

  /** Whether the user typed or chose anything. */
  dirty = false;

  /** The fields as they stand in the dialog. */
  render(fields: readonly FormField[], stored: StoredValues = {}): TemplateResult[] {
    return fields.map((field, index) => this.#renderField(field, `field-${index}`, stored));
  }

  /** Marks what is missing and moves the focus to the first of it. `true` when nothing is. */
  validate(fields: readonly FormField[], stored: StoredValues = {}): boolean {
    this.#errors.clear();
    fields.forEach((field, index) => {
      const control = this.#control(index);
      if (control && field.name === NAME_FIELD && Array.from(control.value.trim()).length > MAX_NAME)
        this.#errors.set(field.name, this.#texts.text('nameTooLong', { count: MAX_NAME }));
      if (!control || !field.required || isStored(field, stored)) return;
      if (typeof valueOf(control) === 'string' && !control.value.trim()) {
        this.#errors.set(field.name, this.#texts.text('requiredField', { field: this.#label(field) }));
      }
    });
    this.#host.requestUpdate();
    const first = fields.findIndex(({ name }) => this.#errors.has(name));
    if (first >= 0) this.#control(first)?.focus();
    return first < 0;
  }

  /**
   * The values to post. Blank fields are left out; a stored secret that was not touched, and anything stored that the
   * form does not show, is `[__HIDDEN__]`, which the server understands as "keep it" (contract 1.6).
   */
  collect(fields: readonly FormField[], stored: StoredValues = {}): FieldValues {
    // The server wipes what is left out, so whatever is stored is kept unless the form says otherwise.
    const kept = Object.keys(stored).map((name) => [name, HIDDEN_VALUE] as const);
    // Without a prototype, since a field may be called `__proto__`.
    const values: FieldValues = Object.assign(Object.create(null), Object.fromEntries(kept));
    fields.forEach((field, index) => {
      const control = this.#control(index);
      if (!control) return;
      const value = valueOf(control);
      if (value !== '') values[field.name] = value;
      else if (!isStored(field, stored)) Reflect.deleteProperty(values, field.name);
    });
    return values;
  }

  /** Shows a message at a field, e.g. the server's, and moves the focus there. */
  setError(fields: readonly FormField[], name: string, message: string): void {
    this.#errors.set(name, shownMessage(message));
    this.#host.requestUpdate();
    this.#control(fields.findIndex((field) => field.name === name))?.focus();
  }

  /** Wipes every typed value from the inputs, which hold what they began with again: a page that was left may come back. */
  clear(): void {
    const inputs = 'input:not([type=radio], [type=checkbox])';
    for (const control of this.#host.renderRoot.querySelectorAll<HTMLInputElement>(inputs))
      control.value = control.defaultValue;
    this.#errors.clear();
    this.#revealed.clear();
    this.dirty = false;
    this.#host.requestUpdate();
  }

  #control(index: number): Control | null {
    return this.#host.renderRoot.querySelector<Control>(`#field-${index}`);
  }

  #label(field: FormField): string {
    return shownText(localize(field.label, this.#texts.language())).trim() || shownText(field.name);
  }

  #renderField(field: FormField, id: string, stored: StoredValues): TemplateResult {
    const { text } = this.#texts;
    const label = this.#label(field);
    const error = this.#errors.get(field.name);
    const control = this.#renderControl(field, id, stored);
    if (!control) {
      return html`<p class="notice" part="unsupported-field">
        ${alertIcon}<span class="text">${text('unsupportedField', { field: label, type: field.type })}</span>
      </p>`;
    }
    const required = field.required ? html`<span class="required" aria-hidden="true">*</span>` : nothing;
    const heading =
      field.type === 'boolean' ? nothing : html`<label for=${id}><bdi>${label}</bdi>${required}</label>`;
    return html`<div
      class="field"
      part="field"
      @input=${() => this.#onInput(field)}
      @change=${() => this.#onInput(field)}
    >
      ${heading}${control}
      <p class="field-error" id="${id}-error" ?hidden=${!error}>${error}</p>
      ${this.#renderHelp(field, id)}
    </div>`;
  }

  #renderControl(field: FormField, id: string, stored: StoredValues): TemplateResult | null {
    switch (field.type) {
      case 'text-input':
      case 'number-input':
        return this.#renderInput(field, id, stored, field.type === 'number-input' ? 'number' : 'text');
      case 'secret-input':
        return this.#renderSecret(field, id, stored);
      case 'select':
        return this.#renderSelect(field, id, stored);
      case 'boolean':
        return this.#renderCheckbox(field, id, stored);
      default:
        return null;
    }
  }

  #renderInput(
    field: FormField,
    id: string,
    stored: StoredValues,
    type: 'text' | 'number' | 'password',
  ): TemplateResult {
    const { text, language } = this.#texts;
    const secret = field.type === 'secret-input';
    const kept = isStored(field, stored);
    const value = String(storedValue(field, stored) ?? field.default ?? '');
    const initial = secret || value.length > MOST_IN_FIELD ? '' : value;
    const hint = shownText(localize(field.placeholder, language())) || text('pleaseEnter');
    // A password manager must neither fill nor keep an API key; most heed one of these attributes only.
    return html`<input
      class="control"
      id=${id}
      type=${type}
      .defaultValue=${initial}
      placeholder=${kept ? `${shownMessage(value)} · ${text('keepSecret')}` : hint}
      autocomplete=${secret ? 'new-password' : 'off'}
      autocapitalize="off"
      autocorrect="off"
      spellcheck="false"
      writingsuggestions="false"
      data-1p-ignore
      data-lpignore="true"
      data-bwignore
      data-form-type="other"
      ?required=${field.required && !kept}
      aria-invalid=${this.#errors.has(field.name) ? 'true' : nothing}
      aria-describedby="${id}-error ${id}-help"
    />`;
  }

  #renderSecret(field: FormField, id: string, stored: StoredValues): TemplateResult {
    const shown = this.#revealed.has(field.name);
    const label = this.#texts.text(shown ? 'hideValue' : 'showValue', { field: this.#label(field) });
    const toggle = (): void => {
      if (shown) this.#revealed.delete(field.name);
      else this.#revealed.add(field.name);
      this.#host.requestUpdate();
    };
    return html`<div class="secret">
      ${this.#renderInput(field, id, stored, shown ? 'text' : 'password')}
      <button type="button" class="plain icon" aria-label=${label} aria-pressed=${shown} @click=${toggle}>
        ${shown ? eyeOffIcon : eyeIcon}
      </button>
    </div>`;
  }

  #renderSelect(field: FormField, id: string, stored: StoredValues): TemplateResult {
    const initial = storedValue(field, stored) ?? field.default;
    const language = this.#texts.language();
    return html`<select
      class="control"
      id=${id}
      ?required=${field.required}
      aria-describedby="${id}-error ${id}-help"
      aria-invalid=${this.#errors.has(field.name) ? 'true' : nothing}
    >
      <option value="">${this.#texts.text('pleaseSelect')}</option>
      ${field.options.map(
        ({ value, label }) =>
          html`<option value=${value} .defaultSelected=${value === initial}>
            ${shownText(localize(label, language)) || shownText(value)}
          </option>`,
      )}
    </select>`;
  }

  #renderCheckbox(field: FormField, id: string, stored: StoredValues): TemplateResult {
    return html`<label class="checkbox">
      <input
        id=${id}
        type="checkbox"
        .defaultChecked=${Boolean(storedValue(field, stored) ?? field.default)}
        aria-describedby="${id}-help"
      />
      <bdi>${this.#label(field)}</bdi>
    </label>`;
  }

  #renderHelp(field: FormField, id: string): TemplateResult | typeof nothing {
    const link = safeLink(field.url);
    const help = shownText(localize(field.help, this.#texts.language()) || (link ?? ''));
    if (!help) return nothing;
    const shown = link
      ? html`<a href=${link} target="_blank" rel="noopener noreferrer"
          ><bdi>${help}</bdi>${externalIcon}<span class="visually-hidden">
            ${this.#texts.text('opensInNewTab')}</span
          ></a
        >`
      : help;
    return html`<p class="help" id="${id}-help">${shown}</p>`;
  }

  #onInput(field: FormField): void {
    this.dirty = true;
    if (this.#errors.delete(field.name)) this.#host.requestUpdate();
  }
}

/** The name under which forms keep the connection's own name (contract 2, reserved form keys). */
export const NAME_FIELD = '__name__';

/** Longest value that is put into a field, in UTF-16 units: with a megabyte of it a browser is busy for a minute. */
const MOST_IN_FIELD = 10_000;

/** Whether a value is kept at the server unless the user types another one. */
function isStored(field: FormField, stored: StoredValues): boolean {
  const value = storedValue(field, stored);
  return field.type === 'secret-input' ? Boolean(value) : String(value).length > MOST_IN_FIELD;
}

/** A field may be called as something that every object has, e.g. `constructor`. */
function storedValue({ name }: FormField, stored: StoredValues): FieldValue | undefined {
  return Object.hasOwn(stored, name) ? stored[name] : undefined;
}

function valueOf(control: Control): FieldValue {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') return control.checked;
  if (control instanceof HTMLInputElement && control.type === 'number' && control.value !== '')
    return control.valueAsNumber;
  return control.value;
}
