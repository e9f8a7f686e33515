import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import { DatasourceError, toDatasourceError, type DatasourceErrorCode } from '../../src/api/errors.js';
import { errorAnswer, json } from '../support/fake-server.js';

const REF = { pluginId: 'acme/plugin', provider: 'source' };

type Answer = () => Response | Promise<Response>;

const clientOf = (answer: Answer): DatasourceClient => new DatasourceClient({ fetch: async () => answer() });

/** The error of a read and of a write that get this answer. */
async function failureOf(run: Promise<unknown>): Promise<DatasourceError> {
  const thrown = await run.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  expect(thrown).to.be.instanceOf(DatasourceError);
  return thrown as DatasourceError;
}
const readFailure = (answer: Answer): Promise<DatasourceError> =>
  failureOf(clientOf(answer).listDatasources());

const createFailure = (message: string, credentials: Record<string, string>): Promise<DatasourceError> =>
  failureOf(
    clientOf(() => errorAnswer(400, 'invalid_param', message)).createCredential(REF, { credentials }),
  );

function redirectAnswer(): Response {
  const response = new Response(null);
  Object.defineProperties(response, {
    type: { value: 'opaqueredirect' },
    status: { value: 0 },
    ok: { value: false },
  });
  return response;
}

/** A body that breaks off after some bytes. */
function brokenBody(status: number): Response {
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) controller.error(new TypeError('network error'));
      else controller.enqueue(new TextEncoder().encode('{"code":"inv'));
      sent = true;
    },
  });
  return new Response(body, { status });
}

describe('failures: status to code', () => {
  const TABLE: [status: number, code: DatasourceErrorCode, retryable: boolean][] = [
    [400, 'invalid_param', false],
    [402, 'invalid_param', false],
    [403, 'forbidden', false],
    [404, 'not_found', false],
    [405, 'invalid_param', false],
    [408, 'timeout', true],
    [409, 'invalid_param', false],
    [413, 'invalid_param', false],
    [422, 'invalid_param', false],
    [429, 'rate_limited', true],
    [500, 'server', true],
    [501, 'server', true],
    [502, 'server', true],
    [503, 'server', true],
    [504, 'timeout', true],
    [599, 'server', true],
    [304, 'bad_response', true],
  ];
  for (const [status, code, retryable] of TABLE) {
    it(`${status} → ${code}`, async () => {
      const body = status === 304 ? null : JSON.stringify({ code: 'some_code', message: 'Why.', status });
      const error = await readFailure(() => new Response(body, { status }));
      expect(error.code).to.equal(code);
      expect(error.status).to.equal(status);
      expect(error.retryable).to.equal(retryable);
      if (body) {
        expect(error.message).to.equal('Why.');
        expect(error.serverCode).to.equal('some_code');
      }
    });
  }

  for (const message of [
    'Authorization name is already exists',
    'Failed to validate credentials: 401 Unauthorized',
    'Datasource provider not found',
    'Invalid plugin id A/b',
    '1 validation error for DatasourceCredentialPayload\ncredentials\n  Field required',
  ])
    it(`keeps the server’s message: ${message.slice(0, 40)}`, async () => {
      const error = await createFailure(message, { key: 'sk-1234567' });
      expect(error.message).to.equal(message);
      expect(error.serverCode).to.equal('invalid_param');
    });

  it('a redirect is refused', async () => {
    const error = await readFailure(redirectAnswer);
    expect(error.code).to.equal('bad_response');
    expect(error.message).to.contain('redirect');
  });
});

describe('failures: bodies that say nothing', () => {
  const HTML = '<!doctype html><title>502</title><p id="leak">nginx sk-secret-in-page</p>';
  const BODIES: [name: string, body: string][] = [
    ['an HTML page', HTML],
    ['no body', ''],
    ['a truncated body', '{"code":"invalid_param","mess'],
    ['a list', '[1]'],
    ['a text', '"sk-secret-in-page"'],
    ['null', 'null'],
    ['an object without a message', '{"detail":"sk-secret-in-page"}'],
  ];
  for (const [name, body] of BODIES) {
    for (const status of [400, 403, 502])
      it(`${status} with ${name} keeps the status and shows a text of our own`, async () => {
        const error = await readFailure(() => new Response(body, { status }));
        expect(error.status).to.equal(status);
        expect(error.message).to.not.equal('');
        expect(JSON.stringify(error) + error.stack).not.to.contain('sk-secret-in-page');
        expect(error.message).not.to.match(/unexpected|token|json/i);
      });
  }

  it('a code that is no text does not cost the message, and the other way round', async () => {
    const numeric = await readFailure(() => json({ code: 400, message: 'Why.' }, 400));
    expect(numeric.message).to.equal('Why.');
    expect(numeric.serverCode).to.equal(undefined);
    const fields = await readFailure(() =>
      json({ code: 'invalid_param', message: { name: 'Required' } }, 400),
    );
    expect(fields.serverCode).to.equal('invalid_param');
    expect(fields.message).to.equal('The server answered 400.');
  });

  it('an error whose body breaks off keeps the status', async () => {
    const error = await readFailure(() => brokenBody(500));
    expect(error.toJSON()).to.include({ code: 'server', status: 500 });
  });

  for (const [name, answer] of [
    ['a login page', () => new Response(HTML, { status: 200 })],
    ['an empty body', () => new Response('', { status: 200 })],
    ['a truncated body', () => new Response('{"result":[', { status: 200 })],
    ['a body that breaks off', () => brokenBody(200)],
  ] as [string, Answer][])
    it(`200 with ${name} → bad_response`, async () => {
      const error = await readFailure(answer);
      expect(error.toJSON()).to.include({ code: 'bad_response', status: 200, retryable: true });
      expect(error.message)
        .not.to.contain('sk-secret-in-page')
        .and.not.match(/unexpected|token/i);
    });

  it('reads JSON behind a byte order mark', async () => {
    const client = clientOf(() => new Response('\uFEFF{"result":[]}'));
    expect(await client.listDatasources()).to.deep.equal({ result: [] });
  });

  it('shows at most 500 characters of a message', async () => {
    const error = await readFailure(() => errorAnswer(400, 'invalid_param', 'x'.repeat(60_000)));
    expect(error.message).to.equal('x'.repeat(500));
  });
});

describe('failures: secrets are cut out of what the server repeats (G1)', () => {
  it('every occurrence', async () => {
    const error = await createFailure('sk-abcdef is wrong: sk-abcdef', { key: 'sk-abcdef' });
    expect(error.message).to.equal('••• is wrong: •••');
  });

  it('the longer of two that begin alike, as a whole', async () => {
    const error = await createFailure('bad: tenant-secret-part', {
      id: 'tenant',
      secret: 'tenant-secret-part',
    });
    expect(error.message).to.equal('bad: •••');
  });

  for (let before = 480; before <= 500; before += 5)
    it(`one that stands across the end of what is shown (at ${before})`, async () => {
      const secret = 'sk-0123456789abcdefghij';
      const error = await createFailure('.'.repeat(before) + secret, { key: secret });
      expect(error.message.length).to.be.at.most(500);
      expect(error.message).not.to.contain('sk-');
    });

  it('of an update and of an OAuth client too', async () => {
    const answer: Answer = () => errorAnswer(400, 'invalid_param', 'Bad value s3cret-value');
    const update = await failureOf(
      clientOf(answer).updateCredential(REF, { credentialId: 'c', credentials: { key: 's3cret-value' } }),
    );
    const client = await failureOf(
      clientOf(answer).saveOAuthClient(REF, { clientParams: { key: 's3cret-value' }, enabled: true }),
    );
    expect(update.message).to.equal('Bad value •••');
    expect(client.message).to.equal('Bad value •••');
  });

  it('leaves ordinary words alone that are as short as a secret never is', async () => {
    const error = await createFailure('The region a is wrong', { region: 'a', flag: 'is' });
    expect(error.message).to.equal('The region a is wrong');
  });

  for (const [name, answer] of [
    ['a refusal', () => errorAnswer(400, 'invalid_param', 'no')],
    ['a failure of the server', () => errorAnswer(500, 'unknown', 'Internal Server Error')],
    ['a page', () => new Response('<p>', { status: 502 })],
    ['a lost connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['an answer that is no JSON', () => new Response('<p>')],
  ] as [string, Answer][])
    it(`nothing that was posted is in the error after ${name}`, async () => {
      const error = await failureOf(
        clientOf(answer).createCredential(REF, { credentials: { key: 'sk-canary' }, name: 'name-canary' }),
      );
      const shown = [JSON.stringify(error), String(error), error.stack, JSON.stringify({ ...error })].join();
      expect(shown).not.to.contain('canary');
      expect(Object.keys(error).sort()).to.satisfy((keys: string[]) =>
        keys.every((key) => ['code', 'status', 'serverCode', 'path', 'retryAfter'].includes(key)),
      );
    });
});

describe('failures: no answer', () => {
  it('a connection that fails → network', async () => {
    const error = await readFailure(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(error.toJSON()).to.include({ code: 'network', retryable: true, status: undefined });
    expect(error.message).not.to.contain('Failed to fetch');
  });

  it('a fetch that throws something odd → network', async () => {
    const error = await readFailure(() => Promise.reject('odd'));
    expect(error.code).to.equal('network');
  });

  it('a real fetch to a port where nobody listens → network', async () => {
    const client = new DatasourceClient({ baseUrl: 'http://127.0.0.1:9' });
    expect((await failureOf(client.listDatasources())).code).to.equal('network');
  });
});

describe('toDatasourceError', () => {
  it('keeps one of ours, and wraps the rest', () => {
    const ours = new DatasourceError('expired', 'x');
    expect(toDatasourceError(ours)).to.equal(ours);
    expect(toDatasourceError(new Error('odd'))).to.include({ code: 'server', message: 'odd' });
    expect(toDatasourceError('text')).to.include({ code: 'server', message: 'text' });
    expect(toDatasourceError(undefined)).to.include({ code: 'server', message: 'undefined' });
  });
});
