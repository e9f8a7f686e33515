import { errorAnswer } from './answers.js';
import { jinaReaderSource, notionSource } from './sources.js';
import { TestServer, type TestServerOptions } from './test-server.js';

/** The full id of {@link notionSource}. */
export const NOTION = 'langgenius/notion_datasource/notion_datasource';
/** The full id of {@link jinaReaderSource}. */
export const JINA_READER = 'langgenius/jina_datasource/jinareader';
/** The full id of {@link googleDriveSource}. */
export const GOOGLE_DRIVE = 'langgenius/google_drive/google_drive';

/** Notion is connected by OAuth, which is the default, and by API key, Jina Reader by API key. */
export function connectedServer(options?: TestServerOptions): TestServer {
  const server = new TestServer({ sources: [notionSource(), jinaReaderSource()], ...options });
  server.connect(NOTION, { name: "Acme's Notion" });
  server.connect(NOTION, { name: 'API KEY 1', type: 'api-key' });
  server.connect(JINA_READER, { name: 'API KEY 1', type: 'api-key' });
  return server;
}

/** No data source is installed. */
export function emptyServer(options?: TestServerOptions): TestServer {
  return new TestServer({ sources: [], ...options });
}

/** Who is signed in may read, and change nothing: changes are answered with 403. */
export function forbid(server: TestServer): void {
  server.canEdit = false;
}

/**
 * Every answer takes its time.
 *
 * @param milliseconds Default: 2000.
 */
export function slowDown(server: TestServer, milliseconds = 2000): void {
  server.delay = milliseconds;
}

/** What {@link failOnce} is about. */
export interface Failure {
  /** Default: any method. */
  method?: string;
  /** A part of the path, or a pattern for it. Default: any path. */
  path?: string | RegExp;
  /** The status of the answer, or `network` for a connection that breaks. Default: 500. */
  status?: number | 'network';
}

/** The next request of a kind fails; those after it do not. */
export function failOnce(server: TestServer, { method, path = '', status = 500 }: Failure = {}): void {
  const stop = server.intercept((request) => {
    const isPath = typeof path === 'string' ? request.path.includes(path) : path.test(request.path);
    if (!isPath || (method !== undefined && method !== request.method)) return undefined;
    stop();
    if (status === 'network') throw new TypeError('Failed to fetch');
    return status === 500
      ? errorAnswer(500, 'unknown', 'Internal Server Error')
      : errorAnswer(status, 'failed', 'This request was to fail.');
  });
}

/**
 * The session is over: every request is answered with 401.
 *
 * @param canRenew whether the elements get a new one by themselves, as with a refresh token that is still good. Default: no.
 */
export function expireSession(server: TestServer, canRenew = false): void {
  server.session = canRenew ? 'stale' : 'ended';
}
