import { expect } from '@open-wc/testing';
import type { QuerySource } from '../../src/cache/query-source.js';
import type { DatasourceAuth } from '../../src/index.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store/store.js';
import { Clock, pretendVisibility } from '../authorization/support/clock.js';
import { until } from '../store/support/shown.js';
import { FakeServer } from '../support/fake-server.js';

const LIST = '/auth/plugin/datasource/list';

describe('a read that the server wants later (D7)', () => {
  const clock = new Clock();
  let server: FakeServer;
  let store: DatasourceStore;
  let source: QuerySource<DatasourceAuth>;
  let stop: () => void;
  let refusals: (string | null)[];

  beforeEach(() => {
    clock.install();
    server = new FakeServer();
    refusals = [];
    server.intercept(() => {
      const value = refusals.shift();
      if (value === undefined) return undefined;
      return new Response('', { status: 429, headers: value === null ? {} : { 'Retry-After': value } });
    });
    store = createDatasourceStore({ fetch: server.fetch });
    source = store.list();
  });
  afterEach(() => {
    stop();
    store.queryClient.clear();
    clock.uninstall();
  });
  const reads = (): number => server.count('GET', LIST);
  const watch = (): void => {
    stop = source.subscribe(() => undefined);
  };

  it('says so while it waits, and is sent by itself when it is time, not before', async () => {
    refusals = ['42'];
    watch();
    await until(() => source.getSnapshot().error, 'it is told');
    expect(source.getSnapshot()).to.include({ status: 'error', isFetching: false });
    expect(source.getSnapshot().error).to.include({ code: 'rate_limited', retryAfter: 42_000 });
    expect(source.getSnapshot().error!.message).to.contain('42 seconds');
    await clock.pass(41_999);
    expect(reads()).to.equal(1);
    await clock.pass(100);
    await until(() => source.getSnapshot().data, 'the list is there');
    expect(reads()).to.equal(2);
    expect(source.getSnapshot()).to.include({ status: 'success', error: null });
  });

  it('many that show it send one request when it is time', async () => {
    refusals = ['3'];
    watch();
    const stops = Array.from({ length: 20 }, () => store.list().subscribe(() => undefined));
    await until(() => source.getSnapshot().error, 'it is told');
    await clock.pass(3_100);
    await until(() => source.getSnapshot().data, 'the list is there');
    expect(reads()).to.equal(2);
    for (const each of stops) each();
  });

  it('is not sent when nobody shows it any more, and leaves no timer', async () => {
    refusals = ['30'];
    watch();
    await until(() => source.getSnapshot().error, 'it is told');
    const before = clock.pending;
    stop();
    expect(clock.pending, 'one less, but for the cache’s own').to.be.at.most(before);
    await clock.pass(60_000);
    expect(reads()).to.equal(1);
  });

  it('is not sent while nobody looks at the page', async () => {
    refusals = ['3'];
    watch();
    await until(() => source.getSnapshot().error, 'it is told');
    const show = pretendVisibility('hidden');
    await clock.pass(10_000);
    expect(reads()).to.equal(1);
    show();
  });

  it('the user’s “Try again” in the meantime sends nothing', async () => {
    refusals = ['42'];
    watch();
    await until(() => source.getSnapshot().error, 'it is told');
    for (let i = 0; i < 5; i++) {
      void source.refetch();
      await clock.pass(2_000);
    }
    expect(reads()).to.equal(1);
    await clock.pass(32_100);
    await until(() => source.getSnapshot().data, 'the list is there');
    expect(reads()).to.equal(2);
  });

  it('with older data on show: that stays, beside the reason; and “Try again” sends nothing', async () => {
    watch();
    await until(() => source.getSnapshot().data, 'the list is there');
    refusals = ['10'];
    void source.refetch();
    await until(() => source.getSnapshot().error, 'it is told');
    void source.refetch();
    await until(() => source.getSnapshot().error?.message.includes('10 seconds'), 'it is told again');
    expect(source.getSnapshot().data).to.have.length(2);
    expect(source.getSnapshot().status).to.equal('success');
    await clock.pass(9_000);
    expect(reads()).to.equal(2);
    await clock.pass(1_100);
    await until(() => source.getSnapshot().error === null, 'it was read');
    expect(reads()).to.equal(3);
  });

  it('refused a second time: it waits as long as it is told then', async () => {
    refusals = ['5', '7'];
    watch();
    await until(() => source.getSnapshot().error, 'it is told');
    await clock.pass(5_100);
    await until(() => source.getSnapshot().error?.retryAfter === 7_000, 'it is told again');
    await clock.pass(6_900);
    expect(reads()).to.equal(2);
    await clock.pass(200);
    await until(() => source.getSnapshot().data, 'the list is there');
    expect(reads()).to.equal(3);
  });

  it('what changes in the meantime does not put it off', async () => {
    watch();
    await until(() => source.getSnapshot().data, 'the list is there');
    refusals = ['5'];
    void source.refetch();
    await until(() => source.getSnapshot().error, 'it is told');
    for (let second = 0; second < 5; second++) {
      const renamed = store.renameCredential({ pluginId: 'a/b', provider: 'c' }, 'x', `${second}`);
      await renamed.catch(() => undefined);
      await clock.pass(1_020);
    }
    await until(() => reads() === 3, 'it is sent');
  });

  for (const value of [null, '-5', 'NaN', 'soon'])
    it(`without a usable time (${value}) it is tried again after a second, and says nothing meanwhile`, async () => {
      refusals = [value];
      watch();
      await until(() => reads() === 1, 'it is sent');
      await clock.pass(900);
      expect(source.getSnapshot()).to.include({ status: 'pending', error: null });
      expect(reads()).to.equal(1);
      await clock.pass(200);
      await until(() => source.getSnapshot().data, 'the list is there');
      expect(reads()).to.equal(2);
    });

  it('a write is not tried again by itself', async () => {
    watch();
    await until(() => source.getSnapshot().data, 'the list is there');
    refusals = ['5'];
    const ref = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
    const error = await store.deleteOAuthClient(ref).catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: 'rate_limited', retryAfter: 5_000 });
    await clock.pass(120_000);
    expect(server.requests.filter(({ method }) => method !== 'GET')).to.have.length(1);
  });
});
