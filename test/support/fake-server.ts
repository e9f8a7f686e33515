import {
  jinaReaderSource,
  notionSource,
  TestServer,
  type RecordedRequest,
  type WireSource,
} from '../../src/testing.js';

export { errorAnswer, json, type WireCredential, type WireSource } from '../../src/testing.js';

/** One request that the server got. */
export type Recorded = RecordedRequest;

/** A data source as the server sends it, or would never do; Notion unless told otherwise. */
export const wireSource = (overrides: Record<string, unknown> = {}): WireSource => notionSource(overrides);

/** Jina Reader: by API key only, and the key is optional. */
export const jinaSource = (overrides: Record<string, unknown> = {}): WireSource =>
  jinaReaderSource(overrides);

/** The test kit's server, with the two data sources that most tests are about. */
export class FakeServer extends TestServer {
  constructor() {
    super({ sources: [wireSource(), jinaSource()] });
  }
}
