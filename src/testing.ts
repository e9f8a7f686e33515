/** For tests of pages with these elements: a server behind a `fetch` function, and what can go wrong with one. */
export { errorAnswer, json } from './testing/answers.js';
export { authorizeWithoutWindow, type AuthorizationWindows, type Decision } from './testing/authorize.js';
export {
  connectedServer,
  emptyServer,
  expireSession,
  failOnce,
  forbid,
  GOOGLE_DRIVE,
  JINA_READER,
  NOTION,
  slowDown,
  type Failure,
} from './testing/scenarios.js';
export { googleDriveSource, jinaReaderSource, notionSource } from './testing/sources.js';
export {
  TestServer,
  type Interceptor,
  type RecordedRequest,
  type TestServerOptions,
} from './testing/test-server.js';
export type { Validate } from './testing/workspace.js';
export type { WireCredential, WireField, WireOAuthSchema, WireSource } from './testing/wire.js';
