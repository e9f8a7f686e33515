import { html, nothing, type TemplateResult } from 'lit';
import type { DatasourceCredential } from '../../api/types.js';
import { alertIcon } from '../../internal/icons.js';
import { renderPicture } from '../../internal/picture.js';
import { safeImage } from '../../internal/safe-url.js';
import type { Labels } from '../../locales/en.js';
import type { CredentialMark } from '../../store/credential-statuses.js';

/** What the row needs of its element. */
export interface RowParts {
  readonly text: (key: keyof Labels) => string;
  /** Where the API is, whose pictures are trusted. */
  readonly apiOrigin: string;
  /** A picture that could not be loaded. */
  readonly brokenAvatar: string | null;
  readonly onBrokenAvatar: (url: string | null) => void;
}

/** Who the connection is, and whether it works. */
export function renderIdentity(
  credential: DatasourceCredential,
  mark: CredentialMark | undefined,
  parts: RowParts,
): TemplateResult {
  const { name, type, is_default: isDefault, visibility } = credential;
  const { text } = parts;
  const badge = (key: keyof Labels): TemplateResult =>
    html`<span class="badge" part="badge">${text(key)}</span>`;
  const typeText = type === 'oauth2' ? text('oauth') : type === 'api-key' ? text('apiKey') : type;
  return html`${renderAvatar(credential, parts)}
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

function renderAvatar(
  { type, name, avatar_url: avatar }: DatasourceCredential,
  { apiOrigin, brokenAvatar, onBrokenAvatar }: RowParts,
): TemplateResult | typeof nothing {
  if (type === 'api-key') return nothing;
  const url = safeImage(avatar, apiOrigin);
  return renderPicture('avatar', url === brokenAvatar ? null : url, name, () => onBrokenAvatar(url));
}

/** What is wrong with a connection, and the button that mends it. */
export function renderRepair(message: string, action: string | null, onRepair: () => void): TemplateResult {
  return html`<p class="notice warning repair">
    ${alertIcon}<span class="text">${message}</span>
    ${action ? html`<button type="button" @click=${onRepair}>${action}</button>` : nothing}
  </p>`;
}
