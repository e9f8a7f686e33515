import { JINA_READER, json } from '../../../src/testing.js';
import { alterEach, answer, pretend, refuse, sendOn, type Match } from './breaking.js';
import type { BrokenServers } from './broken-servers.js';
import * as is from './requests.js';

const NO_ID = '00000000-0000-4000-8000-000000000000';

const has =
  (field: string): Match =>
  (request) =>
    field in is.fields(request);
const lacks =
  (field: string): Match =>
  (request) =>
    !has(field)(request);
const isHidden: Match = (request) => JSON.stringify(request.body).includes('[__HIDDEN__]');
const isOfOAuth: Match = ({ path }) => !path.includes(JINA_READER);
const isDeclined: Match = ({ query }) => query.has('error');

/** Servers whose OAuth is wrong (operations 9 to 12). */
export const BROKEN_AUTHORIZATIONS: BrokenServers = {
  'client-saved': {
    breaks: (server) =>
      sendOn(server, is.isClient, (body) => ({ body: { ...body, enable_oauth_custom_client: false } })),
  },
  'client-masked': {
    breaks: (server) =>
      alterEach(server, is.isList, ({ oauth_schema: oauth }) => {
        const values = (oauth as Record<string, Record<string, unknown>> | null)?.[
          'oauth_custom_client_params'
        ];
        if (values?.['client_secret']) values['client_secret'] = 'in clear';
      }),
  },
  'client-keeps-hidden': {
    breaks: (server) =>
      sendOn(server, is.all(is.isClient, isHidden), (body) => ({
        body: { ...body, client_params: { client_id: 'literally', client_secret: 'literally' } },
      })),
  },
  'client-wiped': {
    breaks: (server) => pretend(server, is.all(is.isClient, isOfOAuth, lacks('client_params'))),
  },
  'client-disabled': {
    breaks: (server) =>
      sendOn(server, is.all(is.isClient, lacks('enable_oauth_custom_client')), (body) => ({
        body: { ...body, enable_oauth_custom_client: true },
      })),
  },
  'client-of-key-source': { breaks: (server) => pretend(server, is.isClientOfJina) },
  'client-removed': {
    breaks: (server) =>
      answer(server, is.isClientRemoval, async (forward) => {
        await forward();
        return new Response(null, { status: 204 });
      }),
  },
  'authorization-url-needs-session': {
    breaks: (server) => sendOn(server, is.all(is.isStart, is.isNobody), () => ({ asMember: true })),
  },
  'authorization-url-is-absolute': { breaks: (server) => (server.authorizationUrl = '/authorize') },
  'authorization-url-sets-cookie': {
    breaks: (server) =>
      answer(server, is.isStart, async (forward) => {
        const response = await forward();
        const cookie = response.headers.get('Set-Cookie');
        if (cookie) response.headers.set('Set-Cookie', cookie.replace('; HttpOnly', ''));
        return response;
      }),
  },
  'authorization-url-needs-client': {
    breaks: (server) =>
      answer(
        server,
        is.all(is.isStart, ({ path }) => path.includes(JINA_READER)),
        () => json({ authorization_url: 'https://provider.example/authorize' }),
      ),
  },
  'callback-needs-context': {
    breaks: (server) =>
      refuse(
        server,
        is.all(is.isCallback, (request) => is.contextOf(request) === undefined),
        401,
      ),
  },
  'callback-of-unknown-context': {
    breaks: (server) =>
      refuse(
        server,
        is.all(is.isCallback, (request) => is.contextOf(request) === NO_ID),
        403,
      ),
  },
  'callback-of-declined': {
    breaks: (server) => sendOn(server, is.all(is.isCallback, isDeclined), () => ({ query: '?code=code' })),
  },
  'callback-of-used-context': {
    breaks: (server) => {
      const used = new Set<string>();
      answer(server, is.isCallback, (forward, request) => {
        const context = is.contextOf(request);
        if (context === undefined) return forward();
        if (used.has(context)) return new Response(null, { status: 302 });
        used.add(context);
        return forward();
      });
    },
  },
};
