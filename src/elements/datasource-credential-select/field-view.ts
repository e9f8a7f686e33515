import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { chevronIcon } from '../../internal/icons.js';
import { renderNotice } from '../../internal/notice.js';
import type { Option } from './options.js';

/** What the field itself shows. */
export interface FieldParts {
  /** A label above it; empty for none. */
  readonly caption: string;
  /** Its accessible name. */
  readonly name: string;
  readonly options: readonly Option[];
  /** Whether there is nothing to choose; it can still be found, and be told what is wrong. */
  readonly fixed: boolean;
  readonly loading: boolean;
  readonly disabled: boolean;
  readonly required: boolean;
  /** What is wrong, to be said now. */
  readonly problem: string | null;
  /** What to do, while nothing is wrong. */
  readonly hint: string | null;
  readonly onInput: (event: Event) => void;
  readonly onChange: (event: Event) => void;
}

/** The native select, with its label above and what is wrong with the choice below. */
export function renderField(parts: FieldParts): TemplateResult {
  const { caption, problem, hint } = parts;
  return html`${caption ? html`<label for="select" part="label"><bdi>${caption}</bdi></label>` : nothing}
    ${renderSelect(parts)}
    <div id="message" part="message" role="status">
      ${problem ? renderNotice('error', problem) : hint ? html`<p class="hint">${hint}</p>` : nothing}
    </div>`;
}

function renderSelect(parts: FieldParts): TemplateResult {
  const { name, options, fixed, loading, disabled, required, problem, onInput, onChange } = parts;
  return html`<div class="box ${fixed ? 'fixed' : ''}">
    <select
      id="select"
      part="select"
      aria-label=${name}
      aria-describedby="message repair"
      aria-invalid=${problem ? 'true' : nothing}
      aria-disabled=${fixed ? 'true' : nothing}
      aria-busy=${loading ? 'true' : nothing}
      ?disabled=${disabled}
      ?required=${required}
      @input=${onInput}
      @change=${onChange}
    >
      ${repeat(
        options,
        ({ id }) => id,
        ({ id, text }) => html`<option value=${id}>${text}</option>`,
      )}
    </select>
    ${chevronIcon}
  </div>`;
}
