import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.js';
import { configureDatasources, DatasourceError } from '../../src/index.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
import { allByRole, findByRole, until } from '../support/find.js';
import { hear, kinds, listReads, mount, NOTION } from '../support/page.js';

/** The store of a page can be set up once, so this is one story in order, on a page of its own. */
describe('configureDatasources()', () => {
  const server = new FakeServer();
  const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;

  it('sets up the store of all elements without a context', async () => {
    const store = configureDatasources({
      fetch: server.fetch,
      labels: { configureSource: 'Einrichten: {source}' },
    });
    const page = await fixture(html`<div>${CARD}${CARD}</div>`);
    await until(
      () => allByRole(page, 'article', 'Notion').length === 2,
      () => 'not two cards',
    );
    expect(allByRole(page, 'button', 'Einrichten: Notion').length).to.equal(2);
    expect(listReads(server)).to.equal(1);
    expect(store.list().getSnapshot().data).to.have.length(2);
  });

  it('does not reach into a context', async () => {
    const other = new FakeServer();
    const context = await mount(other, CARD);
    await findByRole(context, 'button', 'Configure Notion');
    expect(listReads(other)).to.equal(1);
    expect(listReads(server)).to.equal(1);
  });

  it('gives way to a context that an element is moved into, and back', async () => {
    const other = new FakeServer();
    const context = await mount(other, html``);
    const page = await fixture(html`<div>${CARD}</div>`);
    const card = page.querySelector('datasource-card')!;
    await findByRole(page, 'button', 'Einrichten: Notion');
    context.append(card);
    await findByRole(context, 'button', 'Configure Notion');
    page.append(card);
    await findByRole(page, 'button', 'Einrichten: Notion');
  });

  it('refuses to be called when elements already use the store', () => {
    expect(() => configureDatasources({}))
      .to.throw(DatasourceError)
      .with.property('code', 'config');
  });

  it('makes the document tell that the session has expired, exactly once', async () => {
    server.intercept(() => errorAnswer(401, 'unauthorized', 'Token expired.'));
    const heard = hear(document);
    const page = await fixture(
      html`<div>
        <datasource-list source="default"></datasource-list
        ><datasource-list source="default"></datasource-list>
      </div>`,
    );
    await until(
      () => allByRole(page, 'alert').length === 2,
      () => 'no problem shown',
    );
    expect(kinds(heard)).to.deep.equal(['session-expired']);
  });
});
