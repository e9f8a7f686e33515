import type { TemplateResult } from 'lit';
import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import { offersApiKey, offersOAuth } from '../../internal/connect-steps.js';
import { editIcon, keyIcon, refreshIcon, starIcon, trashIcon } from '../../internal/icons.js';
import type { DatasourceAction } from '../../store/refusals.js';

/** One thing that can be done to a connection; the action is the key of its text. */
export interface CredentialAction {
  readonly action: 'setAsDefault' | 'rename' | 'edit' | 'reauthorize' | 'remove';
  readonly icon: TemplateResult;
  /** Why the server does not let this user, or `null`. */
  readonly refusal: string | null;
}

/** What the page and the server let the user do. */
export interface Permissions {
  readonly offers: (action: DatasourceAction) => boolean;
  readonly refusal: (action: DatasourceAction) => string | null;
}

/** What can be done to a connection, in the order of the menu. */
export function actionsFor(
  source: DatasourceAuth,
  { type, is_default: isDefault }: DatasourceCredential,
  { offers, refusal }: Permissions,
): readonly CredentialAction[] {
  const byKey = type === 'api-key' && offersApiKey(source);
  const byOAuth = type !== 'api-key' && offersOAuth(source);
  const all: (CredentialAction & { readonly needs: DatasourceAction; readonly fits: boolean })[] = [
    { action: 'setAsDefault', icon: starIcon, needs: 'manage', fits: !isDefault, refusal: null },
    { action: 'rename', icon: editIcon, needs: 'manage', fits: true, refusal: null },
    { action: 'edit', icon: keyIcon, needs: 'manage', fits: byKey, refusal: null },
    { action: 'reauthorize', icon: refreshIcon, needs: 'reauthorize', fits: byOAuth, refusal: null },
    { action: 'remove', icon: trashIcon, needs: 'manage', fits: true, refusal: null },
  ];
  return all
    .filter(({ needs, fits }) => fits && offers(needs))
    .map(({ action, icon, needs }) => ({ action, icon, refusal: refusal(needs) }));
}

/** The one that makes a connection work again. */
export function repairOf(actions: readonly CredentialAction[]): CredentialAction | undefined {
  return actions.find(({ action, refusal }) => !refusal && (action === 'edit' || action === 'reauthorize'));
}
