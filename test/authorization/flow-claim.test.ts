import { expect } from '@open-wc/testing';
import { keepClaim } from '../../src/authorization/claim-keeper.js';
import { Claim } from '../../src/authorization/claim.js';
import { pretendVisibility, settled } from './support/clock.js';
import { credential, FlowBench, SERVER, URL_TEXT } from './support/flow-bench.js';

const KEY = `datasource-elements:claim:${SERVER}`;

/** One flow at a time, across tabs (A11). */
describe('AuthorizationFlow and those of other tabs', () => {
  let bench: FlowBench;

  beforeEach(() => {
    bench = new FlowBench();
    bench.install();
  });
  afterEach(() => bench.uninstall());

  /** Another tab takes the claim; a storage tells other tabs only, so this page is told by hand. */
  function takenByAnotherTab(tell = true): Claim {
    const other = new Claim(SERVER, 'another', 'acme/plugin/other');
    other.take();
    if (tell) window.dispatchEvent(new StorageEvent('storage', { key: KEY }));
    return other;
  }

  it('holds the claim from the click until it has ended', async () => {
    const { flow } = bench.begin();
    const other = new Claim(SERVER, 'another', 'x');
    expect(other.otherHolder).to.include({ source: 'acme/plugin/source' });
    await settled();
    await bench.clock.pass(120_000);
    expect(other.otherHolder).not.to.equal(null);
    flow.cancel();
    expect(other.otherHolder).to.equal(null);
  });

  it('holds it in a hidden tab too, whose timers run once a minute', async () => {
    const run = await bench.waiting();
    const restore = pretendVisibility('hidden');
    try {
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      const other = new Claim(SERVER, 'another', 'x');
      // No timer runs meanwhile.
      bench.clock.now += 60_000;
      expect(other.otherHolder).to.include({ source: 'acme/plugin/source' });
      bench.clock.now += 15_000;
      expect(other.otherHolder, 'unless it died').to.equal(null);
    } finally {
      restore();
    }
    run.flow.cancel();
    await bench.endedWith(run, { status: 'cancelled' });
  });

  it('does not begin while another tab is at it, opens nothing, and says which source that is about', async () => {
    takenByAnotherTab();
    const run = bench.begin();
    expect(bench.opener.calls).to.be.empty;
    await settled();
    expect(run.outcomes[0]).to.have.nested.property('error.code', 'flow_in_progress');
    expect(run.outcomes[0]).to.have.nested.property('error.message').that.contains('acme/plugin/other');
    expect(bench.asked).to.be.empty;
    expect(new Claim(SERVER, 'x', 'x').otherHolder, 'and leaves the other one alone').to.include({
      owner: 'another',
    });
  });

  it('begins all the same when it takes over', async () => {
    const other = takenByAnotherTab();
    await bench.waiting({ takeOver: true });
    expect(bench.opener.last.visited).to.have.length(1);
    expect(other.otherHolder).to.include({ source: 'acme/plugin/source' });
  });

  it('begins when the other tab was killed more than 15 seconds ago (B10)', async () => {
    takenByAnotherTab();
    await bench.clock.pass(15_000);
    await bench.waiting();
  });

  it('is taken over while the list is read: no address is asked for, which would spoil the other flow', async () => {
    let answer!: () => void;
    const run = bench.begin({
      readCredentials: () => new Promise((resolve) => (answer = () => resolve([credential('old')]))),
    });
    await settled();
    takenByAnotherTab(false);
    answer();
    await settled();
    expect(bench.asked).not.to.include('url');
    expect(bench.opener.last.closed).to.be.true;
    expect(run.outcomes).to.deep.equal([{ status: 'cancelled', reason: 'taken_over' }]);
  });

  it('is taken over while the address is fetched: it is not opened', async () => {
    let answer!: (address: string) => void;
    const run = bench.begin({ getAuthorizationUrl: () => new Promise((resolve) => (answer = resolve)) });
    await settled();
    takenByAnotherTab(false);
    answer(URL_TEXT);
    await settled();
    expect(bench.opener.last.visited).to.be.empty;
    expect(bench.opener.last.closed).to.be.true;
    expect(run.outcomes).to.deep.equal([{ status: 'cancelled', reason: 'taken_over' }]);
  });

  for (const [how, tell] of [
    ['at once when the storage says so', true],
    ['within 3 seconds in any case', false],
  ] as const)
    it(`is taken over while the user is away: it ends ${how}, and touches the claim no more`, async () => {
      const run = await bench.waiting();
      await bench.clock.pass(10_000);
      takenByAnotherTab(tell);
      if (!tell) await bench.clock.pass(3_000);
      await settled();
      expect(run.outcomes).to.deep.equal([{ status: 'cancelled', reason: 'taken_over' }]);
      expect(bench.opener.last.closed).to.be.true;
      expect(new Claim(SERVER, 'x', 'x').otherHolder).to.include({ owner: 'another' });
      expect(bench.clock.pending).to.equal(0);
    });

  it('is taken over while nobody shows it: it ends when it is shown again', async () => {
    const run = await bench.waiting();
    run.flow.unmount();
    takenByAnotherTab();
    await settled();
    expect(run.outcomes).to.be.empty;
    run.flow.remount();
    await settled();
    expect(run.outcomes).to.deep.equal([{ status: 'cancelled', reason: 'taken_over' }]);
    expect(new Claim(SERVER, 'x', 'x').otherHolder).to.include({ owner: 'another' });
  });

  it('gives way to another one of the same page', async () => {
    const run = await bench.waiting();
    run.flow.giveWay();
    await bench.endedWith(run, { status: 'cancelled', reason: 'taken_over' });
  });

  it('goes on without any storage (E4)', async () => {
    const { setItem, getItem, removeItem } = Storage.prototype;
    const fail = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.assign(Storage.prototype, { setItem: fail, getItem: fail, removeItem: fail });
    try {
      const run = await bench.waiting();
      await bench.clock.pass(10_000);
      bench.credentials.push(credential('new'));
      await bench.clock.pass(10_000);
      expect(run.outcomes[0]).to.include({ status: 'authorized' });
    } finally {
      Object.assign(Storage.prototype, { setItem, getItem, removeItem });
    }
  });
});

describe('Claim, between two real pages of one origin', () => {
  let frame: HTMLIFrameElement;

  beforeEach(async () => {
    frame = document.createElement('iframe');
    frame.src = new URL('./fixtures/provider.html', import.meta.url).href;
    const loaded = new Promise((resolve) => (frame.onload = resolve));
    document.body.append(frame);
    await loaded;
  });
  afterEach(() => {
    frame.remove();
    localStorage.clear();
  });

  it('who had it hears at once that the other one took it', async () => {
    const claim = new Claim(SERVER, 'a', 'x');
    const ended = new AbortController();
    const lost = new Promise<void>((resolve) => keepClaim(claim, resolve, ended.signal));
    claim.take();
    const entry = { owner: 'b', source: 'x', until: Date.now() + 15_000 };
    frame.contentWindow!.localStorage.setItem(KEY, JSON.stringify(entry));
    await lost;
    expect(claim.otherHolder).to.deep.equal(entry);
    ended.abort();
    expect(localStorage.getItem(KEY)).not.to.equal(null);
  });
});
