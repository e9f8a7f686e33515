import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { DatasourceCredential } from '../../api/types.js';
import type { AuthorizationOutcome } from '../../authorization/outcome.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import type { ConnectStep, StepHost } from '../../internal/connect-steps.js';
import { DialogSlot } from '../../internal/dialog-slot.js';
import { renderFlowStatus } from '../../internal/flow-status.js';
import { FocusKeeper } from '../../internal/focus-keeper.js';
import { moreIcon } from '../../internal/list-icons.js';
import { MenuSlot } from '../../internal/menu-slot.js';
import { Picture, pictureStyles } from '../../internal/picture.js';
import { shownMessage, shownText } from '../../internal/shown-text.js';
import { stepToRepair } from '../../internal/repair-step.js';
import { SourceElement } from '../../internal/source-element.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import type { CredentialAction } from './credential-actions.js';
import { credentialWork } from './credential-parts.js';
import { renderIdentity, renderRepair } from './credential-row.js';
import type { CredentialWork, FoundCredential } from './credential-work.js';
import { credentialStyles } from './datasource-credential.styles.js';

/**
 * One connection to a data source: its name, how it was made, whether it is the default one and whether it works, with
 * a menu to rename, repair and remove it. Changes show at once and are taken back when the server refuses them; a
 * removal can be undone for a few seconds. Shows nothing while the list is loading or when the server does not list
 * the connection.
 *
 * @tag datasource-credential
 * @csspart row - Everything but messages.
 * @csspart avatar - The account's picture or initials.
 * @csspart name - The connection's name.
 * @csspart badge - "Default", "Private", "Shared".
 * @csspart status - The status; also what is shown while the user authorizes in another window.
 * @csspart actions - The button of the menu.
 * @csspart menu - The menu.
 * @csspart rename - The field in which the name is edited.
 * @csspart removed - What stands in the row's place while a removal can be undone.
 * @csspart confirm - The question before a removal.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - The server confirmed a change.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before the user authorizes again, or a new key is saved; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - The connection was authorized again.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - Authorizing again, or saving a new key, failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave it up.
 */
export class DatasourceCredentialElement extends SourceElement {
  static override styles = [tokens, controls, pictureStyles, credentialStyles];

  /** The connection's id. */
  @property({ attribute: 'credential-id' }) credentialId = '';
  /** Leaves out what is shown during and after a flow, for a host that shows it itself. */
  @property({ type: Boolean, attribute: 'without-status' }) withoutStatus = false;

  readonly #avatar = new Picture(this, 'avatar');
  readonly #menu = new MenuSlot(this, 'end', () => (this.offers('manage') ? [credentialWork] : []));
  readonly #dialogs = new DialogSlot(this, () => this.focus());
  readonly #guard = new ActivationGuard(this);
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);
  #work: CredentialWork | undefined;
  /** Whether the authorization that is under way is about this connection, and how that ended. */
  #follows = false;
  #outcome: AuthorizationOutcome | null = null;

  constructor() {
    super();
    new FocusKeeper(this, () => this.#control);
  }

  /** Moves the focus to what the user would use next in this row. */
  override focus(options?: FocusOptions): void {
    this.#control?.focus(options);
  }

  get #control(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('#rename, #undo, #menu-button');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('credentialId')) {
      this.#work?.leave();
      this.#follows = false;
    }
    this.#followFlow();
  }

  /** The outcome of a flow does not say which connection it was about. */
  #followFlow(): void {
    const { flow, outcome } = this.#flows;
    if (flow) this.#follows = flow.credentialId === this.credentialId;
    else if (this.#follows) this.#outcome = outcome;
    this.#follows &&= flow !== null;
  }

  protected override render() {
    const found = this.#find();
    if (!found) return nothing;
    const { source, credential } = found;
    const failure = this.consumer.store?.failures.of(credential.id);
    const repair = stepToRepair(source, credential, this.#stepHost);
    return html`${
        this.consumer.store?.removals.has(credential.id)
          ? this.#renderRemoved(credential)
          : this.#renderRow(credential, repair)
      }
      <div role="alert">
        ${
          failure &&
          // Only what is loaded there can have failed.
          credentialWork.part?.renderFailure(failure, this.text('dismiss'), () =>
            this.#forgetFailure(credential.id),
          )
        }
      </div>
      ${
        !this.withoutStatus && (this.#follows || (this.#outcome && this.#outcome === this.#flows.outcome))
          ? renderFlowStatus(this.#flows, this.#guard, this.label(source), this.text)
          : nothing
      }
      ${this.#guard.render(this.text)} ${this.#work?.renderQuestion()}${this.#dialogs.render([repair?.opens])}`;
  }

  #renderRow(credential: DatasourceCredential, repair: ConnectStep | null): TemplateResult {
    const mark = this.consumer.store?.statusOf(credential);
    const hasMenu = this.offers('manage') || repair?.offered;
    const mend = repair?.offered && !repair.refusal ? repair : null;
    return html`<div class="row" part="row">
        ${
          this.#work?.isEditing
            ? this.#work.renderEditor(credential.name)
            : [
                renderIdentity(credential, mark, {
                  text: this.text,
                  avatar: this.#renderAvatar(credential),
                }),
                hasMenu ? this.#renderMenu(credential, repair) : nothing,
              ]
        }
      </div>
      ${
        mark?.status === 'needs-reauthorization'
          ? renderRepair(
              mark.message ? shownMessage(mark.message) : this.text('repairHint'),
              mend && this.text(mend.label),
              () => mend && this.#act(mend),
            )
          : nothing
      }`;
  }

  #renderAvatar({ type, name, avatar_url: avatar }: DatasourceCredential) {
    if (type === 'api-key') return nothing;
    return this.#avatar.render(avatar, this.consumer.store?.apiOrigin, shownText(name));
  }

  #renderMenu(credential: DatasourceCredential, repair: ConnectStep | null): TemplateResult {
    const label = this.text('actionsFor', { name: credential.name });
    return html`<button
        type="button"
        id="menu-button"
        part="actions"
        class="plain icon"
        aria-label=${label}
        aria-haspopup="menu"
        aria-expanded=${this.#menu.open}
        aria-controls="menu"
        popovertarget="menu"
        @keydown=${this.#menu.onButtonKeydown}
      >
        ${moreIcon}
      </button>
      ${this.#menu.render(
        label,
        this.#actions(credential, repair).map((action) => ({
          ...action,
          label: this.text(action.label),
          danger: action.label === 'remove',
          run: () => this.#act(action),
        })),
      )}`;
  }

  /** What can be done to the connection, while its menu is open. */
  #actions(credential: DatasourceCredential, repair: ConnectStep | null): readonly CredentialAction[] {
    if (!this.#menu.open) return [];
    const { part } = credentialWork;
    if (!part || !this.offers('manage')) return repair?.offered ? [repair] : [];
    this.#work ??= new part.CredentialWork({
      element: this,
      text: this.text,
      store: () => this.consumer.store,
      ref: () => this.ref,
      credentialId: () => this.credentialId,
      find: () => this.#find(),
      label: (source) => this.label(source),
    });
    return this.#work.actionsFor(credential, repair, this.#stepHost);
  }

  #renderRemoved({ id, name }: DatasourceCredential): TemplateResult {
    const { removals } = this.consumer.store ?? {};
    const canUndo = removals?.canUndo(id);
    return html`<div class="row removed" part="removed">
      <span class="text" role="status"
        >${this.text(canUndo ? 'removedNotice' : 'removingNotice', { name })}</span
      >
      <button type="button" id="undo" aria-disabled=${!canUndo} @click=${() => removals?.undo(id)}>
        ${this.text('undo')}
      </button>
    </div>`;
  }

  #find(): FoundCredential | null {
    const state = this.sourceState;
    if (state.status !== 'ready') return null;
    const credential = state.source.credentials_list.find(({ id }) => id === this.credentialId);
    return credential ? { ...state, credential } : null;
  }

  get #stepHost(): StepHost {
    return {
      authorize: (options) => this.#guard.begin(this.#flows, options),
      dialogs: this.#dialogs,
      offers: (action) => this.offers(action),
      refusal: (action, credentialId) => this.refusal(action, credentialId),
    };
  }

  /** Called in the click itself, as a window has to be. */
  #act({ run }: CredentialAction): void {
    this.#forgetFailure(this.credentialId);
    const { outcome } = this.#flows;
    run();
    // An authorization may fail before there is a flow, or before the next update sees it.
    const failed = this.#flows.outcome && this.#flows.outcome !== outcome;
    if (failed || this.#flows.flow?.credentialId === this.credentialId) this.#follows = true;
    this.requestUpdate();
  }

  #forgetFailure(credentialId: string): void {
    this.consumer.store?.failures.set(credentialId, null);
  }
}
