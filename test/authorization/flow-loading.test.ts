import { expect } from '@open-wc/testing';
import { Claim } from '../../src/authorization/claim.js';
import { hasRedirect } from '../../src/authorization/tab-storage.js';
import { saveRedirect } from '../../src/authorization/redirect-record.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store.js';
import { flowTracking } from '../../src/store/store.js';
import { FakeServer } from '../support/fake-server.js';
import { SlowPart } from '../support/slow-part.js';
import { settled } from './support/clock.js';
import { FakeOpener } from './support/fake-popup.js';
import { credential, FlowBench, SERVER, URL_TEXT, type Run } from './support/flow-bench.js';
import { pretend, undoPretending } from './support/pretend.js';

const CLAIM = `datasource-elements:claim:${SERVER}`;
const MARK = 'datasource-elements:authorization-window';
const REDIRECT = 'datasource-elements:redirect';
const holder = (): string | null => new Claim(SERVER, 'somebody else', 'x').otherHolder?.owner ?? null;

describe('AuthorizationFlow before the part that follows it is there', () => {
  let bench: FlowBench;
  let part: SlowPart;

  beforeEach(async () => {
    part = await SlowPart.of(flowTracking);
    bench = new FlowBench();
    bench.install();
  });
  afterEach(() => {
    bench.uninstall();
    part.restore();
  });

  /** The part comes, after all, and nothing follows from it. */
  async function nothingFollows(): Promise<void> {
    const { asked, opener } = bench;
    const before = [asked.length, opener.calls.length];
    part.arrive();
    await settled();
    await bench.clock.pass(10_000);
    expect([asked.length, opener.calls.length]).to.deep.equal(before);
    expect(opener.last.visited).to.be.empty;
    expect(localStorage.length).to.equal(0);
    expect(bench.clock.pending, 'timers').to.equal(0);
  }

  it('opens the window within the click, and asks the server nothing yet', async () => {
    const { flow } = bench.begin();
    // In the same task, before anything can have been loaded.
    expect(bench.opener.calls).to.have.length(1);
    expect(part.loads).to.equal(1);
    expect(flow.state).to.deep.equal({ phase: 'opening', paused: false });
    await settled();
    expect(bench.asked).to.be.empty;
    expect([flow.host, flow.reopenable, flow.paused]).to.deep.equal([null, false, false]);
  });

  it('takes the claim as soon as the part has come', async () => {
    bench.begin();
    part.arrive();
    await settled();
    expect(holder()).not.to.equal(null);
  });

  it('says in the window what it waits for, which knows what it is', () => {
    let mark: string | null = null;
    const { open } = window;
    window.open = (...args) => {
      mark = sessionStorage.getItem(MARK);
      return open.call(window, ...args);
    };
    bench.begin();
    const [url, name, features] = bench.opener.calls[0]!;
    expect([url, name, features].join(' ')).to.match(
      /^about:blank datasource-[0-9a-f]{32} popup,width=600,height=700,left=-?\d+,top=-?\d+$/,
    );
    expect(mark).to.match(/^\d+ [0-9a-f]{32}$/);
    expect(sessionStorage.length).to.equal(0);
    const { title, body } = bench.opener.last.document;
    expect([title, body.textContent]).to.deep.equal(['Opening…', 'Opening…']);
  });

  it('a real window is closed again when it is given up', async () => {
    bench.opener.uninstall();
    let real: Window | null = null;
    const { open } = window;
    window.open = (...args) => (real = open.call(window, ...args));
    try {
      const { flow } = bench.begin();
      expect(real!.document.title).to.equal('Opening…');
      flow.cancel();
      expect(real!.closed).to.equal(true);
      await settled();
    } finally {
      window.open = open;
    }
  });

  it('goes from the click to its one outcome though the part comes late', async () => {
    const run = bench.begin();
    let changes = 0;
    run.flow.subscribe(() => changes++);
    await bench.clock.pass(5_000);
    part.arrive();
    await settled();
    expect(bench.asked).to.deep.equal(['credentials', 'url']);
    expect(bench.opener.last.visited).to.deep.equal([URL_TEXT]);
    expect(run.flow.state.phase).to.equal('waiting');
    expect([run.flow.host, changes > 0]).to.deep.equal(['idp.example', true]);
    bench.credentials.push(credential('new'));
    bench.message();
    await bench.clock.pass(0);
    expect(bench.opener.calls).to.have.length(1);
    await bench.endedWith(run, { status: 'authorized', reauthorized: false });
    expect(run.outcomes[0]).to.have.nested.property('credential.id', 'new');
    expect(part.loads).to.equal(1);
  });

  it('is loaded once: the next flow finds it at hand', async () => {
    const first = bench.begin();
    part.arrive();
    await settled();
    first.flow.giveWay();
    const { flow } = bench.begin();
    await settled();
    expect(flow.state.phase).to.equal('waiting');
    expect(part.loads).to.equal(1);
  });

  it('is given up by the user at once, and nothing starts when the part comes', async () => {
    const run = bench.begin();
    run.flow.cancel();
    expect(run.flow.state.phase).to.equal('settled');
    expect(bench.opener.last.closed).to.equal(true);
    expect(localStorage.length).to.equal(0);
    await settled();
    expect(run.outcomes).to.deep.equal([{ status: 'cancelled', reason: 'user' }]);
    await nothingFollows();
    await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
  });

  it('tells its listeners of its end, and of nothing after it', async () => {
    const { flow } = bench.begin();
    let changes = 0;
    flow.subscribe(() => changes++);
    flow.cancel();
    expect(changes, 'not within the call').to.equal(0);
    await settled();
    expect(changes).to.equal(1);
    part.arrive();
    await settled();
    flow.remount();
    await settled();
    expect(changes).to.equal(1);
  });

  it('gives way to another at once', async () => {
    const run = bench.begin();
    run.flow.giveWay();
    expect(bench.opener.last.closed).to.equal(true);
    expect(localStorage.length).to.equal(0);
    await nothingFollows();
    await bench.endedWith(run, { status: 'cancelled', reason: 'taken_over' });
  });

  describe('where something turns out to be in the way once the part has come', () => {
    /** The window that was opened is closed again, and it is told once why; nothing else came of it. */
    async function hindered(run: Run, code: string): Promise<void> {
      await settled();
      expect(run.outcomes).to.be.empty;
      expect(bench.opener.calls).to.have.length(1);
      part.arrive();
      await settled();
      expect(run.outcomes).to.have.length(1);
      expect(run.outcomes[0]).to.have.nested.property('error.code', code);
      expect(bench.opener.last.closed).to.equal(true);
      expect(bench.opener.last.visited).to.be.empty;
      expect(bench.opener.calls).to.have.length(1);
      expect(bench.asked).to.be.empty;
      expect(run.flow.state.phase).to.equal('settled');
      expect(bench.clock.pending, 'timers').to.equal(0);
    }

    for (const [when, before] of [
      ['was at it already', true],
      ['began meanwhile', false],
    ] as const)
      it(`another tab that ${when}: it is told of, by its source, and left alone`, async () => {
        const other = new Claim(SERVER, 'the other tab', 'acme/plugin/other');
        if (before) other.take();
        const run = bench.begin();
        if (!before) other.take();
        await hindered(run, 'flow_in_progress');
        expect(run.outcomes[0]).to.have.nested.property('error.message').that.contains('acme/plugin/other');
        expect(holder()).to.equal('the other tab');
      });

    it('takes the claim from another tab where the user wants to go on here', async () => {
      const other = new Claim(SERVER, 'the other tab', 'x');
      other.take();
      const run = bench.begin({ takeOver: true });
      part.arrive();
      await settled();
      expect(other.otherHolder).to.include({ source: 'acme/plugin/source' });
      expect(bench.opener.last.visited).to.deep.equal([URL_TEXT]);
      run.flow.cancel();
      await bench.endedWith(run, { status: 'cancelled' });
    });

    it('the page stands in the window of another authorization (A13)', async () => {
      sessionStorage.setItem(MARK, String(Date.now()));
      await hindered(bench.begin(), 'nested_popup');
    });

    it('the page is in a sandbox without an origin (A17)', async () => {
      pretend(window, 'origin', 'null');
      await hindered(bench.begin(), 'sandboxed');
    });

    it('the page is to go there itself, and stands in a frame (E3)', async () => {
      pretend(window, 'parent', {});
      const run = bench.begin({ mode: 'redirect' });
      part.arrive();
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'redirect_in_iframe');
      expect(bench.opener.calls).to.be.empty;
    });

    it('is told of once, also where nobody shows it meanwhile', async () => {
      new Claim(SERVER, 'the other tab', 'x').take();
      const run = bench.begin();
      run.flow.unmount();
      await hindered(run, 'flow_in_progress');
      run.flow.remount();
      await settled();
      expect(run.outcomes).to.have.length(1);
    });

    it('keeps what the tab went away for before, of which the window hears nothing', async () => {
      sessionStorage.setItem(REDIRECT, '{}');
      new Claim(SERVER, 'the other tab', 'x').take();
      let copied: string | null = '';
      const { open } = window;
      window.open = (...args) => {
        copied = sessionStorage.getItem(REDIRECT);
        return open.call(window, ...args);
      };
      await hindered(bench.begin(), 'flow_in_progress');
      expect(copied).to.equal(null);
      expect(sessionStorage.getItem(REDIRECT)).to.equal('{}');
    });

    it('gives up what the tab went away for before where it begins', async () => {
      sessionStorage.setItem(REDIRECT, '{}');
      bench.begin();
      part.arrive();
      await settled();
      expect(sessionStorage.getItem(REDIRECT)).to.equal(null);
    });
  });

  it('leaves the claim to the other also where it is given up', async () => {
    const { flow } = bench.begin();
    new Claim(SERVER, 'the other tab', 'x').take();
    flow.cancel();
    await settled();
    expect(holder()).to.equal('the other tab');
  });

  it('waits without a claim where nobody shows it once the part comes, and goes on when somebody does', async () => {
    const run = bench.begin();
    run.flow.unmount();
    expect(run.flow.paused).to.equal(true);
    expect(bench.opener.last.closed).to.equal(false);
    part.arrive();
    await settled();
    expect(localStorage.length, 'claims').to.equal(0);
    expect(run.flow.paused).to.equal(true);
    const { reads } = bench;
    await bench.clock.pass(60_000);
    expect(bench.reads, 'reads while it waits').to.equal(reads);
    bench.signs();
    await settled();
    expect(bench.reads, 'reads while it waits').to.equal(reads);
    run.flow.remount();
    await bench.clock.pass(0);
    expect(holder()).not.to.equal(null);
    expect(bench.reads).to.equal(reads + 1);
    bench.credentials.push(credential('new'));
    bench.message();
    await bench.clock.pass(1_000);
    await bench.endedWith(run, { status: 'authorized' });
  });

  it('notices nothing of it where it is shown again before the part comes', async () => {
    const run = bench.begin();
    run.flow.unmount();
    run.flow.remount();
    expect(run.flow.paused).to.equal(false);
    part.arrive();
    await settled();
    expect(holder()).not.to.equal(null);
    bench.credentials.push(credential('new'));
    bench.message();
    await bench.clock.pass(1_000);
    await bench.endedWith(run, { status: 'authorized' });
  });

  it('is given up while nobody shows it', async () => {
    const run = bench.begin();
    run.flow.unmount();
    run.flow.cancel();
    await nothingFollows();
    await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
  });

  it('brings its window to the front when it is asked for once more, and opens no other', async () => {
    const { flow } = bench.begin();
    flow.reopen();
    flow.confirm();
    expect([bench.opener.calls.length, bench.opener.last.focused]).to.deep.equal([1, 1]);
    expect(flow.state.phase).to.equal('opening');
  });

  it('fails when the part cannot be loaded: the window is closed, the claim is free', async () => {
    const run = bench.begin();
    part.fail();
    await settled();
    expect(run.flow.state.phase).to.equal('settled');
    expect(bench.opener.last.closed).to.equal(true);
    await bench.endedWith(run, { status: 'failed' });
    expect(run.outcomes[0]).to.have.nested.property('error.code', 'network');
    expect(run.outcomes[0]).to.have.nested.property('error.retryable', true);
    expect(bench.asked).to.be.empty;
  });

  it('tries to load it again with the next flow', async () => {
    const failed = bench.begin();
    part.fail();
    await settled();
    const run = bench.begin();
    expect(part.loads).to.equal(2);
    part.arrive();
    await settled();
    expect(run.flow.state.phase).to.equal('waiting');
    run.flow.cancel();
    await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
    expect(failed.outcomes).to.have.length(1);
  });

  it('is not failed by the part after the user gave it up', async () => {
    const run = bench.begin();
    run.flow.cancel();
    part.fail();
    await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
  });

  describe('where no window was opened', () => {
    beforeEach(() => (bench.opener.blocked = true));
    afterEach(undoPretending);

    for (const [framed, active, code] of [
      [false, true, 'popup_blocked'],
      [true, false, 'popup_blocked'],
      [true, true, 'sandboxed'],
    ] as const)
      it(`${framed ? 'in a frame' : 'on a page'} ${active ? 'in' : 'without'} a click: ${code}, and tries no other`, async () => {
        if (framed) pretend(window, 'parent', {});
        pretend(navigator, 'userActivation', { isActive: active });
        const run = bench.begin();
        // Firefox takes it back; and a click is over by then in any case.
        pretend(navigator, 'userActivation', { isActive: !active });
        part.arrive();
        await bench.endedWith(run, { status: 'failed' });
        expect(run.outcomes[0]).to.have.nested.property('error.code', code);
        expect(bench.opener.calls).to.have.length(1);
        expect(bench.asked).to.be.empty;
      });

    it('is given up by the user at once', async () => {
      const run = bench.begin();
      run.flow.cancel();
      await settled();
      expect(run.outcomes).to.deep.equal([{ status: 'cancelled', reason: 'user' }]);
      part.arrive();
      await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
    });

    it('says that the part is missing where it cannot be loaded', async () => {
      const run = bench.begin();
      part.fail();
      await bench.endedWith(run, { status: 'failed' });
      expect(run.outcomes[0]).to.have.nested.property('error.code', 'network');
    });
  });

  it('finds its window closed by the user when the part comes', async () => {
    const run = bench.begin();
    bench.opener.last.close();
    part.arrive();
    await settled();
    await bench.clock.pass(30_000);
    await bench.endedWith(run, { status: 'cancelled', reason: 'window_closed' });
  });

  it('takes the whole page there only once the part has come', async () => {
    const here = location.href;
    const there = `${here.split('#')[0]}#authorize`;
    try {
      const run = bench.begin({ mode: 'redirect', getAuthorizationUrl: () => Promise.resolve(there) });
      await settled();
      expect([location.href, hasRedirect()]).to.deep.equal([here, false]);
      expect(bench.opener.calls).to.be.empty;
      part.arrive();
      await settled();
      expect(holder()).not.to.equal(null);
      expect([location.href, hasRedirect()]).to.deep.equal([there, true]);
      run.flow.cancel();
      await bench.endedWith(run, { status: 'cancelled', reason: 'user' });
    } finally {
      history.replaceState(null, '', here);
    }
  });
});

describe('the return from a redirect before the part that follows it is there', () => {
  const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
  const NOTION_ID = 'langgenius/notion_datasource/notion_datasource';
  const OWNER = '0123456789abcdef0123456789abcdef';
  let part: SlowPart;
  let server: FakeServer;
  let store: DatasourceStore;

  beforeEach(async () => {
    part = await SlowPart.of(flowTracking);
    server = new FakeServer();
    server.connect(NOTION_ID, { id: 'old' });
    store = createDatasourceStore({ fetch: server.fetch });
    // As the page left it.
    saveRedirect({
      server: new URL('/console/api', location.href).href,
      owner: OWNER,
      ref: NOTION,
      before: ['old'],
      account: null,
      startedAt: Date.now() - 5_000,
      returnTo: location.href,
      report: { type: 'oauth_callback' } as never,
    });
  });
  afterEach(() => {
    store.flows.current?.cancel();
    part.restore();
    localStorage.clear();
    sessionStorage.clear();
  });

  it('is gone on with once the part has come', async () => {
    const resuming = store.resumeAuthorization();
    await settled();
    expect(store.flows.current).to.equal(null);
    expect(hasRedirect(), 'it is not lost when the page is loaded again meanwhile').to.equal(true);
    server.connect(NOTION_ID, { id: 'new' });
    part.arrive();
    const flow = await resuming;
    expect(flow?.mode).to.equal('redirect');
    const outcome = await flow!.result;
    expect(outcome).to.include({ status: 'authorized', reauthorized: false });
    expect(hasRedirect()).to.equal(false);
    expect(localStorage.getItem(CLAIM)).to.equal(null);
  });

  it('is gone on with once, for all who ask', async () => {
    const resuming = [store.resumeAuthorization(), store.resumeAuthorization()];
    part.arrive();
    const [one, other] = await Promise.all(resuming);
    expect(one).not.to.equal(null);
    expect(other).to.equal(null);
  });

  it('rejects where the part cannot be loaded, and can be tried again', async () => {
    const failed = store.resumeAuthorization().catch((thrown: unknown) => thrown);
    part.fail();
    expect(await failed).to.include({ name: 'DatasourceError', code: 'network' });
    expect(hasRedirect()).to.equal(true);
    const again = store.resumeAuthorization();
    part.arrive();
    expect(await again).not.to.equal(null);
    expect(part.loads).to.equal(2);
  });

  it('loads nothing where there is nothing to go on with', async () => {
    sessionStorage.clear();
    expect(await store.resumeAuthorization()).to.equal(null);
    const disconnect = store.connect();
    await settled();
    expect(part.loads).to.equal(0);
    disconnect();
  });

  it('is gone on with for the elements of the page', async () => {
    const disconnect = store.connect();
    await settled();
    expect(hasRedirect()).to.equal(true);
    server.connect(NOTION_ID, { id: 'new' });
    part.arrive();
    await settled();
    const flow = store.flows.of(NOTION)!;
    expect(flow.mode).to.equal('redirect');
    expect(await flow.result).to.include({ status: 'authorized' });
    expect(store.flows.endedOf(NOTION)?.outcome.status).to.equal('authorized');
    disconnect();
  });

  it('is left to others by an element that has left when the part comes', async () => {
    const disconnect = store.connect();
    disconnect();
    part.arrive();
    await settled();
    expect(store.flows.current).to.equal(null);
    expect(hasRedirect()).to.equal(true);
    // The next one finds it.
    const leave = store.connect();
    await settled();
    expect(store.flows.current?.mode).to.equal('redirect');
    leave();
  });

  it('is gone on with once by an element that left and came back meanwhile', async () => {
    store.connect()();
    await settled();
    const disconnect = store.connect();
    let held = 0;
    const { hold } = store.flows;
    store.flows.hold = (flow) => {
      held++;
      hold.call(store.flows, flow);
    };
    part.arrive();
    await settled();
    expect(held).to.equal(1);
    expect(store.flows.current?.paused).to.equal(false);
    disconnect();
  });

  it('waits for the next element, or page, where the part cannot be loaded', async () => {
    const disconnect = store.connect();
    part.fail();
    await settled();
    expect(store.flows.current).to.equal(null);
    expect(hasRedirect()).to.equal(true);
    disconnect();
    const leave = store.connect();
    part.arrive();
    await settled();
    expect(store.flows.current?.mode).to.equal('redirect');
    leave();
  });

  it('is not gone on with where another flow has begun meanwhile', async () => {
    const { open } = window;
    window.open = () => null;
    const resuming = store.resumeAuthorization();
    try {
      const here = location.href;
      const flow = store.authorize(NOTION, { flow: 'redirect' });
      part.arrive();
      expect(await resuming).to.equal(null);
      expect(store.flows.current).to.equal(flow);
      flow.cancel();
      history.replaceState(null, '', here);
    } finally {
      window.open = open;
    }
  });

  for (const [who, resume] of [
    ['the page', () => store.resumeAuthorization()],
    ['its elements', () => store.connect()],
  ] as const)
    it(`is gone on with for ${who} where another flow, begun meanwhile, finds that it is under way`, async () => {
      const opener = new FakeOpener();
      opener.install();
      try {
        new Claim(new URL('/console/api', location.href).href, OWNER, NOTION_ID).takeAlong();
        void resume();
        const { result } = store.authorize({ pluginId: 'acme/plugin', provider: 'source' });
        part.arrive();
        expect(await result).to.have.nested.property('error.code', 'flow_in_progress');
        expect(opener.last.closed).to.equal(true);
        await settled();
        expect(store.flows.current?.mode).to.equal('redirect');
      } finally {
        opener.uninstall();
      }
    });
});
