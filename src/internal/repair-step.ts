import type { DatasourceAuth, DatasourceCredential } from '../api/types.js';
import type { Labels } from '../locales/en.js';
import type { CredentialMark } from '../store/credential-statuses.js';
import {
  hasOAuthClient,
  offersApiKey,
  offersOAuth,
  setupStep,
  type ConnectStep,
  type StepHost,
} from './connect-steps.js';
import { icon, keyIcon } from './icons.js';

const refreshIcon = icon('M13 3v3.5H9.5M3 13V9.5h3.5M12.6 6.5a5 5 0 0 0-8.6-1.6m-.6 4.6a5 5 0 0 0 8.6 1.6');

/** What a user is told of a connection that does not work any more; `null` when it works. */
export function needsReauthorization(
  name: string,
  { status, message }: CredentialMark,
  text: (key: keyof Labels, values?: Record<string, string | number>) => string,
): string | null {
  if (status === 'connected') return null;
  return message
    ? text('needsReauthorizationWhy', { name, message })
    : text('needsReauthorizationOf', { name });
}

/** What makes a connection work again; `null` when nothing here can. */
export function stepToRepair(
  source: DatasourceAuth,
  { id, type }: DatasourceCredential,
  host: StepHost,
): ConnectStep | null {
  if (type === 'api-key') {
    if (!offersApiKey(source)) return null;
    return {
      label: 'edit',
      icon: keyIcon,
      offered: host.offers('manage'),
      refusal: host.refusal('manage', id),
      opens: 'api-key',
      run: () => host.dialogs.request({ dialog: 'api-key', credentialId: id }),
    };
  }
  if (!offersOAuth(source)) return null;
  if (!hasOAuthClient(source)) return setupStep(host, id);
  return {
    label: 'reauthorize',
    icon: refreshIcon,
    offered: host.offers('reauthorize'),
    refusal: host.refusal('reauthorize', id),
    run: () => host.authorize({ credentialId: id }),
  };
}
