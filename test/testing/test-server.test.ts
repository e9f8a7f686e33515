import { expect } from '@open-wc/testing';
import {
  connectedServer,
  emptyServer,
  expireSession,
  failOnce,
  forbid,
  GOOGLE_DRIVE,
  JINA_READER,
  NOTION,
  notionSource,
  slowDown,
  TestServer,
} from '../../src/testing.js';

const LIST = '/console/api/auth/plugin/datasource/list';
const of = (id: string, action = ''): string => `/console/api/auth/plugin/datasource/${id}${action}`;
const start = (id: string, query = ''): string =>
  `/console/api/oauth/plugin/${id}/datasource/get-authorization-url${query}`;
const callback = (id: string, query = '?code=x'): string =>
  `/console/api/oauth/plugin/${id}/datasource/callback${query}`;

/** What a server answers: its status, and the JSON in its body. */
async function ask(
  server: TestServer,
  path: string,
  body?: unknown,
  method = body ? 'POST' : 'GET',
): Promise<unknown[]> {
  const answer = await server.fetch(path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return [answer.status, text ? (JSON.parse(text) as unknown) : null];
}
const names = (server: TestServer, id: string): string[] => server.credentialsOf(id).map(({ name }) => name);
const refusal = (message: string, code = 'invalid_param', status = 400): unknown[] => [
  status,
  { code, message, status },
];
const SUCCESS = { result: 'success' };

describe('the server of the test kit', () => {
  let server: TestServer;

  beforeEach(() => {
    server = new TestServer();
  });

  it('lists Notion, Jina Reader and Google Drive, and of the legacy list those that it has', async () => {
    expect(await ask(server, LIST)).to.deep.equal([200, { result: server.sources }]);
    const [, legacy] = await ask(server, of('default-list'));
    expect((legacy as { result: { name: string }[] }).result.map(({ name }) => name)).to.deep.equal([
      'notion_datasource',
      'jinareader',
    ]);
  });

  it('names what it generates a name for, from the highest number on', async () => {
    const create = (body: object): Promise<unknown[]> =>
      ask(server, of(JINA_READER), { credentials: {}, ...body });
    expect(await create({})).to.deep.equal([200, SUCCESS]);
    await create({ name: 'API KEY 7' });
    await create({ name: '' });
    expect(names(server, JINA_READER)).to.deep.equal(['API KEY 1', 'API KEY 7', 'API KEY 8']);
    expect(await create({ name: 'API KEY 7' })).to.deep.equal(
      refusal('Authorization name is already exists'),
    );
  });

  it('refuses what the third party refuses, in its words', async () => {
    const create = (integration_secret: string): Promise<unknown[]> =>
      ask(server, of(NOTION), { credentials: { integration_secret } });
    expect(await create('')).to.deep.equal(
      refusal('Failed to validate credentials: integration_secret is required.'),
    );
    server.validate = (_, { integration_secret }) =>
      integration_secret === 'good' ? null : 'API token is invalid.';
    expect(await create('bad')).to.deep.equal(
      refusal('Failed to validate credentials: API token is invalid.'),
    );
    expect(await create('good')).to.deep.equal([200, SUCCESS]);
  });

  it('sends no secret back, keeps one that did not change, and loses what was left out', async () => {
    server.sources = [
      notionSource({
        credential_schema: [
          { type: 'secret-input', name: 'key' },
          { type: 'text-input', name: 'url' },
          { type: 'text-input', name: 'region' },
        ],
      }),
    ];
    const seen: unknown[] = [];
    server.validate = (_, values) => void seen.push(values);
    await ask(server, of(NOTION), { credentials: { key: 'secret', url: 'a', region: 'b' } });
    const { id, credential } = server.credentialsOf(NOTION)[0]!;
    expect(credential).to.deep.equal({ key: 'SFlCUk************w=', url: 'a', region: 'b' });
    const update = (credentials: object): Promise<unknown[]> =>
      ask(server, of(NOTION, '/update'), { credential_id: id, credentials });
    expect(await update({ key: '[__HIDDEN__]', url: 'c' })).to.deep.equal([201, SUCCESS]);
    expect(await update({ key: '[__HIDDEN__]', region: '[__HIDDEN__]' })).to.deep.equal([201, SUCCESS]);
    expect(seen.slice(1)).to.deep.equal([
      { key: 'secret', url: 'c' },
      { key: 'secret', region: '[__UNKNOWN__]' },
    ]);
  });

  it('has one default wherever there are connections, the oldest without a choice', async () => {
    const [first, second, third] = [1, 2, 3].map(() => server.connect(NOTION).id);
    const defaults = async (): Promise<unknown> => {
      const [, { result }] = (await ask(server, of(NOTION))) as [
        number,
        { result: { is_default: boolean; id: string }[] },
      ];
      return result.filter(({ is_default }) => is_default).map(({ id }) => id);
    };
    expect(await defaults()).to.deep.equal([first]);
    expect(await ask(server, of(NOTION, '/default'), { id: third })).to.deep.equal([200, SUCCESS]);
    expect(await defaults()).to.deep.equal([third]);
    await ask(server, of(NOTION, '/delete'), { credential_id: third });
    expect(await defaults()).to.deep.equal([first]);
    await ask(server, of(NOTION, '/delete'), { credential_id: first });
    expect(await ask(server, of(NOTION, '/delete'), { credential_id: first })).to.deep.equal([200, SUCCESS]);
    expect(await defaults()).to.deep.equal([second]);
  });

  it('wipes what is left out of OAuth client settings, as newer servers do', async () => {
    const schema = server.sources[0]!.oauth_schema!;
    const save = (body: object): Promise<unknown[]> => ask(server, of(NOTION, '/custom-client'), body);
    await save({ client_params: { client_id: 'abcdefgh' }, enable_oauth_custom_client: true });
    expect(schema).to.include({ is_oauth_custom_client_enabled: true });
    expect(schema).to.have.deep.property('oauth_custom_client_params', { client_id: 'ab****gh' });
    await save({ client_params: { client_id: '[__HIDDEN__]' }, enable_oauth_custom_client: true });
    expect(schema).to.have.deep.property('oauth_custom_client_params', { client_id: 'ab****gh' });
    await save({});
    expect(schema).to.include({ is_oauth_custom_client_enabled: false });
    expect(schema).to.have.deep.property('oauth_custom_client_params', {});
    expect(await ask(server, of(JINA_READER, '/custom-client'), {})).to.deep.equal(
      refusal('Datasource provider oauth schema not found'),
    );
  });

  it('connects who comes back from the third party, once, and only who had left', async () => {
    expect(await ask(server, callback(NOTION))).to.deep.equal(
      refusal('context_id not found', 'forbidden', 403),
    );
    expect(await ask(server, start(NOTION))).to.deep.equal([
      200,
      { authorization_url: server.authorizationUrl },
    ]);
    expect(server.authorizing).to.equal(NOTION);
    expect((await server.fetch(callback(NOTION))).status).to.equal(302);
    expect(server.authorizing).to.equal(null);
    expect(await ask(server, callback(NOTION))).to.deep.equal(refusal('context_id is invalid'));
    expect(server.credentialsOf(NOTION)).to.have.lengthOf(1);
    expect(server.credentialsOf(NOTION)[0]).to.include({
      name: 'AUTH 1',
      type: 'oauth2',
      visibility: 'only_me',
    });
  });

  it('adds no connection for one that is authorized again, or refused', async () => {
    const { id } = server.connect(GOOGLE_DRIVE, { name: 'Mine' });
    await ask(server, start(GOOGLE_DRIVE, `?credential_id=${id}`));
    expect((await server.fetch(callback(GOOGLE_DRIVE))).status).to.equal(302);
    await ask(server, start(GOOGLE_DRIVE));
    expect(await ask(server, callback(GOOGLE_DRIVE, '?error=access_denied'))).to.deep.equal(
      refusal('Error getting credentials: access_denied'),
    );
    await ask(server, start(GOOGLE_DRIVE, '?credential_id=undefined'));
    expect(await ask(server, callback(GOOGLE_DRIVE))).to.deep.equal(refusal('provider not found'));
    expect(names(server, GOOGLE_DRIVE)).to.deep.equal(['Mine']);
  });

  it('has no client to authorize with where none is set up', async () => {
    server.sources[0]!.oauth_schema!.is_system_oauth_params_exists = false;
    for (const id of [NOTION, JINA_READER])
      expect(await ask(server, start(id))).to.deep.equal(
        refusal(`Please configure oauth client params(system/tenant) for ${id}`),
      );
  });

  it('says of each body what is wrong with it', async () => {
    const { id: credential_id } = server.connect(NOTION);
    const text = 'x'.repeat(101);
    for (const [action, body, field, type] of [
      ['', {}, 'credentials', 'missing'],
      ['', { credentials: [] }, 'credentials', 'dict_type'],
      ['', { credentials: {}, name: text }, 'name', 'string_too_long'],
      ['/update', {}, 'credential_id', 'missing'],
      ['/update', { credential_id, name: 7 }, 'name', 'string_type'],
      ['/update-name', { credential_id }, 'name', 'missing'],
      ['/update-name', { credential_id, name: text }, 'name', 'string_too_long'],
      ['/default', { credential_id }, 'id', 'missing'],
      ['/delete', { id: credential_id }, 'credential_id', 'missing'],
      ['/custom-client', { enable_oauth_custom_client: 'yes' }, 'enable_oauth_custom_client', 'bool_type'],
    ] as const) {
      const [status, answer] = (await ask(server, of(NOTION, action), body)) as [
        number,
        { message: string; params: string },
      ];
      expect([status, answer.params], action).to.deep.equal([400, field]);
      expect(answer.message).to.match(
        new RegExp(`^1 validation error for Datasource\\w+Payload\\n${field}\\n.*type=${type}`),
      );
    }
  });

  it('knows sources by one token, by three, and by nothing else', async () => {
    server.sources = [notionSource({ plugin_id: 'langgenius/tavily', name: 'tavily' })];
    server.connect('tavily');
    expect(await ask(server, of('tavily'))).to.deep.equal(await ask(server, of('langgenius/tavily/tavily')));
    expect(await ask(server, of('acme/none/none'))).to.deep.equal([200, { result: [] }]);
    for (const id of ['a/b', 'langgenius%2Ftavily%2Ftavily', 'A/B/C'])
      expect(await ask(server, of(id))).to.deep.equal(refusal(`Invalid plugin id ${id}`));
    expect(await ask(server, of(''))).to.deep.equal([
      404,
      { code: 'not_found', message: 'The requested URL was not found on the server.', status: 404 },
    ]);
    expect((await ask(server, of('tavily'), {}, 'PUT'))[0]).to.equal(405);
  });

  it('writes down what it was asked, also by a Request, and lets a test step in', async () => {
    const stop = server.intercept(({ method }) =>
      method === 'POST' ? new Response('taken over') : undefined,
    );
    const body = JSON.stringify({ credentials: {} });
    const answer = await server.fetch(
      new Request(of(JINA_READER), { method: 'POST', body, headers: { 'X-Mine': '1' } }),
    );
    expect(await answer.text()).to.equal('taken over');
    stop();
    expect(await ask(server, of(JINA_READER), { credentials: {} })).to.deep.equal([200, SUCCESS]);
    expect(server.count('POST', `/auth/plugin/datasource/${JINA_READER}`)).to.equal(2);
    expect(server.requests[0]!.body).to.deep.equal({ credentials: {} });
    expect(server.requests[0]!.headers.get('x-mine')).to.equal('1');
  });

  it('gives up with the signal of a request', async () => {
    slowDown(server, 60_000);
    const controller = new AbortController();
    const asked = server.fetch(LIST, { signal: controller.signal });
    controller.abort(new Error('given up'));
    const problem = await asked.then(
      () => null,
      (thrown: unknown) => (thrown as Error).message,
    );
    expect(problem).to.equal('given up');
  });

  it('wants its CSRF token where it has one', async () => {
    server.csrfToken = 'right';
    const of = async (token?: string): Promise<number> =>
      (await server.fetch(LIST, { headers: token === undefined ? {} : { 'X-CSRF-Token': token } })).status;
    expect([await of(), await of('wrong'), await of('right')]).to.deep.equal([401, 401, 200]);
  });

  it('takes a program that sends its own cookies at its word', async () => {
    server.accessToken = 'right';
    const as = async (path: string, headers: Record<string, string>): Promise<number> =>
      (await server.fetch(path, { credentials: 'omit', headers })).status;
    expect(await as(LIST, {})).to.equal(401);
    expect(await as(LIST, { Cookie: 'access_token=wrong' })).to.equal(401);
    expect(await as(LIST, { Cookie: 'a=b; access_token=right' })).to.equal(200);
    expect(await as(LIST, { Authorization: 'Bearer right' })).to.equal(200);
    expect((await ask(server, LIST))[0], 'the browser sends what it keeps').to.equal(200);
    await ask(server, start(NOTION));
    expect(await as(callback(NOTION), {}), 'without the cookie of the flow').to.equal(403);
    expect(await as(callback(NOTION), { Cookie: 'context_id=other' })).to.equal(400);
    expect(await as(callback(NOTION), { Cookie: 'context_id=context-1' })).to.equal(302);
  });

  it('answers below the base that it was given', async () => {
    const other = new TestServer({ baseUrl: 'https://api.example/dify/' });
    expect((await ask(other, '/dify/auth/plugin/datasource/list'))[0]).to.equal(200);
    expect((await ask(other, LIST))[0]).to.equal(404);
  });
});

describe('the scenarios of the test kit', () => {
  const status = async (server: TestServer, path = LIST, body?: object): Promise<unknown> =>
    (await ask(server, path, body))[0];

  it('begin with connections, or with no data source', async () => {
    const server = connectedServer();
    expect([names(server, NOTION), names(server, JINA_READER)]).to.deep.equal([
      ["Acme's Notion", 'API KEY 1'],
      ['API KEY 1'],
    ]);
    expect(await ask(emptyServer(), LIST)).to.deep.equal([200, { result: [] }]);
  });

  it('forbid changes, but for the removal of OAuth client settings, as the server does', async () => {
    const server = connectedServer();
    forbid(server);
    expect(await status(server)).to.equal(200);
    expect(await status(server, start(NOTION))).to.equal(403);
    for (const action of ['', '/update', '/update-name', '/default', '/delete', '/custom-client'])
      expect(await status(server, of(NOTION, action), {}), action).to.equal(403);
    expect((await ask(server, of(NOTION, '/custom-client'), undefined, 'DELETE'))[0]).to.equal(200);
  });

  it('let one request fail', async () => {
    const server = connectedServer();
    failOnce(server, { method: 'POST', path: '/default', status: 503 });
    failOnce(server, { status: 'network' });
    const broken = await server.fetch(LIST).catch((thrown: unknown) => (thrown as Error).message);
    expect(broken).to.equal('Failed to fetch');
    expect(await status(server)).to.equal(200);
    const id = server.credentialsOf(NOTION)[1]!.id;
    expect(await status(server, of(NOTION, '/default'), { id })).to.equal(503);
    expect(await status(server, of(NOTION, '/default'), { id })).to.equal(200);
  });

  it('end the session, for good or until it is renewed', async () => {
    const server = connectedServer();
    expireSession(server, true);
    expect(await status(server)).to.equal(401);
    expect(await status(server, '/console/api/refresh-token', {})).to.equal(200);
    expect(await status(server)).to.equal(200);
    expireSession(server);
    expect(await status(server, '/console/api/refresh-token', {})).to.equal(401);
    expect(await status(server)).to.equal(401);
  });
});
