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

  it('a fetch of the page’s own that heeds no signal is given up, before the answer and in it', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) });
    for (const answer of [() => NEVER, () => Promise.resolve(new Response(body))]) {
      const client = new DatasourceClient({ fetch: answer, readTimeout: 20 });
      expect(await failureOf(client.listDatasources())).to.have.property('code', 'timeout');
    }
  });

  for (const option of ['getAccessToken', 'getCsrfToken'] as const)
    it(`a ${option} that never comes is given up, and nothing is sent`, async () => {
      const server = new FakeServer();
      const client = new DatasourceClient({
        fetch: server.fetch,
        readTimeout: 20,
        writeTimeout: 20,
        [option]: () => new Promise(() => undefined),
      });
      expect(await failureOf(client.listDatasources())).to.have.property('code', 'timeout');
      expect(await failureOf(client.deleteOAuthClient(REF))).to.have.property('code', 'timeout');
      expect(server.requests).to.be.empty;
    });

  it('a new access token that never comes is given up, for all that wait', async () => {
    const client = clientOf(() => errorAnswer(401, 'unauthorized', 'x'), {
      readTimeout: 20,
      getAccessToken: ({ refresh }) => (refresh ? new Promise<string>(() => undefined) : 'old'),
    });
    const runs = [client.listDatasources(), client.listDefaultDatasources()].map(failureOf);
    for (const error of await Promise.all(runs)) expect(error).to.have.property('code', 'timeout');
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

  it('while the session is renewed, without waiting for that', async () => {
    const controller = new AbortController();
    const client = clientOf(() => {
      const answer = controller.signal.aborted ? NEVER : errorAnswer(401, 'unauthorized', 'x');
      queueMicrotask(() => controller.abort());
      return answer;
    });
    expect(await failureOf(client.listDatasources({ signal: controller.signal }))).to.have.property(
      'code',
      'aborted',
    );
  });

  for (const option of ['getAccessToken', 'getCsrfToken'] as const)
    it(`while ${option} is awaited, and nothing is sent`, async () => {
      const controller = new AbortController();
      const server = new FakeServer();
      const client = new DatasourceClient({
        fetch: server.fetch,
        [option]: () => {
          controller.abort();
          return new Promise(() => undefined);
        },
      });
      expect(await failureOf(client.listDatasources({ signal: controller.signal }))).to.have.property(
        'code',
        'aborted',
      );
      expect(server.requests).to.be.empty;
    });

  it('leaves no listener on the signal of its caller', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    let listeners = 0;
    let added = false;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++;
      added = true;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners--;
      removeEventListener.apply(signal, args);
    };
    const client = new DatasourceClient({ fetch: () => Promise.resolve(new Response('{"result":[]}')) });
    await client.listDatasources({ signal });
    await clientOf(() => errorAnswer(401, 'unauthorized', 'x'))
      .listDatasources({ signal })
      .catch(() => undefined);
    expect(added, 'it was listened to').to.be.true;
    expect(listeners).to.equal(0);
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
