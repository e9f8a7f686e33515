import { expect } from '@open-wc/testing';
import { DatasourceError } from '../../src/api/errors.js';
import type { DatasourceCredential } from '../../src/api/types.js';
import { CALLBACK_CHANNEL } from '../../src/authorization/callback-report.js';
import type { CredentialStatus } from '../../src/store/credential-statuses.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store/store.js';
import { Clock, pretendFocus } from '../authorization/support/clock.js';
import { FakeOpener } from '../authorization/support/fake-popup.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
import { failureOf, isWrite, NOTION, NOTION_ID, until } from './support/shown.js';

const credential = (id: string, type = 'oauth2'): DatasourceCredential => ({
  id,
  type,
  name: id,
  is_default: false,
  avatar_url: null,
  credential: {},
});

describe('the status of a connection', () => {
  let server: FakeServer;
  let store: DatasourceStore;
  let told: number;

  beforeEach(() => {
    server = new FakeServer();
    server.connect(NOTION_ID, { id: 'one' });
    server.connect(NOTION_ID, { id: 'two' });
    store = createDatasourceStore({ fetch: server.fetch });
    told = 0;
    store.subscribe(() => told++);
  });

  const status = (id: string, of = store): CredentialStatus => of.statusOf(credential(id)).status;

  it('is connected as long as nobody says otherwise', () => {
    expect(store.statusOf(credential('one'))).to.deep.equal({
      credentialId: 'one',
      status: 'connected',
      message: null,
    });
  });

  it('is what the host says, with its words, for that connection alone', () => {
    store.markCredential('one', 'needs-reauthorization', 'Notion said no.');
    expect(store.statusOf(credential('one'))).to.deep.equal({
      credentialId: 'one',
      status: 'needs-reauthorization',
      message: 'Notion said no.',
    });
    expect(status('two')).to.equal('connected');
    expect(told).to.equal(1);
    store.markCredential('one', 'needs-reauthorization');
    expect(store.statusOf(credential('one')).message, 'the last word counts').to.equal(null);
    store.markCredential('one', 'connected');
    expect(status('one')).to.equal('connected');
    expect(told).to.equal(3);
  });

  it('needs-reauthorization when the server says unauthorized', () => {
    expect(store.statusOf(credential('one', 'unauthorized'))).to.deep.equal({
      credentialId: 'one',
      status: 'needs-reauthorization',
      message: null,
    });
    store.markCredential('one', 'needs-reauthorization', 'Why.');
    expect(store.statusOf(credential('one', 'unauthorized')).message).to.equal('Why.');
    store.markCredential('one', 'connected');
    expect(store.statusOf(credential('one', 'unauthorized')).status, 'the server knows better').to.equal(
      'needs-reauthorization',
    );
    expect(store.statusOf(credential('one', 'api-key')).status).to.equal('connected');
  });

  for (const bad of ['broken', '', 'Connected', undefined, null, 7, {}])
    it(`there is no status ${JSON.stringify(bad)}: config, and nothing changes`, () => {
      store.markCredential('one', 'needs-reauthorization', 'Why.');
      told = 0;
      let thrown: unknown;
      try {
        store.markCredential('one', bad as CredentialStatus);
      } catch (reason) {
        thrown = reason;
      }
      expect(thrown).to.be.instanceOf(DatasourceError).and.to.include({ code: 'config' });
      expect((thrown as Error).message).to.contain('connected, needs-reauthorization');
      expect(store.statusOf(credential('one')).message).to.equal('Why.');
      expect(told).to.equal(0);
    });

  describe('after a write', () => {
    beforeEach(() => {
      for (const id of ['one', 'two']) store.markCredential(id, 'needs-reauthorization');
    });

    it('is connected again for another key, which the server has tried', async () => {
      const written = store.updateCredential(NOTION, {
        credentialId: 'one',
        credentials: { integration_secret: 'k' },
      });
      expect(status('one'), 'not before it was confirmed').to.equal('needs-reauthorization');
      await written;
      expect(status('one')).to.equal('connected');
      expect(status('two')).to.equal('needs-reauthorization');
    });

    it('is connected before the list is read again', async () => {
      const list = store.list();
      const stop = list.subscribe(() => undefined);
      await until(() => list.getSnapshot().data, 'it is read');
      let atRead: string | undefined;
      server.intercept(({ method }) => {
        if (method === 'GET') atRead = status('one');
        return undefined;
      });
      await store.updateCredential(NOTION, { credentialId: 'one', credentials: {} });
      expect(atRead).to.equal('connected');
      stop();
      store.queryClient.clear();
    });

    for (const code of [400, 403, 500])
      it(`stays what it was when the server answers ${code}`, async () => {
        server.intercept((request) => (isWrite(request) ? errorAnswer(code, 'x', 'No.') : undefined));
        await failureOf(store.updateCredential(NOTION, { credentialId: 'one', credentials: {} }));
        expect(status('one')).to.equal('needs-reauthorization');
      });

    it('stays what it was when only names and defaults change', async () => {
      await store.updateCredential(NOTION, { credentialId: 'one', name: 'New' });
      await store.renameCredential(NOTION, 'one', 'Newer');
      await store.setDefaultCredential(NOTION, 'one');
      expect(status('one')).to.equal('needs-reauthorization');
    });
  });

  describe('after an authorization', () => {
    let clock: Clock;
    let opener: FakeOpener;
    let unfocus: () => void;

    beforeEach(() => {
      opener = new FakeOpener();
      opener.install();
      clock = new Clock();
      clock.install();
      unfocus = pretendFocus(true);
      for (const id of ['one', 'two']) store.markCredential(id, 'needs-reauthorization');
    });
    afterEach(() => {
      store.flows.current?.cancel();
      unfocus();
      clock.uninstall();
      opener.uninstall();
    });

    async function begin(credentialId?: string): Promise<void> {
      store.authorize(NOTION, { credentialId });
      await until(() => store.flows.current?.state.phase === 'waiting', 'the user is with the third party');
    }

    it('of it again, which the callback page has reported: connected when the result is given out', async () => {
      await begin('one');
      const flow = store.flows.current!;
      opener.last.close();
      const page = new BroadcastChannel(CALLBACK_CHANNEL);
      page.postMessage({ type: 'oauth_callback' });
      const before = clock.pending;
      await until(() => clock.pending > before, 'the report is heard');
      expect(status('one'), 'not before it was confirmed').to.equal('needs-reauthorization');
      await clock.pass(2_000);
      page.close();
      expect(await flow.result).to.include({ status: 'authorized', reauthorized: true, confirmed: true });
      expect(status('one')).to.equal('connected');
      expect(status('two')).to.equal('needs-reauthorization');
    });

    it('of it again that was given up, or refused: what it was', async () => {
      await begin('one');
      const flow = store.flows.current!;
      flow.cancel();
      await flow.result;
      server.intercept(({ path }) =>
        path.endsWith('get-authorization-url') ? errorAnswer(403, 'x', 'No.') : undefined,
      );
      await store.authorize(NOTION, { credentialId: 'one' }).result;
      expect(status('one')).to.equal('needs-reauthorization');
    });

    it('of a new one: the old ones are what they were', async () => {
      await begin();
      const flow = store.flows.current!;
      server.connect(NOTION_ID, { id: 'new' });
      flow.confirm();
      await clock.pass(2_000);
      expect(await flow.result).to.have.nested.property('credential.id', 'new');
      expect(status('one')).to.equal('needs-reauthorization');
      expect(status('new')).to.equal('connected');
    });
  });

  describe('in the other tabs', () => {
    it('is heard, with its words, until it works again; and is not told once more', async () => {
      const other = createDatasourceStore({ fetch: server.fetch });
      const disconnect = [store.connect(), other.connect()];
      const notes: unknown[] = [];
      const probe = new BroadcastChannel(`datasource-elements ${location.origin}/console/api`);
      probe.onmessage = ({ data }) => notes.push(data);
      let otherTold = 0;
      other.subscribe(() => otherTold++);
      store.markCredential('one', 'needs-reauthorization', 'Why.');
      await until(() => status('one', other) === 'needs-reauthorization' && notes.length, 'it is heard');
      expect(other.statusOf(credential('one'))).to.deep.equal(store.statusOf(credential('one')));
      expect(otherTold).to.equal(1);
      await store.updateCredential(NOTION, { credentialId: 'one', credentials: {} });
      await until(() => status('one', other) === 'connected' && notes.length >= 3, 'it is heard');
      expect(notes).to.deep.equal([
        { credentialId: 'one', status: 'needs-reauthorization', message: 'Why.' },
        { credentialId: 'one', status: 'connected', message: null },
        NOTION,
      ]);
      expect(server.requests.filter(({ method }) => method === 'GET').length).to.equal(0);
      for (const leave of disconnect) leave();
      probe.close();
    });

    it('a status that there is not is not told', async () => {
      const other = createDatasourceStore({ fetch: server.fetch });
      const disconnect = other.connect();
      expect(() => store.markCredential('one', 'broken' as CredentialStatus)).to.throw(DatasourceError);
      store.markCredential('two', 'needs-reauthorization');
      await until(() => status('two', other) === 'needs-reauthorization', 'it is heard');
      expect(status('one', other)).to.equal('connected');
      disconnect();
    });
  });
});
