import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { DatasourceCredential } from '../../api/types.js';
import { renderPicture } from '../../internal/picture.js';
import { safeImage } from '../../internal/safe-url.js';
import { SourceElement } from '../../internal/source-element.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { credentialStyles } from './datasource-credential.styles.js';

/**
 * One connection to a data source: its name, how it was made, whether it is the default one, and its status. Shows
 * nothing while the list is loading or when the server does not list the connection.
 *
 * @tag datasource-credential
 * @csspart row - Everything.
 * @csspart avatar - The account's picture or initial.
 * @csspart name - The connection's name.
 * @csspart badge - "Default", "Only me".
 * @csspart status - The status.
 */
export class DatasourceCredentialElement extends SourceElement {
  static override styles = [tokens, controls, credentialStyles];

  /** The connection's id. */
  @property({ attribute: 'credential-id' }) credentialId = '';

  @state() private brokenAvatar: string | null = null;

  protected override render() {
    const state = this.sourceState;
    if (state.status !== 'ready') return nothing;
    const credential = state.source.credentials_list.find(({ id }) => id === this.credentialId);
    return credential ? this.#renderRow(credential) : nothing;
  }

  #renderRow(credential: DatasourceCredential): TemplateResult {
    const { name, type, is_default: isDefault, visibility } = credential;
    const typeText = type === 'oauth2' ? this.text('oauth') : type === 'api-key' ? this.text('apiKey') : type;
    return html`<div class="row" part="row">
      ${this.#renderAvatar(credential)}
      <div class="identity">
        <bdi class="name" part="name" title=${name}>${name}</bdi>
        ${isDefault ? html`<span class="badge" part="badge">${this.text('default')}</span>` : nothing}
        ${visibility === 'only_me' ? html`<span class="badge" part="badge">${this.text('private')}</span>` : nothing}
      </div>
      <span class="type">${typeText}</span>
      <span class="status" part="status"
        ><span class="dot" aria-hidden="true"></span>${this.text('connected')}</span
      >
    </div>`;
  }

  #renderAvatar({ type, name, avatar_url: avatar }: DatasourceCredential): TemplateResult | typeof nothing {
    if (type !== 'oauth2') return nothing;
    const url = safeImage(avatar, this.consumer.store?.apiOrigin ?? location.origin);
    return renderPicture(
      'avatar',
      url === this.brokenAvatar ? null : url,
      name,
      () => (this.brokenAvatar = url),
    );
  }
}
