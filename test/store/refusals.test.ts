import { expect } from '@open-wc/testing';
import type { AuthorizationOutcome } from '../../src/authorization/outcome.js';
import type { DatasourceAction } from '../../src/store/refusals.js';
import { createDatasourceStore, type AuthorizeOptions, type DatasourceStore } from '../../src/store/store.js';
import { Clock } from '../authorization/support/clock.js';
import { FakeOpener } from '../authorization/support/fake-popup.js';
import { errorAnswer, FakeServer, type Recorded } from '../support/fake-server.js';
import { failureOf, isRead, isWrite, JINA, NOTION, NOTION_ID } from './support/shown.js';

const ACTIONS: DatasourceAction[] = ['connect', 'manage', 'reauthorize'];
const NO = 'Managers only.';

describe('what the server refuses', () => {
  let server: FakeServer;
  let store: DatasourceStore;
  let told: number;

  beforeEach(() => {
    server = new FakeServer();
    store = createDatasourceStore({ fetch: server.fetch });
    told = 0;
    store.subscribe(() => told++);
  });
  afterEach(() => store.queryClient.clear());

  /** Everything that is refused: `action source connection`. */
  const refused = (): string[] =>
    [NOTION, JINA].flatMap((ref) =>
      ACTIONS.flatMap((action) =>
        [undefined, 'one', 'two']
          .filter((id) => store.refusals.of(action, ref, id) !== null)
          .map((id) => [action, ref.provider, id].filter(Boolean).join(' ')),
      ),
    );
  const answer = (match: (request: Recorded) => boolean, status: number, message = NO): (() => void) =>
    server.intercept((request) => (match(request) ? errorAnswer(status, 'x', message) : undefined));

  const WRITES: Record<string, [() => Promise<unknown>, string]> = {
    createCredential: [
      () => store.createCredential(NOTION, { credentials: { integration_secret: 'b' } }),
      'connect notion_datasource',
    ],
    updateCredential: [
      () => store.updateCredential(NOTION, { credentialId: 'one', credentials: {} }),
      'manage notion_datasource one',
    ],
    renameCredential: [() => store.renameCredential(NOTION, 'one', 'n'), 'manage notion_datasource one'],
    setDefaultCredential: [() => store.setDefaultCredential(NOTION, 'one'), 'manage notion_datasource one'],
    deleteCredential: [() => store.deleteCredential(NOTION, 'one'), 'manage notion_datasource one'],
    removeCredential: [
      () => {
        const removed = store.removeCredential(NOTION, 'one');
        window.dispatchEvent(new Event('pagehide'));
        return removed;
      },
      'manage notion_datasource one',
    ],
    saveOAuthClient: [
      () => store.saveOAuthClient(NOTION, { clientParams: {}, enabled: true }),
      'manage notion_datasource',
    ],
    deleteOAuthClient: [() => store.deleteOAuthClient(NOTION), 'manage notion_datasource'],
    'getAuthorizationUrl for a new connection': [
      () => store.getAuthorizationUrl(NOTION),
      'connect notion_datasource',
    ],
    'getAuthorizationUrl for an old one': [
      () => store.getAuthorizationUrl(NOTION, { credentialId: 'one' }),
      'reauthorize notion_datasource one',
    ],
    'getAuthorizationUrl for an empty id': [
      () => store.getAuthorizationUrl(NOTION, { credentialId: '' }),
      'connect notion_datasource',
    ],
  };
  /** Not the reads that go before and after it. */
  const isMeant = (request: Recorded): boolean =>
    isWrite(request) || request.path.endsWith('get-authorization-url');

  for (const [name, [run, expected]] of Object.entries(WRITES))
    describe(name, () => {
      it(`403 is remembered: ${expected}, and nothing else`, async () => {
        answer(isMeant, 403);
        expect(await failureOf(run())).to.include({ code: 'forbidden', message: NO });
        expect(refused()).to.deep.equal([expected]);
        const [action, , id] = expected.split(' ') as [DatasourceAction, string, string | undefined];
        expect(store.refusals.of(action, NOTION, id)).to.equal(NO);
        expect(told).to.be.greaterThan(0);
      });

      // A removal of what is gone is done.
      const others = [400, 401, 409, 429, 500, 504, ...(/^(delete|remove)Cred/.test(name) ? [] : [404])];
      for (const status of others)
        it(`${status} is not`, async () => {
          answer(isMeant, status);
          await failureOf(run());
          expect(refused()).to.be.empty;
        });

      it('nor is a lost connection, nor success', async () => {
        server.connect(NOTION_ID, { id: 'one', type: 'api-key' });
        let lost = true;
        server.intercept((request) =>
          lost && isMeant(request) ? Promise.reject(new TypeError('reset')) : undefined,
        );
        await failureOf(run());
        lost = false;
        await run();
        expect(refused()).to.be.empty;
      });
    });

  it('the last reason is the one that is given', async () => {
    answer(isWrite, 403, 'First.');
    await failureOf(store.renameCredential(NOTION, 'one', 'n'));
    answer(isWrite, 403, 'Second.');
    await failureOf(store.renameCredential(NOTION, 'one', 'n'));
    expect(store.refusals.of('manage', NOTION, 'one')).to.equal('Second.');
  });

  it('each connection has its own', async () => {
    answer(isWrite, 403, 'Of one.');
    await failureOf(store.renameCredential(NOTION, 'one', 'n'));
    answer(isWrite, 403, 'Of two.');
    await failureOf(store.setDefaultCredential(NOTION, 'two'));
    expect(refused()).to.deep.equal(['manage notion_datasource one', 'manage notion_datasource two']);
    expect(store.refusals.of('manage', NOTION, 'one')).to.equal('Of one.');
    expect(store.refusals.of('manage', JINA, 'one')).to.equal(null);
  });

  it('another store knows nothing of it', async () => {
    const other = createDatasourceStore({ fetch: server.fetch });
    answer(isWrite, 403);
    await failureOf(store.renameCredential(NOTION, 'one', 'n'));
    expect(other.refusals.of('manage', NOTION, 'one')).to.equal(null);
  });

  it('a read that is refused is no refusal of what it was for', async () => {
    answer(isRead, 403);
    const list = store.list();
    const stop = list.subscribe(() => undefined);
    await failureOf(store.readCredentials(NOTION));
    expect(refused()).to.be.empty;
    stop();
  });

  describe('in an authorization', () => {
    let opener: FakeOpener;
    let clock: Clock;

    beforeEach(() => {
      opener = new FakeOpener();
      opener.install();
      clock = new Clock();
      clock.install();
    });
    afterEach(() => {
      store.flows.current?.cancel();
      opener.uninstall();
      clock.uninstall();
    });

    const authorize = (options?: AuthorizeOptions): Promise<AuthorizationOutcome> =>
      store.authorize(NOTION, options).result;
    const isUrl = ({ path }: Recorded): boolean => path.endsWith('get-authorization-url');

    for (const [name, options, expected] of [
      ['a new connection', {}, 'connect notion_datasource'],
      ['an empty id', { credentialId: '' }, 'connect notion_datasource'],
      ['a connection again', { credentialId: 'one' }, 'reauthorize notion_datasource one'],
    ] as const) {
      it(`of ${name}: 403 is remembered when the result is given out, as ${expected} alone`, async () => {
        server.connect(NOTION_ID, { id: 'one' });
        answer(isUrl, 403);
        expect(await authorize(options)).to.have.nested.property('error.code', 'forbidden');
        expect(refused()).to.deep.equal([expected]);
        expect(told).to.equal(1);
      });

      it(`of ${name}: 400 and a cancelled one are not`, async () => {
        answer(isUrl, 400);
        expect(await authorize(options)).to.have.property('status', 'failed');
        server.intercept((request) => (isUrl(request) ? new Promise(() => undefined) : undefined));
        const cancelled = authorize(options);
        store.flows.current!.cancel();
        expect(await cancelled).to.have.property('status', 'cancelled');
        expect(refused()).to.be.empty;
      });
    }

    it('who may not save the OAuth client may still connect', async () => {
      answer(isWrite, 403);
      const outcome = await authorize({
        prepare: (signal) => store.saveOAuthClient(NOTION, { clientParams: {}, enabled: true }, { signal }),
      });
      expect(outcome).to.have.nested.property('error.code', 'forbidden');
      expect(refused()).to.deep.equal(['manage notion_datasource']);
    });

    it('who may not read the connections has not been refused to add one', async () => {
      answer((request) => isRead(request) && !isUrl(request), 403);
      expect(await authorize()).to.have.nested.property('error.code', 'forbidden');
      expect(refused()).to.be.empty;
    });
  });
});
