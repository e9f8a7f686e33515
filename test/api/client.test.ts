import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import { DatasourceError } from '../../src/api/errors.js';
import { FakeServer, json } from '../support/fake-server.js';

const ID = 'langgenius/notion_datasource/notion_datasource';
const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const AUTH = '/auth/plugin/datasource/langgenius/notion_datasource/notion_datasource';
const OAUTH = '/oauth/plugin/langgenius/notion_datasource/notion_datasource/datasource';

interface Call {
  name: string;
  run: (client: DatasourceClient) => Promise<unknown>;
  method: string;
  path: string;
  query?: string;
  body?: unknown;
}

const CALLS: Call[] = [
  {
    name: 'op 1 lists the data sources',
    run: (client) => client.listDatasources(),
    method: 'GET',
    path: '/auth/plugin/datasource/list',
  },
  {
    name: 'op 2 lists the default data sources',
    run: (client) => client.listDefaultDatasources(),
    method: 'GET',
    path: '/auth/plugin/datasource/default-list',
  },
  {
    name: 'op 3 lists the connections of one source, with raw slashes',
    run: (client) => client.listCredentials(NOTION),
    method: 'GET',
    path: AUTH,
  },
  {
    name: 'op 4 creates, and sends an empty name when none is given',
    run: (client) => client.createCredential(NOTION, { credentials: { integration_secret: 's' } }),
    method: 'POST',
    path: AUTH,
    body: { credentials: { integration_secret: 's' }, type: 'api-key', name: '' },
  },
  {
    name: 'op 4 creates under the name that is given',
    run: (client) =>
      client.createCredential(NOTION, { credentials: { integration_secret: 's' }, name: 'Mine' }),
    method: 'POST',
    path: AUTH,
    body: { credentials: { integration_secret: 's' }, type: 'api-key', name: 'Mine' },
  },
  {
    name: 'op 5 updates the values only',
    run: (client) =>
      client.updateCredential(NOTION, {
        credentialId: 'c1',
        credentials: { integration_secret: 's', b: false },
      }),
    method: 'POST',
    path: `${AUTH}/update`,
    body: { credential_id: 'c1', credentials: { integration_secret: 's', b: false } },
  },
  {
    name: 'op 5 updates the name only',
    run: (client) => client.updateCredential(NOTION, { credentialId: 'c1', name: 'New' }),
    method: 'POST',
    path: `${AUTH}/update`,
    body: { credential_id: 'c1', name: 'New' },
  },
  {
    name: 'op 6 renames by credential_id',
    run: (client) => client.renameCredential(NOTION, 'c1', 'New'),
    method: 'POST',
    path: `${AUTH}/update-name`,
    body: { credential_id: 'c1', name: 'New' },
  },
  {
    name: 'op 7 sets the default by id, not credential_id',
    run: (client) => client.setDefaultCredential(NOTION, 'c1'),
    method: 'POST',
    path: `${AUTH}/default`,
    body: { id: 'c1' },
  },
  {
    name: 'op 8 deletes by credential_id',
    run: (client) => client.deleteCredential(NOTION, 'c1'),
    method: 'POST',
    path: `${AUTH}/delete`,
    body: { credential_id: 'c1' },
  },
  {
    name: 'op 9 sends the parameters and the flag, also when it turns the client off',
    run: (client) => client.saveOAuthClient(NOTION, { clientParams: {}, enabled: false }),
    method: 'POST',
    path: `${AUTH}/custom-client`,
    body: { client_params: {}, enable_oauth_custom_client: false },
  },
  {
    name: 'op 9 sends the marker for an unchanged secret as it is',
    run: (client) =>
      client.saveOAuthClient(NOTION, {
        clientParams: { client_id: 'x', client_secret: '[__HIDDEN__]' },
        enabled: true,
      }),
    method: 'POST',
    path: `${AUTH}/custom-client`,
    body: {
      client_params: { client_id: 'x', client_secret: '[__HIDDEN__]' },
      enable_oauth_custom_client: true,
    },
  },
  {
    name: 'op 10 deletes the OAuth client without a body',
    run: (client) => client.deleteOAuthClient(NOTION),
    method: 'DELETE',
    path: `${AUTH}/custom-client`,
  },
  {
    name: 'op 11 sends no query for a new connection',
    run: (client) => client.getAuthorizationUrl(NOTION),
    method: 'GET',
    path: `${OAUTH}/get-authorization-url`,
  },
  {
    name: 'op 11 never sends credential_id=undefined',
    run: (client) =>
      client.getAuthorizationUrl(
        NOTION,
        JSON.parse('{}') as { credentialId?: string; visibility?: 'only_me' },
      ),
    method: 'GET',
    path: `${OAUTH}/get-authorization-url`,
  },
  {
    name: 'op 11 never sends an empty credential_id',
    run: (client) => client.getAuthorizationUrl(NOTION, { credentialId: '' }),
    method: 'GET',
    path: `${OAUTH}/get-authorization-url`,
  },
  {
    name: 'op 11 sends the credential to authorize again',
    run: (client) => client.getAuthorizationUrl(NOTION, { credentialId: 'a&b=c' }),
    method: 'GET',
    path: `${OAUTH}/get-authorization-url`,
    query: 'credential_id=a%26b%3Dc',
  },
  {
    name: 'op 11 sends the visibility of a new connection',
    run: (client) => client.getAuthorizationUrl(NOTION, { visibility: 'all_team_members' }),
    method: 'GET',
    path: `${OAUTH}/get-authorization-url`,
    query: 'visibility=all_team_members',
  },
];

describe('DatasourceClient: requests', () => {
  for (const { name, run, method, path, query = '', body } of CALLS) {
    it(name, async () => {
      const server = new FakeServer();
      server.connect(ID, { id: 'c1', type: 'api-key' });
      await run(new DatasourceClient({ fetch: server.fetch }));
      expect(server.requests).to.have.length(1);
      const [sent] = server.requests;
      expect(sent!.method).to.equal(method);
      expect(sent!.path).to.equal(path);
      expect(sent!.query.toString()).to.equal(query);
      expect(sent!.body).to.deep.equal(body);
      expect(sent!.headers.get('Content-Type')).to.equal(body ? 'application/json' : null);
      expect(sent!.headers.get('Accept')).to.equal('application/json');
    });
  }

  it('op 12 is an address only, below the base URL', () => {
    const client = new DatasourceClient({ baseUrl: 'https://api.example/console/api/' });
    expect(client.callbackUrl(NOTION)).to.equal(`https://api.example/console/api${OAUTH}/callback`);
  });

  it('sends each request without following redirects and past the HTTP cache', async () => {
    const inits: RequestInit[] = [];
    const server = new FakeServer();
    server.connect(ID, { id: 'c1', type: 'api-key' });
    const client = new DatasourceClient({
      fetch: (input, init) => {
        inits.push(init!);
        return server.fetch(input, init);
      },
    });
    for (const { run } of CALLS) await run(client);
    expect(inits).to.have.length(CALLS.length);
    for (const init of inits) {
      expect(init.redirect).to.equal('manual');
      expect(init.cache).to.equal('no-store');
      expect(init.credentials).to.equal('include');
    }
  });

  for (const [baseUrl, expected] of [
    [undefined, '/console/api/auth/plugin/datasource/list'],
    ['/console/api', '/console/api/auth/plugin/datasource/list'],
    ['/console/api///', '/console/api/auth/plugin/datasource/list'],
    ['', '/auth/plugin/datasource/list'],
    ['https://api.example/x/', 'https://api.example/x/auth/plugin/datasource/list'],
  ] as const) {
    it(`asks below the base URL ${JSON.stringify(baseUrl)}`, async () => {
      const asked: string[] = [];
      const client = new DatasourceClient({
        ...(baseUrl !== undefined && { baseUrl }),
        fetch: (input) => {
          asked.push(String(input));
          return Promise.resolve(json({ result: [] }));
        },
      });
      await client.listDatasources();
      expect(asked).to.deep.equal([expected]);
    });
  }
});

describe('DatasourceClient: answers', () => {
  const answering = (response: Response): DatasourceClient =>
    new DatasourceClient({ fetch: () => Promise.resolve(response) });

  it('takes 201 for the update as success', async () => {
    await answering(json({ result: 'success' }, 201)).updateCredential(NOTION, {
      credentialId: 'c',
      name: 'n',
    });
  });

  it('takes 204 without a body as success', async () => {
    await answering(new Response(null, { status: 204 })).deleteOAuthClient(NOTION);
  });

  it('gives out the authorization URL and ignores what else is sent', async () => {
    const client = answering(json({ authorization_url: 'https://idp.example/', state: 1, context_id: null }));
    expect(await client.getAuthorizationUrl(NOTION)).to.equal('https://idp.example/');
  });

  it('says no_oauth_client when no client is configured, and keeps the status and the message', async () => {
    const message = 'Please configure oauth client params(system/tenant) for langgenius/notion_datasource/x';
    const client = answering(json({ code: 'invalid_param', message, status: 400 }, 400));
    const error = await client.getAuthorizationUrl(NOTION).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(DatasourceError);
    expect((error as DatasourceError).toJSON()).to.deep.equal({
      code: 'no_oauth_client',
      message,
      status: 400,
      serverCode: 'invalid_param',
      path: undefined,
      retryAfter: undefined,
      retryable: false,
    });
  });
});

describe('DatasourceClient: ids never leave the paths of the API', () => {
  const HOSTILE: [string, string][] = [
    ['../..', 'x'],
    ['langgenius/..', 'x'],
    ['langgenius/notion', '..'],
    ['langgenius/notion', '.'],
    ['langgenius/notion', 'x/../../../secret'],
    ['langgenius/notion', 'x?y=1'],
    ['langgenius/notion', 'x#y'],
    ['langgenius/notion', 'x%2F..'],
    ['langgenius/notion', 'x\\y'],
    ['langgenius/notion', 'x y'],
    ['langgenius/notion', 'x\n'.repeat(2)],
    ['langgenius/notion', ''],
    ['langgenius', 'x'],
    ['a/b/c', 'd'],
    ['//evil.example', 'x'],
    ['https://evil.example/a', 'x'],
    ['a@b/c', 'x'],
    ['Langgenius/notion', 'x'],
    ['langgenius/notion', 'é'],
    ['langgenius/notion', 'x\u0000'],
  ];
  const OPERATIONS: Record<string, (client: DatasourceClient, ref: typeof NOTION) => Promise<unknown>> = {
    listCredentials: (client, ref) => client.listCredentials(ref),
    createCredential: (client, ref) => client.createCredential(ref, { credentials: {} }),
    updateCredential: (client, ref) => client.updateCredential(ref, { credentialId: 'c' }),
    renameCredential: (client, ref) => client.renameCredential(ref, 'c', 'n'),
    setDefaultCredential: (client, ref) => client.setDefaultCredential(ref, 'c'),
    deleteCredential: (client, ref) => client.deleteCredential(ref, 'c'),
    saveOAuthClient: (client, ref) => client.saveOAuthClient(ref, { clientParams: {}, enabled: true }),
    deleteOAuthClient: (client, ref) => client.deleteOAuthClient(ref),
    getAuthorizationUrl: (client, ref) => client.getAuthorizationUrl(ref),
  };

  for (const [operation, run] of Object.entries(OPERATIONS)) {
    it(`${operation} refuses ${HOSTILE.length} hostile ids and asks nothing`, async () => {
      const server = new FakeServer();
      const client = new DatasourceClient({ fetch: server.fetch });
      for (const [pluginId, provider] of HOSTILE) {
        const error = await run(client, { pluginId, provider }).catch((thrown: unknown) => thrown);
        expect((error as DatasourceError)?.code, `${pluginId} ${provider}`).to.equal('invalid_id');
      }
      expect(server.requests).to.be.empty;
    });
  }
});
