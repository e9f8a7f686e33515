import type { QueryClient } from '@tanstack/query-core';
import { datasourceId, idOfSource, type DatasourceRef } from '../api/datasource-id.js';
import type { DatasourceAuth, DatasourceCredential, ListResult } from '../api/types.js';
import { datasourceKeys } from './keys.js';

/** A change of one connection whose result is known without asking the server. */
export interface CredentialEdit {
  readonly ref: DatasourceRef;
  readonly credentialId: string;
  readonly change: { readonly name: string } | { readonly is_default: true } | 'removed';
}

/** The connections of the edited data source after the edit; the same array when the connection is not among them. */
export function editCredentials(
  credentials: readonly DatasourceCredential[],
  { credentialId, change }: CredentialEdit,
): readonly DatasourceCredential[] {
  if (!credentials.some(({ id }) => id === credentialId)) return credentials;
  if (change === 'removed') return credentials.filter(({ id }) => id !== credentialId);
  return credentials.map((credential) => {
    if (credential.id === credentialId) return { ...credential, ...change };
    return 'is_default' in change && credential.is_default
      ? { ...credential, is_default: false }
      : credential;
  });
}

/** The data sources after the edit. What it does not concern stays the same object. */
export function editSources(
  sources: readonly DatasourceAuth[],
  edit: CredentialEdit,
): readonly DatasourceAuth[] {
  const id = datasourceId(edit.ref);
  return sources.map((source) => {
    if (idOfSource(source) !== id) return source;
    const edited = editCredentials(source.credentials_list, edit);
    return edited === source.credentials_list ? source : { ...source, credentials_list: edited };
  });
}

/** The edit as it is laid over what the server says. */
export function layerOf(edit: CredentialEdit) {
  return {
    ref: edit.ref,
    sources: (sources: readonly DatasourceAuth[]) => editSources(sources, edit),
    credentials: (credentials: readonly DatasourceCredential[]) => editCredentials(credentials, edit),
  };
}

/** Writes an edit that the server has confirmed into the cached answers, so that nothing old shows until the next read. */
export function commitEdit(queryClient: QueryClient, edit: CredentialEdit): void {
  const { list, defaultList, credentials } = datasourceKeys;
  for (const key of [list, defaultList]) rewrite<DatasourceAuth>(queryClient, key, editSources, edit);
  rewrite<DatasourceCredential>(queryClient, credentials(edit.ref), editCredentials, edit);
}

function rewrite<T>(
  queryClient: QueryClient,
  key: readonly string[],
  apply: (items: readonly T[], edit: CredentialEdit) => readonly T[],
  edit: CredentialEdit,
): void {
  queryClient.setQueryData(key, (answer: ListResult<T> | undefined) => {
    try {
      return answer && { ...answer, result: apply(answer.result, edit) };
    } catch {
      // A host that shares its client may have put anything there; the next read mends it.
      return answer;
    }
  });
}
