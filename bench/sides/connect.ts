import type { DatasourceAuth } from '../../src/api/types.js';

/** What the peers' Connect buttons do: what is left of an authorization when nothing can go wrong. */

export const PLUGIN = 'langgenius/drive-0';
export const PROVIDER = 'drive-0';

const API = '/console/api';

export async function readSources(): Promise<DatasourceAuth[]> {
  const response = await fetch(`${API}/auth/plugin/datasource/list`);
  if (!response.ok) throw new Error(`Status ${response.status}`);
  return ((await response.json()) as { result: DatasourceAuth[] }).result;
}

export function isConnectable(sources: readonly DatasourceAuth[]): boolean {
  const source = sources.find(({ plugin_id: plugin, name }) => plugin === PLUGIN && name === PROVIDER);
  return Boolean(source?.oauth_schema?.client_schema.length);
}

export async function connect(): Promise<void> {
  const popup = window.open('about:blank', '_blank', 'popup,width=600,height=700');
  const response = await fetch(`${API}/oauth/plugin/${PLUGIN}/${PROVIDER}/datasource/get-authorization-url`);
  const { authorization_url: address } = (await response.json()) as { authorization_url: string };
  if (popup) popup.location.href = address;
}
