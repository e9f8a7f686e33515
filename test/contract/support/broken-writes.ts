import { JINA_READER, json, type TestServer } from '../../../src/testing.js';
import { alter, answer, pretend, refuse, sendOn, type Match } from './breaking.js';
import type { BrokenServers } from './broken-servers.js';
import { KEY } from './kit.js';
import * as is from './requests.js';

const HIDDEN = '[__HIDDEN__]';
const NO_ID = '00000000-0000-4000-8000-000000000000';

const has =
  (field: string, value: unknown): Match =>
  (request) =>
    is.fields(request)[field] === value;
const lacks =
  (field: string): Match =>
  (request) =>
    !(field in is.fields(request));
const isTooLong: Match = (request) => String(is.fields(request)['name']).length > 100;
const isHidden: Match = (request) => is.credentials(request)['api_key'] === HIDDEN;
const isMarked: Match = (request) => 'contract_check' in is.credentials(request);
const isEmpty: Match = (request) =>
  'credentials' in is.fields(request) && Object.keys(is.credentials(request)).length === 0;
/** The name is that of another connection. */
const isTaken =
  (server: TestServer): Match =>
  (request) =>
    server
      .credentialsOf(JINA_READER)
      .some(
        ({ id, name }) => name === is.fields(request)['name'] && id !== is.fields(request)['credential_id'],
      );

/** Servers that write wrongly (operations 4 to 8). */
export const BROKEN_WRITES: BrokenServers = {
  'create-needs-csrf': {
    breaks: (server) => sendOn(server, is.all(is.isCreate, is.isWithoutCsrf), () => ({ asMember: true })),
  },
  'create-succeeds': { breaks: (server) => alter(server, is.isCreate, (body) => (body['id'] = 'new')) },
  'create-ignores-unknown-keys': {
    breaks: (server) => refuse(server, is.all(is.isCreate, has('contract_check', true))),
  },
  'create-name-taken': {
    breaks: (server) => pretend(server, is.all(is.isCreate, isTaken(server))),
  },
  'create-generates-name': {
    breaks: (server) =>
      sendOn(server, is.all(is.isCreate, has('name', '')), (body) => ({ body: { ...body, name: 'Key' } })),
  },
  'create-name-too-long': {
    breaks: (server) =>
      sendOn(server, is.all(is.isCreate, isTooLong), (body) => ({
        body: { ...body, name: String(body['name']).slice(0, 100) },
      })),
  },
  'create-needs-credentials': {
    breaks: (server) =>
      sendOn(server, is.all(is.isCreate, lacks('credentials')), (body) => ({
        body: { ...body, credentials: {} },
      })),
  },
  'create-refused-key': {
    breaks: (server) =>
      sendOn(server, is.all(is.isCreate, isHidden), (body) => ({
        body: { ...body, credentials: { api_key: KEY } },
      })),
  },
  'update-answers-201': {
    breaks: (server) =>
      answer(server, is.isUpdate, async (forward) => {
        const response = await forward();
        return response.ok ? json(await response.json(), 200) : response;
      }),
    // Each of them says first that it succeeded.
    also: ['update-blank-name', 'update-empty-credentials', 'update-keeps-hidden', 'update-replaces'],
  },
  'update-blank-name': { breaks: (server) => refuse(server, is.all(is.isUpdate, has('name', ''))) },
  'update-empty-credentials': {
    breaks: (server) =>
      sendOn(server, is.all(is.isUpdate, isEmpty), (body) => ({
        body: { ...body, credentials: { other: 'x' } },
      })),
  },
  'update-keeps-hidden': { breaks: (server) => refuse(server, is.all(is.isUpdate, isHidden)) },
  'update-replaces': {
    breaks: (server) =>
      sendOn(server, is.all(is.isUpdate, isMarked), (body) => ({
        body: { ...body, credentials: { ...(body['credentials'] as object), api_key: KEY } },
      })),
  },
  'update-taken': {
    breaks: (server) => pretend(server, is.all(is.isUpdate, isTaken(server)), 201),
  },
  'update-of-unknown': {
    breaks: (server) => pretend(server, is.all(is.isUpdate, has('credential_id', NO_ID)), 201),
  },
  'update-needs-id': {
    breaks: (server) => pretend(server, is.all(is.isUpdate, lacks('credential_id')), 201),
  },
  'rename-succeeds': {
    breaks: (server) =>
      pretend(
        server,
        is.all(is.isRename, (request) => !isTaken(server)(request) && !isTooLong(request), isKnown(server)),
      ),
  },
  'rename-taken': {
    breaks: (server) => pretend(server, is.all(is.isRename, isTaken(server))),
  },
  'rename-too-long': {
    breaks: (server) => pretend(server, is.all(is.isRename, isTooLong)),
  },
  'rename-of-unknown': {
    breaks: (server) => refuse(server, is.all(is.isRename, has('credential_id', NO_ID)), 404),
  },
  'default-takes-id': { breaks: (server) => pretend(server, is.all(is.isDefault, isKnown(server, 'id'))) },
  'default-wants-id': {
    breaks: (server) =>
      sendOn(server, is.all(is.isDefault, lacks('id')), ({ credential_id: id }) => ({ body: { id } })),
  },
  'default-of-unknown': { breaks: (server) => pretend(server, is.all(is.isDefault, has('id', NO_ID))) },
  'delete-removes': {
    breaks: (server) => pretend(server, is.all(is.isDelete, isKnown(server))),
    leavesBehind: true,
  },
  'delete-of-unknown': {
    breaks: (server) => refuse(server, is.all(is.isDelete, has('credential_id', NO_ID))),
  },
  'delete-needs-id': { breaks: (server) => pretend(server, is.all(is.isDelete, lacks('credential_id'))) },
  'delete-of-default': { breaks: forgetsToPromote },
};

/** The request is about a connection that there is. */
function isKnown(server: TestServer, field = 'credential_id'): Match {
  return (request) => server.credentialsOf(JINA_READER).some(({ id }) => id === is.fields(request)[field]);
}

/** After the default connection was deleted, none is the default, until there is a new one. */
function forgetsToPromote(server: TestServer): void {
  let hasNone = false;
  answer(server, is.isDelete, (forward, request) => {
    const id = is.fields(request)['credential_id'];
    hasNone ||= server.credentialsOf(JINA_READER).some((one) => one.is_default && one.id === id);
    return forward();
  });
  answer(server, is.isCreate, (forward) => {
    hasNone = false;
    return forward();
  });
  alter(server, is.isConnections, ({ result }) => {
    if (hasNone) for (const one of result as Record<string, unknown>[]) one['is_default'] = false;
  });
}
