import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import type { DatasourceError } from '../../src/api/errors.js';
import type { HttpOptions } from '../../src/api/http.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';

const REF = { pluginId: 'acme/plugin', provider: 'source' };

const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

const NEVER = new Promise<Response>(() => undefined);

function clientOf(answer: () => Response | Promise<Response>, options: HttpOptions = {}): DatasourceClient {
  const server = new FakeServer();
  server.intercept(answer);
  return new DatasourceClient({ fetch: server.fetch, ...options });
}

/** A `fetch` whose answer begins at once and never ends, unless it is aborted, as in a browser. */
const stalling =
  (status: number, onAnswer?: () => void): typeof fetch =>
  (_input, init) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"result":['));
        init!.signal!.addEventListener('abort', () => controller.error(init!.signal!.reason));
      },
    });
    queueMicrotask(() => onAnswer?.());
    return Promise.resolve(new Response(body, { status }));
  };

describe('time limits (D10)', () => {
  it('a read is given up after readTimeout', async () => {
    const client = clientOf(() => NEVER, { readTimeout: 20, writeTimeout: 60_000 });
    expect(await failureOf(client.listDatasources())).to.include({ code: 'timeout', retryable: true });
  });

  it('a write is given up after writeTimeout', async () => {
    const client = clientOf(() => NEVER, { readTimeout: 60_000, writeTimeout: 20 });
    expect(await failureOf(client.createCredential(REF, { credentials: {} }))).to.have.property(
      'code',
      'timeout',
    );
    expect(await failureOf(client.deleteOAuthClient(REF))).to.have.property('code', 'timeout');
  });

  for (const status of [200, 500])
    it(`an answer ${status} whose body never ends is given up`, async () => {
      const client = new DatasourceClient({ fetch: stalling(status), readTimeout: 20 });
      expect(await failureOf(client.listDatasources())).to.have.property('code', 'timeout');
    });

  it('a refresh that never ends is given up, and the session has not expired', async () => {
    let expired = 0;
    const server = new FakeServer();
    server.intercept(({ path }) =>
      path === '/refresh-token' ? NEVER : errorAnswer(401, 'unauthorized', 'x'),
    );
    const client = new DatasourceClient({
      fetch: server.fetch,
      readTimeout: 20,
      onSessionExpired: () => expired++,
    });
    expect(await failureOf(client.listDatasources())).to.have.property('code', 'timeout');
    expect(expired).to.equal(0);
  });
});

describe('giving up (D11)', () => {
  it('before the request', async () => {
    const signal = AbortSignal.abort();
    const client = clientOf(() => NEVER);
    const error = await failureOf(client.listDatasources({ signal }));
    expect(error).to.include({ name: 'DatasourceError', code: 'aborted', retryable: false });
  });

  it('while the answer is awaited, whatever the reason given', async () => {
    for (const reason of [undefined, new Error('mine'), 'text', null]) {
      const controller = new AbortController();
      const run = failureOf(clientOf(() => NEVER).listDatasources({ signal: controller.signal }));
      controller.abort(reason);
      expect(await run).to.have.property('code', 'aborted');
    }
  });

  for (const status of [200, 400])
    it(`while the body of a ${status} is read`, async () => {
      const controller = new AbortController();
      const client = new DatasourceClient({ fetch: stalling(status, () => controller.abort()) });
      const run = failureOf(client.listDatasources({ signal: controller.signal }));
      expect(await run).to.have.property('code', 'aborted');
    });

  it('while the session is renewed', async () => {
    const controller = new AbortController();
    const server = new FakeServer();
    server.intercept(({ path }) => {
      if (path !== '/refresh-token') return errorAnswer(401, 'unauthorized', 'x');
      controller.abort();
      return new Response('{}');
    });
    const client = new DatasourceClient({ fetch: server.fetch });
    expect(await failureOf(client.listDatasources({ signal: controller.signal }))).to.have.property(
      'code',
      'aborted',
    );
  });

  const OPERATIONS: Record<string, (client: DatasourceClient, signal: AbortSignal) => Promise<unknown>> = {
    listDatasources: (client, signal) => client.listDatasources({ signal }),
    listDefaultDatasources: (client, signal) => client.listDefaultDatasources({ signal }),
    listCredentials: (client, signal) => client.listCredentials(REF, { signal }),
    createCredential: (client, signal) => client.createCredential(REF, { credentials: {} }, { signal }),
    updateCredential: (client, signal) => client.updateCredential(REF, { credentialId: 'c' }, { signal }),
    renameCredential: (client, signal) => client.renameCredential(REF, 'c', 'n', { signal }),
    setDefaultCredential: (client, signal) => client.setDefaultCredential(REF, 'c', { signal }),
    deleteCredential: (client, signal) => client.deleteCredential(REF, 'c', { signal }),
    saveOAuthClient: (client, signal) =>
      client.saveOAuthClient(REF, { clientParams: {}, enabled: true }, { signal }),
    deleteOAuthClient: (client, signal) => client.deleteOAuthClient(REF, { signal }),
    getAuthorizationUrl: (client, signal) => client.getAuthorizationUrl(REF, {}, { signal }),
  };
  for (const [name, run] of Object.entries(OPERATIONS))
    it(`${name} heeds its signal`, async () => {
      const controller = new AbortController();
      const failed = failureOf(
        run(
          clientOf(() => NEVER),
          controller.signal,
        ),
      );
      controller.abort();
      expect(await failed).to.have.property('code', 'aborted');
    });
});
