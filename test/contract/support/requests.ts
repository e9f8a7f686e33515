import { JINA_READER, type RecordedRequest } from '../../../src/testing.js';
import type { Match } from './breaking.js';

const SOURCES = '/auth/plugin/datasource';

/** The fields of a body. */
export const fields = ({ body }: RecordedRequest): Record<string, unknown> =>
  (body ?? {}) as Record<string, unknown>;

/** The fields of the credentials in a body. */
export const credentials = (request: RecordedRequest): Record<string, unknown> =>
  (fields(request)['credentials'] ?? {}) as Record<string, unknown>;

const at =
  (method: string, path: string): Match =>
  (request) =>
    request.method === method && request.path === path;

export const isList = at('GET', `${SOURCES}/list`);
export const isDefaultList = at('GET', `${SOURCES}/default-list`);
/** Operation 3. */
export const isConnectionsOf = (id: string): Match => at('GET', `${SOURCES}/${id}`);
export const isConnections = isConnectionsOf(JINA_READER);
export const isCreate = at('POST', `${SOURCES}/${JINA_READER}`);
/** Operations 5 to 9 on Jina Reader. */
const onJina = (action: string): Match => at('POST', `${SOURCES}/${JINA_READER}/${action}`);
export const isUpdate = onJina('update');
export const isRename = onJina('update-name');
export const isDefault = onJina('default');
export const isDelete = onJina('delete');
export const isClientOfJina = onJina('custom-client');
/** Operations 9 and 10 on any source. */
export const isClient: Match = ({ method, path }) => method === 'POST' && path.endsWith('/custom-client');
export const isClientRemoval: Match = ({ method, path }) =>
  method === 'DELETE' && path.endsWith('/custom-client');
export const isStart: Match = ({ path }) => path.endsWith('/get-authorization-url');
export const isCallback: Match = ({ path }) => path.endsWith('/datasource/callback');

/** Of a request that no member sent. */
export const isNobody: Match = ({ headers }) => !headers.has('Cookie');
/** Of a member whose CSRF header is missing. */
export const isWithoutCsrf: Match = ({ headers }) => headers.has('Cookie') && !headers.has('X-CSRF-Token');
/** The cookie of a flow that is sent back. */
export const contextOf = ({ headers }: RecordedRequest): string | undefined =>
  /context_id=([^;]*)/.exec(headers.get('Cookie') ?? '')?.[1];
/** All of them at once. */
export const all =
  (...matches: readonly Match[]): Match =>
  (request) =>
    matches.every((match) => match(request));
