import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { BaseElement } from '../../internal/base-element.js';
import { offersApiKey } from '../../internal/connect-steps.js';
import { DialogSlot } from '../../internal/dialog-slot.js';
import { renderNotice, renderReason } from '../../internal/notice.js';
import { SourceElement } from '../../internal/source-element.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';

/**
 * "Add API Key": opens the dialog that connects a data source by API key.
 *
 * @tag datasource-api-key-button
 * @slot - The button's text, in place of "Add API Key".
 * @csspart button - The button.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before the key is saved; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - The connection was added.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - The connection was added.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - The server refused.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The dialog was closed during the saving.
 */
export class DatasourceApiKeyButtonElement extends SourceElement {
  static override shadowRootOptions = BaseElement.delegatingFocus;

  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: inline-block;
        vertical-align: middle;
      }

      button {
        inline-size: 100%;
      }

      .notice {
        margin-block-start: 8px;
      }
    `,
  ];

  /** Whether the button can be used. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  readonly #dialogs = new DialogSlot(this);

  protected override render() {
    const state = this.sourceState;
    const source = state.status === 'ready' ? state.source : null;
    const offered = source !== null && offersApiKey(source);
    const problem =
      state.status === 'error'
        ? state.error.message
        : source && !offered
          ? this.text('noApiKey', { source: this.label(source) })
          : null;
    const refusal = offered ? this.refusal('connect') : null;
    return html`<button
        type="button"
        part="button"
        class="secondary-accent"
        ?disabled=${this.disabled || !offered}
        aria-disabled=${refusal ? 'true' : nothing}
        aria-describedby=${refusal ? 'reason' : nothing}
        aria-busy=${state.status === 'loading' ? 'true' : nothing}
        @click=${refusal ? null : this.#onClick}
      >
        <slot>${this.text('addApiKey')}</slot>
      </button>
      ${renderReason(refusal)} ${problem ? renderNotice('error', problem, 'alert') : nothing}
      ${this.#dialogs.render(offered && !refusal ? ['api-key'] : [])}`;
  }

  #onClick(): void {
    this.#dialogs.request({ dialog: 'api-key' });
  }
}
