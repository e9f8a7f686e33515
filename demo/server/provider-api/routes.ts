import { Hono } from 'hono';
import { SOURCES } from '../sources/catalogue.js';
import type { Acceptance } from './acceptance.js';

/** How each provider says that a key is not good. */
const REFUSALS: Readonly<Record<string, unknown>> = {
  notion_datasource: { object: 'error', status: 401, code: 'unauthorized', message: 'API token is invalid.' },
  jinareader: {
    code: 401,
    name: 'AuthenticationFailedError',
    message: 'Invalid API key, please get a new one.',
  },
  firecrawl: { success: false, error: 'Unauthorized: Invalid token' },
  dropbox: { error_summary: 'invalid_access_token/', error: { '.tag': 'invalid_access_token' } },
};
const REFUSAL = { message: 'The access token is invalid or has expired.' };

/** Small stand-ins for the providers' APIs, just enough to find out whether a key or a token is good, and to read a document. */
export function providerApi(acceptance: Acceptance): Hono {
  const routes = new Hono();

  for (const source of SOURCES) {
    const { keyCheck, sample } = source;
    const at = (path: string): string => `/${source.name}${path}`;
    const refusal = REFUSALS[source.name] ?? REFUSAL;

    if (keyCheck) {
      routes.on(keyCheck.method, at(keyCheck.path), async (c) => {
        const header = c.req.header('authorization');
        const good = (await acceptance.isKey(source, header)) || (await acceptance.isToken(source, header));
        return good ? c.json({ ok: true }) : c.json(refusal, 401);
      });
    }

    routes.on(sample.method, at(sample.path), async (c) =>
      (await acceptance.accepts(source, c.req.header('authorization')))
        ? c.json(sample.document)
        : c.json(refusal, 401),
    );

    // For connections that were made by OAuth.
    routes.get(at('/token-info'), async (c) =>
      (await acceptance.isToken(source, c.req.header('authorization')))
        ? c.json({ ok: true })
        : c.json(REFUSAL, 401),
    );
  }

  routes.all('*', (c) => c.json({ message: 'No such endpoint.' }, 404));
  return routes;
}
