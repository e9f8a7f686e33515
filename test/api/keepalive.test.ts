import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import type { CallOptions } from '../../src/api/reads.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';

const REF = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const ID = `${REF.pluginId}/${REF.provider}`;

describe('keepalive', () => {
  let inits: RequestInit[];
  let server: FakeServer;
  let client: DatasourceClient;

  beforeEach(() => {
    inits = [];
    server = new FakeServer();
    server.connect(ID, { id: 'c', type: 'api-key' });
    client = new DatasourceClient({
      fetch: (input, init) => {
        inits.push(init!);
        return server.fetch(input, init);
      },
    });
  });

  const WRITES: Record<string, (options?: CallOptions) => Promise<void>> = {
    createCredential: (options) =>
      client.createCredential(REF, { credentials: { integration_secret: 's' } }, options),
    updateCredential: (options) => client.updateCredential(REF, { credentialId: 'c' }, options),
    renameCredential: (options) => client.renameCredential(REF, 'c', 'n', options),
    setDefaultCredential: (options) => client.setDefaultCredential(REF, 'c', options),
    deleteCredential: (options) => client.deleteCredential(REF, 'c', options),
    saveOAuthClient: (options) => client.saveOAuthClient(REF, { clientParams: {}, enabled: true }, options),
    deleteOAuthClient: (options) => client.deleteOAuthClient(REF, options),
  };
  for (const [name, write] of Object.entries(WRITES)) {
    it(`of ${name} reaches fetch`, async () => {
      await write({ keepalive: true });
      expect(inits.length).to.equal(1);
      expect(inits[0]!.keepalive).to.equal(true);
    });

    it(`is absent from ${name} unless it is asked for`, async () => {
      await write();
      await write({});
      await write({ keepalive: false });
      await write({ keepalive: undefined });
      expect(inits.length).to.equal(4);
      for (const init of inits) expect('keepalive' in init).to.be.false;
    });
  }

  it('is absent from reads', async () => {
    await client.listDatasources();
    await client.listCredentials(REF);
    await client.getAuthorizationUrl(REF);
    expect(inits.length).to.equal(3);
    for (const init of inits) expect('keepalive' in init).to.be.false;
  });

  it('holds for what is sent again after the session was renewed, but the renewal is as ever', async () => {
    let renewed = false;
    server.intercept(({ path }) => {
      if (path !== '/refresh-token')
        return renewed ? undefined : errorAnswer(401, 'unauthorized', 'Sign in.');
      renewed = true;
      return new Response('{}');
    });
    await client.deleteCredential(REF, 'c', { keepalive: true });
    expect(inits.map((init) => init.keepalive)).to.deep.equal([true, undefined, true]);
  });

  it('does not keep a request from being given up', async () => {
    const controller = new AbortController();
    server.intercept(() => new Promise<Response>(() => undefined));
    const run = client
      .deleteCredential(REF, 'c', { keepalive: true, signal: controller.signal })
      .catch((thrown: unknown) => thrown);
    controller.abort();
    expect(await run).to.have.property('code', 'aborted');
  });
});
