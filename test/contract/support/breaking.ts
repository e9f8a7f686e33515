import { errorAnswer, json, type RecordedRequest, type TestServer } from '../../../src/testing.js';
import { MEMBER } from './kit.js';

/** Which requests are meant. */
export type Match = (request: RecordedRequest) => boolean;
type Json = Record<string, unknown>;

/** How a request reaches the server in place of what was sent. */
export interface Changes {
  readonly path?: string;
  readonly query?: string;
  readonly body?: unknown;
  /** As a member would have sent it. */
  readonly asMember?: boolean;
}

/** Sends a request on to the server itself. */
export type Forward = (changes?: Changes) => Promise<Response>;

/** Answers some requests otherwise; `answer` may ask the server itself. */
export function answer(
  server: TestServer,
  match: Match,
  answerFor: (forward: Forward, request: RecordedRequest) => Response | Promise<Response>,
): void {
  let isOwn = false;
  server.intercept(async (request) => {
    if (isOwn || !match(request)) return undefined;
    const forward: Forward = async (changes = {}) => {
      isOwn = true;
      try {
        return await send(server, request, changes);
      } finally {
        isOwn = false;
      }
    };
    return answerFor(forward, request);
  });
}

/** Sends some requests on, changed. */
export const sendOn = (server: TestServer, match: Match, changes: (body: Json) => Changes): void =>
  answer(server, match, (forward, { body }) => forward(changes((body ?? {}) as Json)));

/** Says success in place of the server, which does nothing. */
export const pretend = (server: TestServer, match: Match, status = 200): void =>
  answer(server, match, () => json({ result: 'success' }, status));

/** Refuses in place of the server. */
export const refuse = (server: TestServer, match: Match, status = 400, message = 'No.'): void =>
  answer(server, match, () => errorAnswer(status, 'invalid_param', message));

/** Changes what good answers say. */
export const alter = (server: TestServer, match: Match, change: (body: Json) => void): void =>
  answer(server, match, async (forward) => {
    const response = await forward();
    if (!response.ok) return response;
    const body = (await response.json()) as Json;
    change(body);
    return json(body, response.status);
  });

/** Changes each object in the list of good answers. */
export const alterEach = (server: TestServer, match: Match, change: (one: Json) => void): void =>
  alter(server, match, ({ result }) => (result as Json[]).forEach(change));

function send(server: TestServer, request: RecordedRequest, changes: Changes): Promise<Response> {
  const { method, headers, credentials } = request;
  const path = changes.path ?? request.path;
  const query = changes.query ?? (request.query.size > 0 ? `?${request.query.toString()}` : '');
  const body = 'body' in changes ? changes.body : request.body;
  return server.fetch(`${server.basePath}${path}${query}`, {
    method,
    headers: changes.asMember ? MEMBER : headers,
    credentials,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
