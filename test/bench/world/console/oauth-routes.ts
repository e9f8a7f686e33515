import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Authentication, ConsoleEnv } from './authentication.js';
import { contextCookie, cookiesOf } from './cookies.js';
import { ApiError, forbidden, internalError, invalidParam } from '../../../../demo/server/console/errors.js';
import type { AuthorizedAccount, CredentialParts, CredentialWrites } from './credentials.js';
import { idBetween, parseProviderId } from './provider-id.js';
import { idOf, isOf } from './state.js';
import type { CallbackRecord, OAuthFlow, ProviderKey } from './state.js';
import { redirectUri } from './wire.js';

/** The provider, as a plugin talks to it. */
export interface OAuthProvider {
  /** Where the user is sent. */
  authorizationUrl(request: { clientId: string; redirectUri: string; state: string }): string;
  /**
   * Trades the answer at the callback for an account.
   *
   * @throws Error with the provider's own words.
   */
  redeem(answer: URLSearchParams): AuthorizedAccount;
}

const PREFIX = '/oauth/plugin/';
const START = '/datasource/get-authorization-url';
const CALLBACK = '/datasource/callback';

/** Operations 11 and 12 (contract 1.2). */
export function oauthRoutes(
  parts: CredentialParts,
  auth: Authentication,
  writes: CredentialWrites,
  provider: OAuthProvider,
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>();
  const { state, settings } = parts;

  routes.get(`${PREFIX}:id{.+}${START}`, auth.requireLogin, auth.requireEdit, (c) => {
    const account = c.get('account');
    const key = { tenantId: account.tenantId, ...parseProviderId(idBetween(c.req.url, PREFIX, START)) };
    const clientId = clientOf(parts, key);
    const flow: OAuthFlow = {
      ...key,
      contextId: randomUUID(),
      account,
      // Kept as sent: a literal "undefined" fails only at the callback (contract 5).
      credentialId: c.req.query('credential_id') || null,
      visibility:
        settings.visibility && c.req.query('visibility') !== 'all_team_members'
          ? 'only_me'
          : 'all_team_members',
      state: randomUUID(),
      startedAt: parts.now(),
      used: false,
    };
    state.flows.push(flow);
    c.header('set-cookie', contextCookie(flow.contextId, settings.contextSeconds));
    const request = { clientId, redirectUri: redirectUri(settings, key), state: flow.state };
    return c.json({ authorization_url: provider.authorizationUrl(request) });
  });

  // Nobody needs to be logged in here; the context says whose connection it is (contract 1.5).
  routes.get(`${PREFIX}:id{.+}${CALLBACK}`, (c) => {
    const id = parseProviderId(idBetween(c.req.url, PREFIX, CALLBACK));
    const record = recordCallback(c, parts, idOf(id));
    try {
      const flow = takeContext(record, parts);
      const key = { tenantId: flow.tenantId, ...id };
      clientOf(parts, key);
      const authorized = redeem(c, record, parts, provider);
      const credential =
        flow.credentialId === null
          ? writes.addAuthorized(flow.account, key, authorized, flow.visibility)
          : writes.reauthorize(flow.tenantId, flow.credentialId, authorized);
      record.credentialId = credential.id;
      record.outcome = flow.credentialId === null ? 'created' : 'reauthorized';
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : internalError();
      record.error = error.message;
      throw error;
    }
    return c.redirect(`${settings.webUrl}${settings.callbackPath}`, 302);
  });

  return routes;
}

/** What came is on record before it is judged. */
function recordCallback(c: Context, { state, now }: CredentialParts, provider: string): CallbackRecord {
  const cookie = cookiesOf(c.req.header('cookie'), 'context_id')[0];
  const contextId = cookie ?? c.req.query('context_id');
  const flow = state.flows.find((each) => each.contextId === contextId);
  const record: CallbackRecord = {
    time: now(),
    provider,
    contextFrom: cookie !== undefined ? 'cookie' : contextId === undefined ? 'nowhere' : 'query',
    flow,
    state: c.req.query('state'),
    providerMatches: flow !== undefined && idOf(flow) === provider,
    stateMatches: flow !== undefined && flow.state === c.req.query('state'),
    outcome: 'error',
  };
  state.callbacks.push(record);
  return record;
}

/** The context, which can be used once and for five minutes. */
function takeContext({ flow, contextFrom }: CallbackRecord, { settings, now }: CredentialParts): OAuthFlow {
  if (contextFrom === 'nowhere') throw forbidden('context_id not found');
  if (!flow || flow.used || now() >= flow.startedAt + settings.contextSeconds * 1000)
    throw invalidParam('context_id is invalid');
  flow.used = true;
  return flow;
}

function redeem(
  c: Context,
  { stateMatches }: CallbackRecord,
  { settings }: CredentialParts,
  provider: OAuthProvider,
): AuthorizedAccount {
  try {
    if (settings.checkState && !stateMatches) throw new Error('state does not match');
    return provider.redeem(new URL(c.req.url).searchParams);
  } catch (error) {
    throw invalidParam(`Error getting credentials: ${(error as Error).message}`);
  }
}

/** The id of the client that a flow uses: the workspace's own if enabled, else the server's (contract 1.6). */
function clientOf({ state, source }: CredentialParts, key: ProviderKey): string {
  const own = state.clients.find(isOf(key));
  if (own?.enabled) return String(own.params['client_id'] ?? '');
  if (source(key)?.oauth?.systemClient) return `system-${key.provider}`;
  throw invalidParam(
    `Please configure oauth client params(system/tenant) for ${key.pluginId}/${key.provider}`,
  );
}
