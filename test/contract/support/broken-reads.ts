import { googleDriveSource, JINA_READER, json } from '../../../src/testing.js';
import { alter, alterEach, answer, refuse, sendOn } from './breaking.js';
import type { BrokenServers } from './broken-servers.js';
import { KEY } from './kit.js';
import * as is from './requests.js';

const SOURCES = '/auth/plugin/datasource';
const UNKNOWN = 'contract_check';

/** Servers that read wrongly, or let the wrong ones read (operations 1 to 3). */
export const BROKEN_READS: BrokenServers = {
  'list-needs-session': {
    breaks: (server) => sendOn(server, is.all(is.isList, is.isNobody), () => ({ asMember: true })),
  },
  'list-needs-csrf': {
    breaks: (server) => sendOn(server, is.all(is.isList, is.isWithoutCsrf), () => ({ asMember: true })),
  },
  'list-compares-csrf': {
    breaks: (server) =>
      sendOn(
        server,
        is.all(is.isList, ({ headers }) => headers.get('X-CSRF-Token') === 'wrong'),
        () => ({ asMember: true }),
      ),
  },
  'list-fields': { breaks: (server) => alterEach(server, is.isList, (source) => (source['label'] = {})) },
  'list-redirect-uri': {
    breaks: (server) => {
      for (const { oauth_schema: oauth } of server.sources)
        if (oauth) oauth.redirect_uri = new URL(oauth.redirect_uri).pathname;
    },
  },
  'list-has-connections': {
    breaks: (server) => alterEach(server, is.isList, (source) => (source['credentials_list'] = [])),
  },
  'default-list-is-legacy': {
    breaks: (server) =>
      alter(server, is.isDefaultList, ({ result }) => (result as unknown[]).push(googleDriveSource())),
  },
  'default-list-is-complete': {
    breaks: (server) => answer(server, is.isDefaultList, () => json({ result: [] })),
  },
  'connections-need-session': {
    breaks: (server) => sendOn(server, is.all(is.isConnections, is.isNobody), () => ({ asMember: true })),
  },
  'error-body': {
    breaks: (server) =>
      answer(
        server,
        () => true,
        async (forward) => {
          const response = await forward();
          if (response.status < 400) return response;
          const { code, message } = (await response.json()) as Record<string, unknown>;
          return json({ code, message }, response.status);
        },
      ),
  },
  'connections-fields': {
    breaks: (server) => alterEach(server, is.isConnections, (one) => (one['type'] = 'api_key')),
  },
  'connections-of-unknown-source': {
    breaks: (server) => refuse(server, is.isConnectionsOf(`${UNKNOWN}/${UNKNOWN}/${UNKNOWN}`), 404),
  },
  'malformed-id': {
    breaks: (server) =>
      answer(server, is.isConnectionsOf(`${UNKNOWN}/Upper/case`), () => json({ result: [] })),
  },
  'short-id': { breaks: (server) => refuse(server, is.isConnectionsOf(UNKNOWN)) },
  'encoded-slashes': {
    breaks: (server) =>
      sendOn(
        server,
        ({ path }) => /%2f/i.test(path),
        () => ({ path: `${SOURCES}/${JINA_READER}` }),
      ),
  },
  'one-default': {
    breaks: (server) =>
      alter(server, is.isConnections, ({ result }) => {
        const [only, ...more] = result as Record<string, unknown>[];
        if (only && more.length === 0) only['is_default'] = false;
      }),
  },
  'secrets-masked': {
    breaks: (server) =>
      alterEach(server, is.isConnections, ({ credential }) => {
        const values = credential as Record<string, unknown>;
        if (values['api_key']) values['api_key'] = KEY;
      }),
  },
};
