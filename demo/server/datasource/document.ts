import { providerUnavailable } from '../console/errors.js';
import type { Backend } from '../context.js';
import type { SampleDocument, Source } from '../sources/source.js';
import type { StoredCredential } from '../storage/credentials.js';
import { apiBase } from './api-base.js';
import { callProvider } from './provider-request.js';

/** Asks the provider's API for a document, with the key or token of a connection. */
export async function fetchDocument(
  source: Source,
  credential: StoredCredential,
  backend: Pick<Backend, 'addresses' | 'providerTimeoutSeconds'>,
): Promise<SampleDocument | 'refused'> {
  const values = Object.fromEntries(
    Object.entries(credential.fields).map(([field, { value }]) => [field, value]),
  );
  const base = apiBase(source, values, backend.addresses.oauth);
  const key = values[credential.authType === 'oauth2' ? 'access_token' : (source.keyCheck?.keyField ?? '')];
  if (base === undefined) throw providerUnavailable(`${source.brand} could not be reached. Try again later.`);
  const answer = await callProvider({
    url: `${base}${source.sample.path}`,
    method: source.sample.method,
    timeoutSeconds: backend.providerTimeoutSeconds,
    // What has no key is asked without one; whether that is allowed is for the provider to say.
    ...(typeof key === 'string' && key !== '' ? { key } : {}),
  });
  if (answer.kind === 'unreachable')
    throw providerUnavailable(`${source.brand} could not be reached. Try again later.`);
  if (answer.kind === 'unsendable-key' || answer.status === 401) return 'refused';
  const document = answer.status === 200 ? toDocument(answer.body) : undefined;
  if (document) return document;
  throw providerUnavailable(
    `${source.brand} answered, but not with a document (HTTP status ${answer.status}). Try again later.`,
  );
}

/** Only what is known, and only if it has the expected form: the address may belong to any program on this machine. */
function toDocument(body: unknown): SampleDocument | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { title, text, url } = body as Record<string, unknown>;
  if (typeof title !== 'string' || typeof text !== 'string') return undefined;
  const isLink = typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url);
  return { title, text, ...(isLink ? { url } : {}) };
}
