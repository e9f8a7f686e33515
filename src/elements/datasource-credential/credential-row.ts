import { html, nothing, type TemplateResult } from 'lit';
import type { DatasourceCredential } from '../../api/types.js';
import { alertIcon } from '../../internal/icons.js';
import { shownText } from '../../internal/shown-text.js';
import type { Labels } from '../../locales/en.js';
import type { CredentialMark } from '../../store/credential-statuses.js';

/** What the row needs of its element. */
export interface RowParts {
  readonly text: (key: keyof Labels) => string;
  /** The account's picture; one that was made with a key has none. */
  readonly avatar: TemplateResult | typeof nothing;
}

/** Who the connection is, and whether it works. */
export function renderIdentity(
  credential: DatasourceCredential,
  mark: CredentialMark | undefined,
  { text, avatar }: RowParts,
): TemplateResult {
  const { type, is_default: isDefault, visibility } = credential;
  const name = shownText(credential.name);
  const badge = (key: keyof Labels): TemplateResult =>
    html`<span class="badge" part="badge">${text(key)}</span>`;
  const typeText = type === 'oauth2' ? text('oauth') : type === 'api-key' ? text('apiKey') : shownText(type);
  return html`${avatar}
    <div class="identity">
      <bdi class="name" part="name" title=${name}>${name}</bdi>
      ${isDefault ? badge('default') : nothing}
      ${visibility ? badge(visibility === 'only_me' ? 'private' : 'shared') : nothing}
    </div>
    <span class="type">${typeText}</span>
    ${
      mark?.status === 'needs-reauthorization'
        ? html`<span class="status needs" part="status">${alertIcon}${text('needsReauthorization')}</span>`
        : html`<span class="status" part="status"
            ><span class="dot" aria-hidden="true"></span>${text('connected')}</span
          >`
    }`;
}

/** What is wrong with a connection, and the button that mends it. */
export function renderRepair(message: string, action: string | null, onRepair: () => void): TemplateResult {
  return html`<p class="notice warning repair">
    ${alertIcon}<span class="text">${message}</span>
    ${action ? html`<button type="button" @click=${onRepair}>${action}</button>` : nothing}
  </p>`;
}
