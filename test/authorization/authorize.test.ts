import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { AuthorizationFlow } from '../../src/authorization/flow.js';
import type { DatasourceError } from '../../src/api/errors.js';
import { createDatasourceStore, type AuthorizeOptions, type DatasourceStore } from '../../src/store/store.js';
import type { DatasourceStoreOptions } from '../../src/store/options.js';
import { click } from '../support/driver.js';
import { errorAnswer, FakeServer, json } from '../support/fake-server.js';

const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const ID = 'langgenius/notion_datasource/notion_datasource';
const JINA = { pluginId: 'langgenius/jina_datasource', provider: 'jinareader' };
const URL_PATH = `/oauth/plugin/${ID}/datasource/get-authorization-url`;
const LIST_PATH = '/auth/plugin/datasource/list';

const page = (name: string): string => new URL(`./fixtures/${name}`, import.meta.url).href;

describe('authorizing in a real window', () => {
  let server: FakeServer;
  let store: DatasourceStore;
  let opened: Window[];
  const open = window.open;

  beforeEach(() => {
    opened = [];
    window.open = (...args) => {
      const handle = open.call(window, ...args);
      if (handle) opened.push(handle);
      return handle;
    };
    setUp();
  });

  afterEach(async () => {
    store.flows.current?.cancel();
    for (const handle of opened) handle.close();
    await waitUntil(() => opened.every(({ closed }) => closed), 'the windows close');
    window.open = open;
  });

  function setUp(options: DatasourceStoreOptions = {}): void {
    server = new FakeServer();
    server.authorizationUrl = page('provider.html');
    store = createDatasourceStore({ fetch: server.fetch, ...options });
  }

  /** Begins in a real click on a button. */
  async function begin(options?: AuthorizeOptions): Promise<AuthorizationFlow> {
    let flow: AuthorizationFlow | undefined;
    const button = await fixture<HTMLButtonElement>(html`<button>Connect</button>`);
    button.addEventListener('click', () => (flow = store.authorize(NOTION, options)), { once: true });
    await click(button);
    await waitUntil(() => flow, 'the click arrives');
    return flow!;
  }

  const shows = (name: string): Promise<void> =>
    waitUntil(() => {
      try {
        return (
          opened.at(-1)!.location.href.includes(name) && opened.at(-1)!.document.readyState === 'complete'
        );
      } catch {
        return false;
      }
    }, `the window shows ${name}`);
  const isClosed = (): Promise<void> =>
    waitUntil(() => opened.at(-1)!.closed, 'the window is closed', { timeout: 5_000 });
  const isWaiting = (flow: AuthorizationFlow): Promise<void> =>
    waitUntil(() => flow.state.phase === 'waiting', 'the flow waits');

  it('a new connection ends it: the window closes, and the list is read again before the result', async () => {
    const list = store.list();
    const stop = list.subscribe(() => undefined);
    await waitUntil(() => list.getSnapshot().data);
    const flow = await begin();
    await shows('provider.html');
    const { id } = server.connect(ID);
    const outcome = await flow.result;
    expect(outcome).to.deep.include({ status: 'authorized', reauthorized: false, confirmed: true });
    expect(outcome).to.have.nested.property('credential.id', id);
    expect(server.count('GET', LIST_PATH)).to.equal(2);
    const [source] = list.getSnapshot().data!;
    expect(source!.credentials_list.map((credential) => credential.id)).to.deep.equal([id]);
    await isClosed();
    expect(store.flows.current).to.equal(null);
    stop();
  });

  it('the user closes it while the address is fetched: cancelled', async () => {
    server.intercept(({ path }) => (path === URL_PATH ? new Promise<Response>(() => undefined) : undefined));
    const flow = await begin();
    opened[0]!.close();
    expect(await flow.result).to.deep.equal({ status: 'cancelled', reason: 'window_closed' });
  });

  it('cancel closes it', async () => {
    const flow = await begin();
    await shows('provider.html');
    flow.cancel();
    expect(await flow.result).to.deep.equal({ status: 'cancelled', reason: 'user' });
    await isClosed();
  });

  for (const [name, address, code] of [
    ['javascript:', 'javascript:window.opener.__pwned=1', 'unsafe_url'],
    ['plain http elsewhere', 'http://idp.example/', 'unsafe_url'],
    ['no address', '', 'unsafe_url'],
  ] as const)
    it(`${name}: the window closes, and nothing of it runs`, async () => {
      server.authorizationUrl = address;
      const flow = await begin();
      expect(await flow.result).to.have.nested.property('error.code', code);
      await isClosed();
      expect(window).not.to.have.property('__pwned');
    });

  for (const [status, code] of [
    [400, 'invalid_param'],
    [403, 'forbidden'],
    [500, 'server'],
  ] as const)
    it(`the address is answered with ${status}: the window closes, and it says ${code} (A4)`, async () => {
      server.intercept(({ path }) => (path === URL_PATH ? errorAnswer(status, 'x', 'Because.') : undefined));
      const flow = await begin();
      const outcome = await flow.result;
      expect(outcome).to.have.nested.property('error.code', code);
      expect(outcome).to.have.nested.property('error.message', 'Because.');
      await isClosed();
    });

  it('a server without an OAuth client says so', async () => {
    const message = 'Please configure oauth client params(system/tenant) for langgenius/notion_datasource/x';
    server.intercept(({ path }) =>
      path === URL_PATH ? errorAnswer(400, 'invalid_param', message) : undefined,
    );
    const flow = await begin();
    expect(await flow.result).to.have.nested.property('error.code', 'no_oauth_client');
  });

  it('a blocked window: popup_blocked, the server is not asked, and the next click works (A1)', async () => {
    const allowed = window.open;
    window.open = () => null;
    const flow = await begin();
    const outcome = await flow.result;
    expect(outcome).to.have.nested.property('error.code', 'popup_blocked');
    expect((outcome as { error: DatasourceError }).error.retryable).to.be.true;
    expect(server.requests).to.be.empty;
    expect(store.flows.current).to.equal(null);
    window.open = allowed;
    const second = await begin();
    await shows('provider.html');
    expect(second).not.to.equal(flow);
  });

  describe('a connection that is authorized again', () => {
    let id: string;
    beforeEach(() => {
      ({ id } = server.connect(ID));
    });

    it('asks for that connection, and the user’s word ends it, unconfirmed', async () => {
      const flow = await begin({ credentialId: id, visibility: 'only_me' });
      await shows('provider.html');
      const asked = server.requests.find(({ path }) => path === URL_PATH)!;
      expect(asked.query.toString()).to.equal(`credential_id=${id}`);
      flow.confirm();
      expect(await flow.result).to.deep.include({
        status: 'authorized',
        reauthorized: true,
        confirmed: false,
      });
      await isClosed();
    });

    it('the message of the callback page ends it, confirmed', async () => {
      server.authorizationUrl = page('callback.html?message&stay');
      const flow = await begin({ credentialId: id });
      expect(await flow.result).to.deep.include({
        status: 'authorized',
        reauthorized: true,
        confirmed: true,
      });
      await isClosed();
    });

    it('also when that page closes itself at once', async () => {
      server.authorizationUrl = page('callback.html?message');
      const flow = await begin({ credentialId: id });
      expect(await flow.result).to.deep.include({
        status: 'authorized',
        reauthorized: true,
        confirmed: true,
      });
    });

    for (const query of ['?channel', '?channel&cut-off', '?channel&message'])
      it(`the channel ends it too, once the page has closed itself: ${query}`, async () => {
        server.authorizationUrl = page(`callback.html${query}`);
        const flow = await begin({ credentialId: id });
        expect(await flow.result).to.deep.include({
          status: 'authorized',
          reauthorized: true,
          confirmed: true,
        });
      });

    it('the callback of another tab does not end it', async () => {
      const flow = await begin({ credentialId: id });
      await shows('provider.html');
      const readsBefore = server.count('GET', `/auth/plugin/datasource/${ID}`);
      const other = await fixture<HTMLIFrameElement>(
        html`<iframe src=${page('callback.html?channel&stay')} title="another tab"></iframe>`,
      );
      await waitUntil(
        () => server.count('GET', `/auth/plugin/datasource/${ID}`) > readsBefore + 1,
        'it looks',
        {
          timeout: 8_000,
        },
      );
      expect(flow.state).to.include({ phase: 'waiting', callbackSeen: false });
      other.remove();
    });

    it('a message of another frame of the page does not end it (B2)', async () => {
      const flow = await begin({ credentialId: id });
      await shows('provider.html');
      const frame = await fixture<HTMLIFrameElement>(html`<iframe title="hostile"></iframe>`);
      const heard = new Promise((resolve) => window.addEventListener('message', resolve, { once: true }));
      const script = frame.contentDocument!.createElement('script');
      script.textContent = "parent.postMessage({ type: 'oauth_callback' }, '*')";
      frame.contentDocument!.body.append(script);
      await heard;
      expect(flow.state).to.include({ phase: 'waiting', callbackSeen: false });
    });

    it('one that is named by an empty text is a new one', async () => {
      const flow = await begin({ credentialId: '' });
      await isWaiting(flow);
      expect(flow.credentialId).to.equal(undefined);
      const added = server.connect(ID);
      expect(await flow.result).to.have.nested.property('credential.id', added.id);
    });
  });

  describe('the visibility of a new connection', () => {
    const asked = (): string => server.requests.find(({ path }) => path === URL_PATH)!.query.toString();

    it('is that of the store', async () => {
      setUp({ visibility: 'all_team_members' });
      await isWaiting(await begin());
      expect(asked()).to.equal('visibility=all_team_members');
    });

    it('or that of the call', async () => {
      setUp({ visibility: 'all_team_members' });
      await isWaiting(await begin({ visibility: 'only_me' }));
      expect(asked()).to.equal('visibility=only_me');
    });

    it('or is left to the server', async () => {
      await isWaiting(await begin());
      expect(asked()).to.equal('');
    });
  });

  it('opens a window also when it is asked for a way that there is not', async () => {
    const flow = await begin({ flow: 'tab' as 'popup' });
    expect(flow.mode).to.equal('popup');
    expect(opened).to.have.length(1);
    await isWaiting(flow);
    expect(sessionStorage.length, 'nothing is kept for a way back').to.equal(0);
  });

  describe('a second one while the first is under way (A10)', () => {
    it('for the same connection is the first one', async () => {
      const flow = await begin();
      await shows('provider.html');
      let focused = 0;
      opened[0]!.focus = () => focused++;
      expect(await begin()).to.equal(flow);
      expect(store.authorize(NOTION)).to.equal(flow);
      expect(focused, 'its window comes to the front').to.equal(2);
      expect(opened).to.have.length(1);
      expect(server.requests.filter(({ path }) => path === URL_PATH)).to.have.length(1);
      expect(store.flows.of(NOTION)).to.equal(flow);
      expect(store.flows.of(JINA)).to.equal(null);
    });

    for (const [name, ref, options] of [
      ['another data source', JINA, {}],
      ['another connection', NOTION, { credentialId: 'credential-1' }],
    ] as const)
      it(`for ${name} throws flow_in_progress, and opens nothing`, async () => {
        const flow = await begin();
        await isWaiting(flow);
        expect(() => store.authorize(ref, options))
          .to.throw()
          .that.includes({ name: 'DatasourceError', code: 'flow_in_progress' })
          .and.has.property('message')
          .that.contains(ID);
        expect(opened).to.have.length(1);
        expect(store.flows.current).to.equal(flow);
      });

    it('is possible again as soon as the first has ended', async () => {
      const flow = await begin();
      flow.cancel();
      const next = store.authorize(JINA);
      expect(next).not.to.equal(flow);
      await flow.result;
      expect(store.flows.current, 'the end of the first does not touch the second').to.equal(next);
      next.cancel();
    });
  });

  it('what runs before, runs after the window was opened and before the address is fetched', async () => {
    const order: string[] = [];
    const flow = await begin({
      prepare: async () => {
        order.push(`window ${opened.length}, requests ${server.requests.length}`);
        await store.saveOAuthClient(NOTION, { clientParams: { client_id: 'x' }, enabled: true });
      },
    });
    await isWaiting(flow);
    expect(order).to.deep.equal(['window 1, requests 0']);
    expect(server.requests[0]!.path).to.equal(`/auth/plugin/datasource/${ID}/custom-client`);
  });

  it('nobody hears of it again once it has ended', async () => {
    const flow = await begin();
    await isWaiting(flow);
    flow.cancel();
    await flow.result;
    const before = server.requests.length;
    server.connect(ID);
    for (const type of ['focus', 'pageshow', 'online']) window.dispatchEvent(new Event(type));
    const channel = new BroadcastChannel('datasource-elements:oauth-callback');
    channel.postMessage({ type: 'oauth_callback' });
    channel.close();
    await json({}).json();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(server.requests.length).to.equal(before);
  });
});
