import { html, nothing, type TemplateResult } from 'lit';
import type { FlowController } from '../controllers/flow-controller.js';
import type { Labels } from '../locales/en.js';
import { alertIcon, closeIcon } from './icons.js';
import { spinner } from './notice.js';

type Text = (key: keyof Labels, values?: Record<string, string | number>) => string;

/**
 * What the user sees of an authorization in another window: what is happening and what they can do, and after it
 * ended why it failed. A success shows itself, as a connection.
 *
 * @param source the data source's name.
 */
export function renderFlowStatus(flows: FlowController, source: string, text: Text): TemplateResult {
  return html`<div class="flow-status" part="status">
    <div role="status" class="visually-hidden">${announcement(flows, source, text)}</div>
    ${flows.flow ? renderRunning(flows, source, text) : renderEnded(flows, source, text)}
  </div>`;
}

function announcement({ flow, outcome }: FlowController, source: string, text: Text): string {
  if (flow) return headline(flow.state, source, text);
  if (outcome?.status === 'authorized') return text('authorizedNotice', { source });
  return outcome?.status === 'cancelled' ? text('cancelledNotice', { source }) : '';
}

function headline(state: NonNullable<FlowController['flow']>['state'], source: string, text: Text): string {
  if (state.phase === 'opening') return text('openingWindow');
  if (state.phase === 'settled') return '';
  if (state.notFoundYet) return text('notFoundYet');
  return text(state.windowClosed ? 'windowClosedTitle' : 'waitingTitle', { source });
}

function renderRunning(
  { flow }: FlowController,
  source: string,
  text: Text,
): TemplateResult | typeof nothing {
  if (!flow || flow.state.phase === 'settled') return nothing;
  const waiting = flow.state.phase === 'waiting';
  return html`<div class="notice running">
    ${spinner}
    <div class="text">
      <p>${headline(flow.state, source, text)}</p>
      <div class="actions">
        ${
          waiting
            ? html`<button type="button" @click=${() => flow.reopen()}>${text('reopenWindow')}</button>
                <button type="button" @click=${() => flow.confirm()}>${text('finished')}</button>`
            : nothing
        }
        <button type="button" class="plain" @click=${() => flow.cancel()}>${text('cancel')}</button>
      </div>
    </div>
  </div>`;
}

function renderEnded(flows: FlowController, source: string, text: Text): TemplateResult | typeof nothing {
  const { outcome, error } = flows;
  if (!outcome || outcome.status === 'authorized') return nothing;
  return html`<div class=${error ? 'notice error' : 'notice'} role=${error ? 'alert' : nothing}>
    ${alertIcon}
    <span class="text">${error ? error.message : text('cancelledNotice', { source })}</span>
    <button
      type="button"
      class="plain icon dismiss"
      aria-label=${text('dismiss')}
      @click=${() => flows.dismiss()}
    >
      ${closeIcon}
    </button>
  </div>`;
}
