import { invalidParam } from '../console/errors.js';
import type { Field, Source } from '../sources/source.js';
import type { AuthType } from '../storage/credentials.js';
import { apiBase, ownApi } from './api-base.js';
import { callProvider, sentence } from './provider-request.js';

/** How long a provider may take to say whether a key is good. */
const TIMEOUT_SECONDS = 8;

/** What a plugin refused, in its own words; the API wraps it (contract 1.4). */
class Refusal extends Error {}

/**
 * Tries credentials out against the provider's own API, as a plugin does on every create and on every update of credentials
 * (contract 1.6). A refusal of any kind answers 400 `Failed to validate credentials: <text>`.
 */
export async function validateCredentials(
  source: Source | undefined,
  authType: AuthType,
  credentials: Record<string, unknown>,
  oauthUrl: string,
): Promise<void> {
  try {
    if (!source) throw new Refusal('plugin not found');
    if (authType === 'oauth2') await checkToken(source, credentials, oauthUrl);
    else await checkKey(source, credentials, oauthUrl);
  } catch (error) {
    if (error instanceof Refusal) throw invalidParam(`Failed to validate credentials: ${error.message}`);
    throw error;
  }
}

async function checkKey(
  source: Source,
  credentials: Record<string, unknown>,
  oauthUrl: string,
): Promise<void> {
  const check = source.keyCheck;
  if (!check) throw new Refusal(`${source.brand} does not accept API keys.`);
  for (const field of source.credentialSchema) requireText(field, credentials[field.name]);
  const key = credentials[check.keyField];
  if (check.keyOptional && (key === undefined || key === null || key === '')) return;
  const base = apiBase(source, credentials, oauthUrl);
  if (base === undefined) {
    throw new Refusal(
      `this demo only connects to a ${source.brand} server on this machine, such as http://localhost:3002.`,
    );
  }
  await ask(source, check, String(key), base);
}

async function checkToken(
  source: Source,
  credentials: Record<string, unknown>,
  oauthUrl: string,
): Promise<void> {
  const token = credentials['access_token'];
  if (typeof token !== 'string' || token === '') throw new Refusal('access_token is required.');
  await ask(source, { method: 'GET', path: '/token-info' }, token, ownApi(source, oauthUrl));
}

function requireText(field: Field, value: unknown): void {
  if (value === undefined || value === null || value === '') {
    if (field.required) throw new Refusal(`${field.name} is required.`);
  } else if (typeof value !== 'string') {
    throw new Refusal(`${field.name} must be a text.`);
  }
}

async function ask(
  source: Source,
  call: { method: string; path: string },
  key: string,
  base: string,
): Promise<void> {
  const answer = await callProvider({
    url: `${base}${call.path}`,
    method: call.method,
    key,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  if (answer.kind === 'unreachable') throw new Refusal(`${source.brand} could not be reached.`);
  if (answer.kind === 'unsendable-key') throw new Refusal('API token is invalid.');
  if (answer.status < 200 || answer.status > 299)
    throw new Refusal(sentence(answer.body) ?? `HTTP status ${answer.status}`);
}
