import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { englishLabels as en } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, doubleClick } from '../support/driver.js';
import { errorAnswer, FakeServer, jinaSource, json, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  findButton,
  findByRole,
  findText,
  focused,
  nameOf,
  textOf,
  until,
  untilFocused,
  untilGone,
} from '../support/find.js';
import { hear, hold, JINA, listReads, mount, NOTION } from '../support/page.js';

const LIST = html`<datasource-list></datasource-list>`;

async function mountList(server: FakeServer): Promise<HTMLElementTagNameMap['datasource-list']> {
  return (await mount(server, LIST)).querySelector('datasource-list')!;
}

const cards = (root: Node): string[] => allByRole(root, 'article').map(nameOf);

describe('datasource-list', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
  });

  it('shows a card for each data source, as the server orders them', async () => {
    const list = await mountList(server);
    await findByRole(list, 'article', 'Jina Reader');
    expect(cards(list)).to.deep.equal(['Notion', 'Jina Reader']);
    expect(allByRole(byRole(list, 'list'), 'listitem').length).to.equal(2);
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
  });

  it('tells that it is loading, by a status that is spoken', async () => {
    const release = hold(server, 'GET', /list$/);
    const list = await mountList(server);
    expect(textOf(byRole(list, 'status'))).to.equal(en.loadingSources);
    expect(allByRole(list, 'button').length).to.equal(0);
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
    release();
    await findByRole(list, 'article', 'Notion');
    expect(textOf(list)).not.to.include(en.loadingSources);
  });

  it('says what to do when there are none, and looks again on request', async () => {
    server.sources = [];
    const list = await mountList(server);
    await findText(list, en.emptyTitle);
    expect(textOf(byRole(list, 'status'))).to.include(en.emptyHint);
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
    server.sources = [wireSource()];
    await click(byRole(list, 'button', 'Load again'));
    await findByRole(list, 'article', 'Notion');
    expect(textOf(list)).not.to.include(en.emptyTitle);
  });

  it('says why it could not be read, and recovers by Retry', async () => {
    let broken = true;
    server.intercept(() => (broken ? errorAnswer(403, 'forbidden', 'Only owners may do this.') : undefined));
    const list = await mountList(server);
    const alert = await findByRole(list, 'alert');
    expect(textOf(alert)).to.include(en.listError);
    expect(textOf(alert)).to.include('Only owners may do this.');
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
    broken = false;
    await click(byRole(list, 'button', 'Retry'));
    await findByRole(list, 'article', 'Notion');
    expect(allByRole(list, 'alert').length).to.equal(0);
  });

  it('shows that Retry is at work, sends one request for it, and keeps the focus on it', async () => {
    server.intercept(() => errorAnswer(403, 'forbidden', 'No.'));
    const list = await mountList(server);
    const retry = await findButton(list, 'Retry');
    const release = hold(server, 'GET', /list$/);
    await doubleClick(retry);
    const busy = (): string | null => byRole(list, 'button', 'Retry').getAttribute('aria-busy');
    await until(
      () => busy() === 'true',
      () => 'Retry is not busy',
    );
    await expectAccessible(list);
    release();
    await until(
      () => busy() !== 'true',
      () => 'Retry is still busy',
    );
    expect(listReads(server)).to.equal(2);
    await untilFocused('Retry');
  });

  it('says that an answer makes no sense instead of showing nonsense', async () => {
    server.intercept(() => json({ result: [{ plugin_id: 7 }] }));
    const list = await mountList(server);
    expect(textOf(await findByRole(list, 'alert'))).to.match(/result\[0\]/);
  });

  it('keeps what it shows when a later read fails, and says so', async () => {
    const list = await mountList(server);
    const heard = hear(list);
    await findByRole(list, 'article', 'Notion');
    let broken = true;
    server.intercept(() => (broken ? errorAnswer(403, 'forbidden', 'No.') : undefined));
    const store = (list.parentElement as HTMLElementTagNameMap['datasource-context']).currentStore!;
    await store.invalidateList();
    await findText(list, en.refreshError);
    expect(textOf(byRole(list, 'alert'))).to.include(en.refreshError);
    expect(cards(list)).to.deep.equal(['Notion', 'Jina Reader']);
    await expectAccessible(list, ['light', 'dark', 'forced-colors']);
    broken = false;
    await click(byRole(list, 'button', 'Retry'));
    await untilGone(list, 'alert');
    expect(heard).to.be.empty;
  });

  it('reads the legacy default list for source="default", and back', async () => {
    server.intercept(({ path }) =>
      path.endsWith('/default-list')
        ? json({ result: [jinaSource({ label: { en_US: 'Legacy' } })] })
        : undefined,
    );
    const context = await mount(server, html`<datasource-list source="default"></datasource-list>`);
    const list = context.querySelector('datasource-list')!;
    await findByRole(list, 'article', 'Legacy');
    expect(cards(list)).to.deep.equal(['Legacy']);
    expect(server.requests.map(({ path }) => path)).to.deep.equal(['/auth/plugin/datasource/default-list']);
    list.source = '';
    await findByRole(list, 'article', 'Notion');
    expect(cards(list)).to.deep.equal(['Notion', 'Jina Reader']);
    expect(listReads(server)).to.equal(1);
  });

  it('shows what changed after the next read, and keeps the cards that stay', async () => {
    const list = await mountList(server);
    const notion = await findByRole(list, 'article', 'Notion');
    server.sources = [jinaSource({ plugin_id: 'acme/other', label: { en_US: 'Other' } }), wireSource()];
    const store = (list.parentElement as HTMLElementTagNameMap['datasource-context']).currentStore!;
    await store.invalidateList();
    await findByRole(list, 'article', 'Other');
    expect(cards(list)).to.deep.equal(['Other', 'Notion']);
    expect(byRole(list, 'article', 'Notion') === notion, 'the same card').to.be.true;
  });

  it('does not read again when it is put back while what it knows is fresh', async () => {
    const context = await mount(server, LIST);
    const list = context.querySelector('datasource-list')!;
    await findByRole(list, 'article', 'Notion');
    for (let round = 0; round < 5; round++) {
      list.remove();
      await list.updateComplete;
      context.append(list);
      await findByRole(list, 'article', 'Notion');
    }
    expect(listReads(server)).to.equal(1);
  });

  it('shares one request with everything else on the page', async () => {
    const context = await mount(
      server,
      html`${LIST}
        ${Array.from(
          { length: 10 },
          () => html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
        )}
        <datasource-card provider=${NOTION}></datasource-card>
        <datasource-card provider=${JINA}></datasource-card>`,
    );
    await until(
      () =>
        allByRole(context, 'article').length === 4 && allByRole(context, 'button', 'Add OAuth').length === 10,
      () => 'not everything is there',
    );
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      'GET /auth/plugin/datasource/list',
    ]);
  });

  it('shows all cards of a list that is not long, one below the other', async () => {
    server.sources = Array.from({ length: 100 }, (_, index) =>
      wireSource({ plugin_id: `acme/source_${index}`, label: { en_US: `Source ${index}` } }),
    );
    const list = await mountList(server);
    await until(
      () => list.shadowRoot!.querySelectorAll('datasource-card').length === 100,
      () => 'not a hundred cards',
    );
    await findText(list, 'Source 99');
    expect(list.shadowRoot!.querySelector('[aria-setsize], .windowed')).to.equal(null);
    expect([...list.shadowRoot!.querySelectorAll('li')].some((row) => row.style.insetBlockStart)).to.be.false;
  });

  it('knows how high the cards are that are out of sight, and is no longer when they come', async () => {
    server.sources = Array.from({ length: 40 }, (_, index) =>
      wireSource({
        plugin_id: `acme/source_${index}`,
        credentials_list: Array.from({ length: index % 5 }, (__, row) => ({
          id: `${index}-${row}`,
          name: `Connection ${row}`,
          type: 'api-key',
          is_default: row === 0,
          credential: {},
        })),
      }),
    );
    const list = await mountList(server);
    const rows = (): HTMLElement[] => [...list.shadowRoot!.querySelectorAll('li')];
    const height = (): number => list.getBoundingClientRect().height;
    const counts = new Set<number>();
    const observer = new MutationObserver(() => counts.add(rows().length));
    observer.observe(list.shadowRoot!, { childList: true, subtree: true });
    /** The heights of all frames. */
    const heights = new Set<number>();
    const cardCount = (): number => rows().filter((row) => row.querySelector('datasource-card')).length;
    const look = (): void => {
      if (rows().length > 0) heights.add(height());
      if (cardCount() < 40) requestAnimationFrame(look);
    };
    look();
    await until(
      () => cardCount() === 40,
      () => 'not all cards',
    );
    observer.disconnect();
    expect([...counts].filter(Boolean), 'not all rows at once').to.deep.equal([20, 40]);
    expect(
      rows()
        .at(-1)!
        .querySelector('datasource-card')!
        .shadowRoot!.querySelector('article')!
        .checkVisibility({ contentVisibilityAuto: true }),
      'is not laid out',
    ).to.equal(false);
    for (const row of rows()) row.style.contentVisibility = 'visible';
    expect([...heights]).to.deep.equal([height()]);
  });

  it('keeps the focus in its last card when one more comes before it', async () => {
    const source = (index: number) =>
      wireSource({ plugin_id: `acme/source_${index}`, label: { en_US: `Source ${index}` } });
    server.sources = Array.from({ length: 20 }, (_, index) => source(index));
    const list = await mountList(server);
    const button = await findButton(list, 'Configure Source 19');
    button.focus();
    server.sources.unshift(source(99));
    await list.closest('datasource-context')!.currentStore!.invalidateList();
    await findText(list, 'Source 99');
    expect(focused() === button, 'the focus is on another').to.be.true;
  });

  it('shows no card while it is away, and all of them when it is back', async () => {
    server.sources = Array.from({ length: 50 }, (_, index) =>
      wireSource({ plugin_id: `acme/source_${index}` }),
    );
    const cardsOf = (list: Element): number => list.shadowRoot!.querySelectorAll('datasource-card').length;
    const list = await mountList(server);
    const context = list.parentElement!;
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!list.shadowRoot!.querySelector('li')) return;
        observer.disconnect();
        list.remove();
        resolve();
      });
      observer.observe(list.shadowRoot!, { childList: true, subtree: true });
    });
    // Its cards come after those of the one that left, if those come at all.
    const other = document.createElement('datasource-list');
    context.append(other);
    await until(
      () => cardsOf(other) === 50,
      () => 'the other one does not have its cards',
    );
    expect(cardsOf(list)).to.equal(0);
    context.append(list);
    await until(
      () => cardsOf(list) === 50,
      () => 'not all cards',
    );
  });

  it('gives its requests up when it leaves the page', async () => {
    let aborted = false;
    server.intercept(() => new Promise(() => undefined));
    const list = await mountList(server);
    await until(
      () => listReads(server) === 1,
      () => 'no request',
    );
    server.signals.at(-1)!.addEventListener('abort', () => (aborted = true));
    list.remove();
    await until(
      () => aborted,
      () => 'the request goes on',
    );
  });
});
