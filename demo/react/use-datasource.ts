import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

/**
 * Dify's seven hooks, as a host that has them has them: plain `fetch`, no check of the answer, `retry: 0`, and the keys
 * that the elements use too. Nothing in this file knows of the elements.
 */
export interface DataSourceCredential {
  id: string;
  name: string;
  type: string;
  is_default: boolean;
}

export interface DataSourceAuth {
  plugin_id: string;
  name: string;
  label: Record<string, string>;
  credentials_list: DataSourceCredential[];
}

interface DataSourceRef {
  pluginId: string;
  provider: string;
}

const NAME_SPACE = 'data-source-auth';
const listKey = [NAME_SPACE, 'list'];
const defaultListKey = [NAME_SPACE, 'default-list'];
const specificKey = ({ pluginId, provider }: DataSourceRef): string[] => [
  NAME_SPACE,
  'specific-data-source',
  pluginId,
  provider,
];

export const useGetDataSourceListAuth = () =>
  useQuery({
    queryKey: listKey,
    queryFn: () => get<{ result: DataSourceAuth[] }>('/auth/plugin/datasource/list'),
    retry: 0,
  });

export const useInvalidDataSourceListAuth = () => useInvalid(listKey);

/** @deprecated The server calls this list legacy. */
export const useGetDefaultDataSourceListAuth = () =>
  useQuery({
    queryKey: defaultListKey,
    queryFn: () => get<{ result: DataSourceAuth[] }>('/auth/plugin/datasource/default-list'),
    retry: 0,
  });

/** @deprecated with that list. */
export const useInvalidDefaultDataSourceListAuth = () => useInvalid(defaultListKey);

/** @param provider the full id, `organization/plugin/name`. */
export const useGetDataSourceOAuthUrl = (provider: string) =>
  useMutation({
    mutationKey: [NAME_SPACE, 'oauth-url', provider],
    mutationFn: (credentialId?: string) =>
      get<{ authorization_url: string }>(
        `/oauth/plugin/${provider}/datasource/get-authorization-url${credentialId ? `?credential_id=${credentialId}` : ''}`,
      ),
  });

export const useGetDataSourceAuth = (ref: DataSourceRef) =>
  useQuery({
    queryKey: specificKey(ref),
    queryFn: () =>
      get<{ result: DataSourceCredential[] }>(`/auth/plugin/datasource/${ref.pluginId}/${ref.provider}`),
    retry: 0,
  });

export const useInvalidDataSourceAuth = (ref: DataSourceRef) => useInvalid(specificKey(ref));

function useInvalid(queryKey: string[]): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey });
}

async function get<T>(path: string): Promise<T> {
  const csrf = /(?:^|; )(?:__Host-)?csrf_token=([^;]*)/.exec(document.cookie)?.[1] ?? '';
  const response = await fetch(`/console/api${path}`, { headers: { 'X-CSRF-Token': csrf } });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return (await response.json()) as T;
}
