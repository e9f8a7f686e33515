import type { TemplateResult } from 'lit';
import type { DatasourceCredential } from '../../api/types.js';
import type { ConnectStep, StepHost } from '../../internal/connect-steps.js';
import type { Labels } from '../../locales/en.js';
import { editIcon, starIcon, trashIcon } from './action-icons.js';

/** One thing that can be done to a connection. */
export interface CredentialAction {
  readonly label: keyof Labels;
  readonly icon: TemplateResult;
  /** Why the server does not let this user, or `null`. */
  readonly refusal: string | null;
  /** To be called synchronously in the user's click. */
  readonly run: () => void;
}

/** What the row itself does; what repairs a connection is the same everywhere. */
export type RowActions = Readonly<Record<'setAsDefault' | 'rename' | 'remove', () => void>>;

/** What can be done to a connection, in the order of the menu. */
export function actionsFor(
  { id, is_default: isDefault }: DatasourceCredential,
  repair: ConnectStep | null,
  { offers, refusal }: Pick<StepHost, 'offers' | 'refusal'>,
  row: RowActions,
): readonly CredentialAction[] {
  const manage = (label: keyof RowActions, icon: TemplateResult): readonly CredentialAction[] =>
    offers('manage') ? [{ label, icon, refusal: refusal('manage', id), run: row[label] }] : [];
  return [
    ...(isDefault ? [] : manage('setAsDefault', starIcon)),
    ...manage('rename', editIcon),
    ...(repair?.offered ? [repair] : []),
    ...manage('remove', trashIcon),
  ];
}
