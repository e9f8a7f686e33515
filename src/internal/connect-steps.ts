import type { TemplateResult } from 'lit';
import type { DatasourceAuth } from '../api/types.js';
import type { Labels } from '../locales/en.js';
import type { DatasourceAction } from '../store/refusals.js';
import type { AuthorizeOptions } from '../store/store.js';
import type { DialogKind } from './dialog-request-event.js';
import type { DialogSlot } from './dialog-slot.js';
import { keyIcon, plusIcon, settingsIcon } from './icons.js';

/** One thing that a user can do to connect a data source, or to make a connection work again. */
export interface ConnectStep {
  readonly label: keyof Labels;
  readonly icon: TemplateResult;
  /** Whether the page lets the user do it. */
  readonly offered: boolean;
  /** Why the server does not, or `null`. */
  readonly refusal: string | null;
  /** The dialog that it opens, if it opens one. */
  readonly opens?: DialogKind;
  /** To be called synchronously in the user's click. */
  readonly run: () => void;
}

/** What the steps need of the element that offers them. */
export interface StepHost {
  /** Begins an authorization, if the press that asks for it counts. */
  readonly authorize: (options?: AuthorizeOptions) => void;
  readonly dialogs: DialogSlot;
  readonly offers: (action: DatasourceAction) => boolean;
  readonly refusal: (action: DatasourceAction, credentialId?: string) => string | null;
}

/** How a connection can be added: by OAuth, by API key, or both. */
export function stepsToConnect(source: DatasourceAuth, host: StepHost): readonly ConnectStep[] {
  const steps: ConnectStep[] = [];
  if (offersOAuth(source)) steps.push(authorizeStep(source, host));
  if (offersApiKey(source)) {
    steps.push({
      label: 'addApiKey',
      icon: keyIcon,
      offered: host.offers('connect'),
      refusal: host.refusal('connect'),
      opens: 'api-key',
      run: () => host.dialogs.request({ dialog: 'api-key' }),
    });
  }
  return steps;
}

function authorizeStep(source: DatasourceAuth, host: StepHost): ConnectStep {
  if (!hasOAuthClient(source)) return setupStep(host);
  return {
    label: 'addOAuth',
    icon: plusIcon,
    offered: host.offers('connect'),
    refusal: host.refusal('connect'),
    run: () => host.authorize(),
  };
}

/** Without a client there is nothing to authorize with; the dialog saves one and goes on by itself. */
export function setupStep({ dialogs, offers, refusal }: StepHost, credentialId?: string): ConnectStep {
  const action = credentialId ? 'reauthorize' : 'connect';
  return {
    label: 'setupOAuthClient',
    icon: settingsIcon,
    offered: offers('manage') && offers(action),
    refusal: refusal('manage') ?? refusal(action, credentialId),
    opens: 'oauth-client',
    run: () => dialogs.request({ dialog: 'oauth-client', credentialId }),
  };
}

/** Whether there is a way to connect by OAuth. */
export function offersOAuth({ oauth_schema: schema }: DatasourceAuth): boolean {
  return Boolean(schema?.client_schema.length);
}

/** Whether there is a way to connect by API key. */
export function offersApiKey({ credential_schema: schema }: DatasourceAuth): boolean {
  return schema.length > 0;
}

/** Whether there is an OAuth client to connect with (contract 4.4). */
export function hasOAuthClient({ oauth_schema: schema }: DatasourceAuth): boolean {
  return Boolean(schema?.is_system_oauth_params_exists || schema?.is_oauth_custom_client_enabled);
}
