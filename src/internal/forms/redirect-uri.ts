import { html, nothing, type TemplateResult } from 'lit';
import { checkIcon, copyIcon, infoIcon } from '../form-icons.js';
import { renderNotice } from '../notice.js';
import { shownText } from '../shown-text.js';
import type { Labels } from '../../locales/en.js';

/** Whether the last press of "Copy" worked. */
export type CopyState = 'idle' | 'copied' | 'failed';

/** What the box needs. */
export interface RedirectUriParts {
  uri: string;
  /** Whether the server brings an OAuth client of its own. */
  hasSystemClient: boolean;
  copyState: CopyState;
  onCopy: () => void;
  text: (key: keyof Labels) => string;
}

/** The box that shows the redirect URI to register with the provider. */
export function renderRedirectUri({
  uri,
  hasSystemClient,
  copyState,
  onCopy,
  text,
}: RedirectUriParts): TemplateResult {
  // Without CONSOLE_API_URL the server sends a relative address, which every provider refuses (contract 1.5).
  const relative = !/^https?:/.test(uri);
  return html`<div class="notice redirect" part="redirect-uri">
      ${infoIcon}
      <div class="text">
        <p id="redirect-hint">${text(hasSystemClient ? 'redirectUriHint' : 'redirectUriHintNoSystem')}</p>
        <div class="uri">
          <code tabindex="0" aria-labelledby="redirect-hint">${shownText(uri)}</code>
          <button type="button" @click=${onCopy}>
            ${copyState === 'copied' ? checkIcon : copyIcon}${text(copyState === 'copied' ? 'copied' : 'copy')}
          </button>
        </div>
        <p role="status">
          ${copyState === 'failed' ? text('copyFailed') : copyState === 'copied' ? html`<span class="visually-hidden">${text('copied')}</span>` : nothing}
        </p>
      </div>
    </div>
    ${relative ? renderNotice('warning', text('redirectUriRelative')) : nothing}`;
}
