import { expect, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import '../../src/define.js';
import type { DatasourceAuth } from '../../src/index.js';
import { QueryController } from '../../src/controllers/query-controller.js';
import { StoreConsumer } from '../../src/controllers/store-consumer.js';
import { errorAnswer, FakeServer, jinaSource, json } from '../support/fake-server.js';
import { until } from '../support/find.js';
import { hold, listReads, mount } from '../support/page.js';

class Host extends LitElement {
  legacy = false;
  readonly consumer = new StoreConsumer(this);
  readonly list = new QueryController<DatasourceAuth>(
    this,
    this.consumer,
    (store) => (this.legacy ? store.defaultList() : store.list()),
    () => this.legacy,
  );
  updates = 0;

  get names(): string[] | undefined {
    return this.list.state.data?.map(({ name }) => name);
  }

  protected override render(): string {
    this.updates++;
    return '';
  }
}
customElements.define('query-host', Host);

describe('QueryController', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
  });

  async function mountHost(): Promise<Host> {
    const context = await mount(server, html`<query-host></query-host>`);
    return context.querySelector<Host>('query-host')!;
  }

  it('is pending, then has the data, and updates its host', async () => {
    const release = hold(server, 'GET', /list$/);
    const host = await mountHost();
    expect(host.list.state).to.include({ status: 'pending', data: undefined, error: null });
    const before = host.updates;
    release();
    await until(
      () => host.names,
      () => 'no data',
    );
    await host.updateComplete;
    expect(host.names).to.deep.equal(['notion_datasource', 'jinareader']);
    expect(host.updates).to.be.greaterThan(before);
  });

  it('updates its host only when what that shows is another', async () => {
    class Picky extends LitElement {
      readonly list = new QueryController<DatasourceAuth>(
        this,
        new StoreConsumer(this),
        (store) => store.list(),
        () => null,
        ({ status, data }) => [status, data?.[1]?.label['en_US']],
      );
      updates = 0;

      protected override updated(): void {
        this.updates++;
      }
    }
    customElements.define('picky-query-host', Picky);
    const context = await mount(server, html`<picky-query-host></picky-query-host>`);
    const host = context.querySelector<Picky>('picky-query-host')!;
    await until(
      () => host.list.state.data,
      () => 'no data',
    );
    await host.updateComplete;
    const before = host.updates;
    server.sources[0]!['label'] = { en_US: 'Another' };
    await host.list.refetch();
    await host.updateComplete;
    expect(host.list.state.data![0]!.label['en_US'], 'it is there').to.equal('Another');
    expect(host.updates, 'and nothing of it is shown').to.equal(before);
    server.sources[1]!['label'] = { en_US: 'Shown' };
    await host.list.refetch();
    await host.updateComplete;
    expect(host.updates).to.equal(before + 1);
  });

  it('reads something else when its key changes, and hears no more of the first', async () => {
    server.intercept(({ path }) =>
      path.endsWith('default-list') ? json({ result: [jinaSource({ name: 'legacy' })] }) : undefined,
    );
    const host = await mountHost();
    await until(
      () => host.names,
      () => 'no data',
    );
    host.legacy = true;
    host.requestUpdate();
    await until(
      () => host.names?.includes('legacy'),
      () => 'not the other list',
    );
    const reads = listReads(server);
    await host.consumer.store!.invalidateList();
    expect(listReads(server), 'nobody shows it any more').to.equal(reads);
  });

  it('reads again on request, and never rejects', async () => {
    const host = await mountHost();
    await until(
      () => host.names,
      () => 'no data',
    );
    server.intercept(() => errorAnswer(403, 'forbidden', 'No.'));
    await host.list.refetch();
    expect(listReads(server)).to.equal(2);
    expect(host.list.state.error?.code).to.equal('forbidden');
    expect(host.names, 'what was there stays').to.have.length(2);
  });

  it('does nothing off the page, and goes on when it is back', async () => {
    const host = await mountHost();
    const context = host.parentElement!;
    await until(
      () => host.names,
      () => 'no data',
    );
    host.remove();
    expect(host.consumer.store).to.be.undefined;
    expect(host.list.state.status).to.equal('pending');
    await host.list.refetch();
    expect(listReads(server)).to.equal(1);
    context.append(host);
    await until(
      () => host.names,
      () => 'no data',
    );
    expect(listReads(server)).to.equal(1);
  });
});
