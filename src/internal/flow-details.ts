import { html, nothing, type TemplateResult } from 'lit';
import type { FlowController } from '../controllers/flow-controller.js';
import type { Labels } from '../locales/en.js';
import type { ActivationGuard } from './activation-guard.js';
import { flowDetailsStyles } from './flow-details.styles.js';
import { alertIcon, closeIcon } from './icons.js';
import { spinner } from './notice.js';
import { shownMessage } from './shown-text.js';

/** How it looks. */
export const styles = [flowDetailsStyles];

type Text = (key: keyof Labels, values?: Record<string, string | number>) => string;
type Flow = NonNullable<FlowController['flow']>;

/** One thing that the user can do about a flow. */
interface FlowAction {
  readonly label: keyof Labels;
  readonly run: () => void;
}

/** What is shown of the flow that is under way, or of how the last one ended. */
export function renderFlowDetails(
  flows: FlowController,
  guard: ActivationGuard,
  source: string,
  text: Text,
): TemplateResult | typeof nothing {
  return flows.flow ? renderRunning(flows.flow, source, text) : renderEnded(flows, guard, source, text);
}

/** What is spoken of it. */
export function announcement({ flow, outcome }: FlowController, source: string, text: Text): string {
  if (flow) return headline(flow, source, text);
  if (outcome?.status === 'authorized') return text('authorizedNotice', { source });
  return outcome?.status === 'cancelled' ? cancelNotice(outcome.reason, source, text) : '';
}

function headline({ state, mode }: Flow, source: string, text: Text): string {
  if (state.phase === 'opening') return text('openingWindow');
  if (state.phase === 'settled') return '';
  if (state.blocked) return shownMessage(state.blocked.message);
  if (state.notChecked) return text('notChecked', { source });
  if (state.notFoundYet)
    return text(mode === 'popup' && !state.windowClosed ? 'notFoundYet' : 'notFoundAfterReturn');
  if (state.windowClosed) return text(mode === 'popup' ? 'windowClosedTitle' : 'returnedTitle', { source });
  return text(mode === 'popup' ? 'waitingTitle' : 'leavingTitle', { source });
}

function renderRunning(flow: Flow, source: string, text: Text): TemplateResult | typeof nothing {
  if (flow.state.phase === 'settled') return nothing;
  const actions: FlowAction[] = [];
  if (flow.state.phase === 'waiting') {
    if (flow.reopenable) {
      const label = flow.mode === 'popup' ? 'reopenWindow' : 'goThereAgain';
      actions.push({ label, run: () => flow.reopen() });
    }
    actions.push({ label: 'finished', run: () => flow.confirm() });
  }
  return html`<div class="notice running">
    ${spinner}
    <div class="text">
      <p>${headline(flow, source, text)}</p>
      ${flow.host ? html`<p class="host">${flow.host}</p>` : nothing}
      <div class="actions">
        ${renderActions(actions, text)}
        <button type="button" class="plain" @click=${() => flow.cancel()}>${text('cancel')}</button>
      </div>
    </div>
  </div>`;
}

function renderEnded(
  flows: FlowController,
  guard: ActivationGuard,
  source: string,
  text: Text,
): TemplateResult | typeof nothing {
  const { outcome, error } = flows;
  if (!outcome || outcome.status === 'authorized') return nothing;
  const words =
    outcome.status === 'failed'
      ? shownMessage(outcome.error.message)
      : cancelNotice(outcome.reason, source, text);
  const actions = actionsAfter(flows, guard);
  return html`<div class=${error ? 'notice error' : 'notice'} role=${error ? 'alert' : nothing}>
    ${alertIcon}
    <div class="text">
      ${words} ${actions.length ? html`<div class="actions">${renderActions(actions, text)}</div>` : nothing}
    </div>
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

/** What helps after a flow that did not succeed. What the user gave up needs nothing. */
function actionsAfter(flows: FlowController, guard: ActivationGuard): readonly FlowAction[] {
  const { outcome, error } = flows;
  const begin = (options?: Parameters<FlowController['again']>[0]) => (): void =>
    guard.run(() => flows.again(options));
  const again: FlowAction = { label: 'tryAgain', run: begin() };
  if (outcome?.status === 'cancelled') return outcome.reason === 'window_closed' ? [again] : [];
  if (error?.code === 'popup_blocked') {
    const open: FlowAction = { ...again, label: 'openWindow' };
    // Leaving the page may lose what else the user has on it, so they are asked for one more click first.
    if (!flows.blockedAgain) return [open];
    return [{ label: 'continueInTab', run: begin({ flow: 'redirect' }) }, open];
  }
  if (error?.code === 'flow_in_progress') return [{ label: 'continueHere', run: begin({ takeOver: true }) }];
  return error?.retryable ? [again] : [];
}

function renderActions(actions: readonly FlowAction[], text: Text): readonly TemplateResult[] {
  return actions.map(({ label, run }) => html`<button type="button" @click=${run}>${text(label)}</button>`);
}

function cancelNotice(reason: string, source: string, text: Text): string {
  return text(reason === 'taken_over' ? 'takenOverNotice' : 'cancelledNotice', { source });
}
