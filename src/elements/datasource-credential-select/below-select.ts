import { html, nothing, type TemplateResult } from 'lit';
import type { ConnectStep } from '../../internal/connect-steps.js';
import { plusIcon } from '../../internal/icons.js';
import { renderNotice } from '../../internal/notice.js';
import type { SourceElement } from '../../internal/source-element.js';
import type { Labels } from '../../locales/en.js';

type Text = (key: keyof Labels) => string;

/**
 * That the chosen connection does not work, with what makes it work again.
 *
 * @param after called when the user set it going.
 */
export function renderRepair(
  problem: string,
  step: ConnectStep | null,
  disabled: boolean,
  after: () => void,
  text: Text,
): TemplateResult {
  if (!step?.offered) return html`<div id="repair">${renderNotice('warning', problem)}</div>`;
  const { label, refusal, run } = step;
  const onClick = (): void => {
    if (refusal) return;
    run();
    after();
  };
  return html`<div id="repair">
      ${renderNotice(
        'warning',
        problem,
        nothing,
        html`<button
          type="button"
          ?disabled=${disabled}
          aria-disabled=${refusal ? 'true' : nothing}
          aria-describedby=${refusal ? 'repair-hint' : nothing}
          @click=${onClick}
        >
          ${text(label)}
        </button>`,
      )}
    </div>
    ${refusal ? html`<p class="hint" id="repair-hint">${refusal}</p>` : nothing}`;
}

/**
 * The button that adds a connection.
 *
 * @param first whether there is none yet.
 */
export function renderAdd(
  { pluginId, provider, source, allow }: SourceElement,
  first: boolean,
  disabled: boolean,
  text: Text,
): TemplateResult {
  return html`<datasource-connect-button
    add
    without-status
    part="add"
    class=${first ? 'first' : 'another'}
    plugin-id=${pluginId}
    provider=${provider}
    .source=${source}
    .allow=${allow}
    ?disabled=${disabled}
    >${first ? nothing : [html`<span slot="icon">${plusIcon}</span>`, text('addAnother')]}</datasource-connect-button
  >`;
}
