import { html, type TemplateResult } from 'lit';
import { OnDemand } from '../api/on-demand.js';
import type { FlowController } from '../controllers/flow-controller.js';
import type { Labels } from '../locales/en.js';
import type { ActivationGuard } from './activation-guard.js';
import { addStyles } from './later-styles.js';
import { renderNotice } from './notice.js';

type Text = (key: keyof Labels, values?: Record<string, string | number>) => string;

/** What is shown of a flow: loaded with the first one, or ahead. */
export const flowDetails = new OnDemand(() => import('./flow-details.js'));

/**
 * What the user sees of an authorization in another window or on another page: what is happening and what they can do,
 * and after it ended why it failed and what to do about it. A success shows itself, as a connection.
 *
 * @param guard that of the element; keeps a press that was meant for another page from beginning again.
 * @param source the data source's name.
 */
export function renderFlowStatus(
  flows: FlowController,
  guard: ActivationGuard,
  source: string,
  text: Text,
): TemplateResult {
  const { part } = flowDetails;
  const { error } = flows;
  if (flows.flow ?? flows.outcome) {
    if (part) addStyles(guard.host, part.styles);
    else
      flowDetails.load().then(
        () => flows.requestUpdate(),
        () => undefined,
      );
  }
  return html`<div class="flow-status" part="status">
    <div role="status" class="visually-hidden">${part?.announcement(flows, source, text)}</div>
    ${
      part
        ? part.renderFlowDetails(flows, guard, source, text)
        : // Why nothing more can be loaded, perhaps.
          error && renderNotice('error', error.message, 'alert')
    }
  </div>`;
}
