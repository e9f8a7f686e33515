import { invalidParam } from '../console/errors.js';
import type { Field, KeyCheck, Source } from '../sources/source.js';
import type { AuthType } from '../storage/credentials.js';
import { askProvider } from './provider-request.js';

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
  await ask(source, check, String(key), apiBase(source, check, credentials, oauthUrl));
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

function apiBase(
  source: Source,
  check: KeyCheck,
  credentials: Record<string, unknown>,
  oauthUrl: string,
): string {
  const given = check.baseUrlField ? credentials[check.baseUrlField] : undefined;
  if (typeof given !== 'string' || given.trim() === '') return ownApi(source, oauthUrl);
  const url = URL.canParse(given.trim()) ? new URL(given.trim()) : undefined;
  if (!url || !isLoopback(url)) {
    throw new Refusal(
      `this demo only connects to a ${source.brand} server on this machine, such as http://localhost:3002.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Only addresses of this machine, so that nobody can make the server send requests into the network around it. */
function isLoopback(url: URL): boolean {
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return (
    loopback &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username === '' &&
    url.password === ''
  );
}

const ownApi = (source: Source, oauthUrl: string): string => `${oauthUrl}/provider-api/${source.name}`;

async function ask(
  source: Source,
  call: { method: string; path: string },
  key: string,
  base: string,
): Promise<void> {
  const refusal = await askProvider(`${base}${call.path}`, call.method, key);
  if (refusal === 'unreachable') throw new Refusal(`${source.brand} could not be reached.`);
  if (refusal !== undefined) throw new Refusal(refusal.text);
}
