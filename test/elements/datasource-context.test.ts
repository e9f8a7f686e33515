import { ContextEvent, ContextProvider, createContext } from '@lit/context';
import { QueryClient } from '@tanstack/query-core';
import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.js';
import {
  createDatasourceStore,
  datasourceKeys,
  type DatasourceContextElement,
  type DatasourceStore,
} from '../../src/index.js';
import { click } from '../support/driver.js';
import { errorAnswer, FakeServer, wireSource } from '../support/fake-server.js';
import { allByRole, byRole, findButton, findByRole, findText, textOf, until } from '../support/find.js';
import { hear, hold, kinds, listReads, mount, NOTION } from '../support/page.js';
import { FakeWindows } from '../support/windows.js';

/** The context, as another copy of the package has it. */
const CONTEXT = createContext<DatasourceStore>(Symbol.for('datasource-elements.store'));

const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;

describe('datasource-context', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
  });

  const named = (label: string): FakeServer => {
    const other = new FakeServer();
    other.sources = [wireSource({ label: { en_US: label } })];
    return other;
  };

  it('takes no room and shows what it holds', async () => {
    const context = await mount(server, html`<p>Text of the page</p>`);
    expect(getComputedStyle(context).display).to.equal('contents');
    expect(textOf(context)).to.equal('Text of the page');
  });

  it('offers one store to all elements inside, however deep', async () => {
    const context = await mount(
      server,
      html`<div>
        ${CARD}
        <section>${CARD}</section>
      </div>`,
    );
    const host = document.createElement('div');
    host
      .attachShadow({ mode: 'open' })
      .append(Object.assign(document.createElement('datasource-card'), { provider: NOTION }));
    context.append(host);
    await until(
      () => allByRole(context, 'article', 'Notion').length === 3,
      () => 'not three cards',
    );
    expect(listReads(server)).to.equal(1);
    expect(context.currentStore!.list().getSnapshot().data).to.have.length(2);
  });

  it('uses the API where base-url says, with cookies and without a token', async () => {
    const seen: string[] = [];
    const spy: typeof fetch = (input, init) => {
      seen.push(String(input));
      return server.fetch(input, init);
    };
    await fixture(
      html`<datasource-context base-url="https://dify.example.com/console/api/" .fetch=${spy}
        >${CARD}</datasource-context
      >`,
    );
    await until(
      () => seen.length === 1,
      () => 'no request',
    );
    expect(seen).to.deep.equal(['https://dify.example.com/console/api/auth/plugin/datasource/list']);
    expect(server.requests[0]!.credentials).to.equal('include');
    expect(server.requests[0]!.headers.has('Authorization')).to.be.false;
  });

  it('is found by an element that is there before it', async () => {
    const card = Object.assign(document.createElement('datasource-card'), { provider: NOTION });
    const context = Object.assign(document.createElement('datasource-context'), { fetch: server.fetch });
    context.append(card);
    const place = await fixture(html`<div></div>`);
    place.append(context);
    await findByRole(context, 'article', 'Notion');
    expect(listReads(server)).to.equal(1);
  });

  it('is the one that counts after an element was moved into another', async () => {
    const other = await mount(named('Elsewhere'), html``);
    const context = await mount(server, CARD);
    await findByRole(context, 'article', 'Notion');
    other.append(context.querySelector('datasource-card')!);
    await findByRole(other, 'article', 'Elsewhere');
    expect(allByRole(document.body, 'article').length).to.equal(1);
  });

  it('that is nearest counts', async () => {
    const inner = named('Inner');
    const context = await mount(
      server,
      html`${CARD}<datasource-context .fetch=${inner.fetch}>${CARD}</datasource-context>`,
    );
    await findByRole(context, 'article', 'Notion');
    await findByRole(context, 'article', 'Inner');
    expect([listReads(server), listReads(inner)]).to.deep.equal([1, 1]);
  });

  it('answers whoever asks by the community’s protocol: once, or with each store until that is taken back', async () => {
    const context = await mount(server, html`<div></div>`);
    const asker = context.querySelector('div')!;
    const once: unknown[] = [];
    const always: unknown[] = [];
    let takeBack: (() => void) | undefined;
    asker.dispatchEvent(
      new ContextEvent(CONTEXT, asker, (store, unsubscribe) => once.push(store, unsubscribe)),
    );
    const onStore = (store: DatasourceStore, unsubscribe?: () => void): void => {
      takeBack = unsubscribe;
      always.push(store);
    };
    for (let time = 0; time < 2; time++) asker.dispatchEvent(new ContextEvent(CONTEXT, asker, onStore, true));
    asker.dispatchEvent(new ContextEvent(createContext('another'), asker, (store) => once.push(store), true));
    const first = context.currentStore;
    const setUp = async (baseUrl: string): Promise<void> => {
      context.baseUrl = baseUrl;
      await context.updateComplete;
    };
    await setUp('/second');
    const second = context.currentStore;
    takeBack!();
    await setUp('/third');
    expect(once.length).to.equal(2);
    expect(once[0] === first && once[1] === undefined).to.be.true;
    expect(always.map((store) => [first, second].indexOf(store as typeof first))).to.deep.equal([0, 0, 1]);
  });

  it('gives way to a provider of the page’s own that comes later and is nearer', async () => {
    const context = await mount(server, html`<div>${CARD}</div>`);
    await findByRole(context, 'article', 'Notion');
    const nearer = createDatasourceStore({ fetch: named('Nearer').fetch });
    const place = context.querySelector('div')!;
    const provider = new ContextProvider(Object.assign(place, { addController: () => undefined }), {
      context: CONTEXT,
      initialValue: nearer,
    });
    provider.hostConnected();
    await findByRole(context, 'article', 'Nearer');
    context.baseUrl = '/elsewhere';
    await context.updateComplete;
    byRole(context, 'article', 'Nearer');
  });

  it('makes a new store when base-url changes, and its elements read again', async () => {
    const context = await mount(server, CARD);
    await findByRole(context, 'article', 'Notion');
    const before = context.currentStore;
    server.sources = [wireSource({ label: { en_US: 'New server' } })];
    context.setAttribute('base-url', 'https://other.example/console/api');
    await findByRole(context, 'article', 'New server');
    expect(context.currentStore).not.to.equal(before);
    expect(listReads(server)).to.equal(2);
    context.setAttribute('base-url', 'https://other.example/console/api');
    await context.updateComplete;
    expect(listReads(server), 'the same value changes nothing').to.equal(2);
  });

  it('keeps its store when a framework sets equal settings and new functions, and calls the new ones', async () => {
    const server = new FakeServer();
    const tokens: string[] = [];
    const settings = (token: string) => ({
      fetch: ((...request) => server.fetch(...request)) as typeof fetch,
      getAccessToken: () => {
        tokens.push(token);
        return token;
      },
      labels: { configure: 'Set up' },
      callbackOrigins: ['https://console.example'],
    });
    const context = await mount(server, html`<datasource-list></datasource-list>`);
    Object.assign(context, settings('first'));
    await context.updateComplete;
    const store = context.currentStore;
    await findButton(context, 'Configure Notion');
    const reads = listReads(server);
    Object.assign(context, settings('second'));
    await context.updateComplete;
    expect(context.currentStore === store).to.be.true;
    expect(listReads(server)).to.equal(reads);
    await store!.invalidateList();
    expect(tokens.at(-1)).to.equal('second');
  });

  it('keeps its store when it is moved on the page', async () => {
    const context = await mount(server, CARD);
    await findByRole(context, 'article', 'Notion');
    const before = context.currentStore;
    const place = await fixture(html`<main></main>`);
    place.append(context);
    await findByRole(context, 'article', 'Notion');
    expect(context.currentStore === before).to.be.true;
    expect(listReads(server)).to.equal(1);
  });

  it('uses a store that it is given, whatever else is set', async () => {
    const store = createDatasourceStore({ fetch: server.fetch });
    const context = await fixture<DatasourceContextElement>(
      html`<datasource-context .store=${store} base-url="https://unused.example"
        >${CARD}</datasource-context
      >`,
    );
    await findByRole(context, 'article', 'Notion');
    expect(context.currentStore === store).to.be.true;
    context.setAttribute('base-url', 'https://unused.example/2');
    await context.updateComplete;
    expect(context.currentStore === store).to.be.true;
    expect(listReads(server)).to.equal(1);
  });

  it('shares the cache of the page’s own query client', async () => {
    const queryClient = new QueryClient();
    queryClient.setQueryData(datasourceKeys.list, {
      result: [wireSource({ label: { en_US: 'Read by the page' } })],
    });
    const context = await fixture<DatasourceContextElement>(
      html`<datasource-context .fetch=${server.fetch} .queryClient=${queryClient}
        >${CARD}</datasource-context
      >`,
    );
    await findByRole(context, 'article', 'Read by the page');
    expect(server.requests).to.be.empty;
    await queryClient.invalidateQueries({ queryKey: datasourceKeys.list });
    await findByRole(context, 'article', 'Notion');
    expect(listReads(server)).to.equal(1);
    queryClient.clear();
  });

  it('sends a token instead of cookies when the page supplies one', async () => {
    const asked: { refresh: boolean }[] = [];
    const getAccessToken = (how: { refresh: boolean }): string => {
      asked.push(how);
      return how.refresh ? 'fresh' : 'stale';
    };
    server.intercept(({ headers }) =>
      headers.get('Authorization') === 'Bearer stale'
        ? errorAnswer(401, 'unauthorized', 'Token expired.')
        : undefined,
    );
    const context = await fixture<DatasourceContextElement>(
      html`<datasource-context .fetch=${server.fetch} .getAccessToken=${getAccessToken}
        >${CARD}</datasource-context
      >`,
    );
    await findByRole(context, 'article', 'Notion');
    expect(server.requests.map(({ headers }) => headers.get('Authorization'))).to.deep.equal([
      'Bearer stale',
      'Bearer fresh',
    ]);
    expect(server.requests.map(({ credentials }) => credentials)).to.deep.equal(['omit', 'omit']);
    expect(asked).to.deep.equal([{ refresh: false }, { refresh: true }]);
  });

  it('sends the CSRF token that the page supplies', async () => {
    const context = await fixture<DatasourceContextElement>(
      html`<datasource-context .fetch=${server.fetch} .getCsrfToken=${() => 'csrf-1'}
        >${CARD}</datasource-context
      >`,
    );
    await findByRole(context, 'article', 'Notion');
    expect(server.requests[0]!.headers.get('X-CSRF-Token')).to.equal('csrf-1');
  });

  it('asks for the visibility that it is told', async () => {
    const windows = new FakeWindows();
    try {
      const context = await fixture<DatasourceContextElement>(
        html`<datasource-context .fetch=${server.fetch} visibility="all_team_members"
          ><datasource-oauth-button provider=${NOTION}></datasource-oauth-button
        ></datasource-context>`,
      );
      await click(await findButton(context, 'Add OAuth'));
      await until(
        () => windows.last.addresses.length === 1,
        () => 'not sent to the provider',
      );
      const asked = server.requests.find(({ path }) => path.endsWith('get-authorization-url'))!;
      expect(asked.query.toString()).to.equal('visibility=all_team_members');
      await click(await findByRole(context, 'button', 'Cancel'));
    } finally {
      windows.restore();
    }
  });

  it('replaces texts, and leaves the others', async () => {
    const context = await mount(server, CARD, {
      configure: 'Einrichten',
      configureSource: '{source} einrichten',
    });
    expect((await findByRole(context, 'button', 'Notion einrichten')).textContent?.trim()).to.equal(
      'Einrichten',
    );
    await findText(context, 'Please configure authentication');
    context.labels = { configureSource: 'Configurer {source}' };
    await findByRole(context, 'button', 'Configurer Notion');
  });

  describe('when the session has expired', () => {
    beforeEach(() => {
      server.intercept(({ path }) =>
        path.endsWith('refresh-token')
          ? errorAnswer(401, 'unauthorized', 'No refresh token.')
          : errorAnswer(401, 'unauthorized', 'Token expired.'),
      );
    });

    it('says so exactly once, however many elements wait for the list', async () => {
      const release = hold(server, 'GET', /list$/);
      const context = await mount(server, html`<datasource-list></datasource-list>${CARD}${CARD}`);
      const heard = hear(document.body);
      const heardOutside: EventTarget[] = [];
      document.body.addEventListener(
        'datasource-session-expired',
        (event) => heardOutside.push(event.target!),
        {
          once: true,
        },
      );
      release();
      await findByRole(context.querySelector('datasource-list')!, 'alert');
      await until(
        () => allByRole(context, 'alert').length === 3,
        () => 'not told everywhere',
      );
      expect(kinds(heard)).to.deep.equal(['session-expired']);
      expect(heard[0]!.detail).to.deep.equal({ message: 'Token expired.' });
      expect(heardOutside[0] === context, 'fired on the context').to.be.true;
      expect(listReads(server)).to.equal(1);
    });

    it('says so again when it expires again', async () => {
      const context = await mount(server, html`<datasource-list></datasource-list>`);
      const heard = hear(context);
      await until(
        () => heard.length === 1,
        () => 'not told',
      );
      await click(await findByRole(context, 'button', 'Retry'));
      await until(
        () => heard.length === 2,
        () => 'not told again',
      );
      byRole(context, 'alert');
    });

    it('says nothing of the kind for a mere 403', async () => {
      server = new FakeServer();
      server.intercept(() => errorAnswer(403, 'forbidden', 'No.'));
      const context = await mount(server, html`<datasource-list></datasource-list>`);
      const heard = hear(context);
      await findByRole(context, 'alert');
      expect(heard).to.be.empty;
    });
  });
});
