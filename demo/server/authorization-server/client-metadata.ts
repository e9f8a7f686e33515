import type { ClientMetadata } from 'oidc-provider';
import { findSourceByName } from '../sources/catalogue.js';
import type { Source } from '../sources/source.js';

/** Our own property of a client: which source's account it asks for. */
export const SOURCE_PROPERTY = 'source';

interface NewClient {
  clientId: string;
  clientSecret: string;
  clientName: string;
  redirectUris: string[];
  source: Source;
}

/** A confidential client that may use the code flow, with refresh tokens, for the scopes of one source. */
export function clientMetadata(client: NewClient): ClientMetadata {
  const scopes = client.source.oauth?.permissions.map(({ scope }) => scope) ?? [];
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.clientName,
    redirect_uris: client.redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
    scope: ['openid', 'profile', 'offline_access', ...scopes].join(' '),
    [SOURCE_PROPERTY]: client.source.name,
  };
}

/** The source that a client of the authorization server belongs to. */
export function sourceOfClient(client: object | undefined): Source | undefined {
  const name: unknown = client && Reflect.get(client, SOURCE_PROPERTY);
  return typeof name === 'string' ? findSourceByName(name) : undefined;
}
