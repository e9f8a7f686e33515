import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { keepClaim } from '../../src/authorization/claim-keeper.js';
import { Claim } from '../../src/authorization/claim.js';
import { FakePage } from './support/page.js';

const SERVER = 'https://console.example/console/api';
const KEY = `datasource-elements:claim:${SERVER}`;
const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('Claim (A11, B10)', () => {
  let page: FakePage;
  let uninstall: () => void;
  let lost: string[];
  let controllers: Map<string, AbortController>;

  beforeEach(() => {
    page = new FakePage();
    uninstall = page.install();
    mock.timers.enable({ apis: ['Date', 'setInterval'], now: NOW });
    lost = [];
    controllers = new Map();
  });
  afterEach(() => {
    for (const controller of controllers.values()) controller.abort();
    mock.timers.reset();
    uninstall();
  });

  const claimOf = (owner: string, server = SERVER): Claim => new Claim(server, owner, `acme/plugin/${owner}`);

  /** One that is taken and kept, as that of a flow is. */
  async function kept(owner: string): Promise<Claim> {
    const claim = claimOf(owner);
    claim.take();
    keep(claim, owner);
    await Promise.resolve();
    return claim;
  }

  function keep(claim: Claim, owner: string): void {
    const controller = new AbortController();
    controllers.set(owner, controller);
    keepClaim(claim, () => lost.push(owner), controller.signal);
  }

  const stop = (owner: string): void => controllers.get(owner)!.abort();
  const entry = (): unknown => JSON.parse(page.local.entries.get(KEY) ?? 'null');
  const holder = (owner: string, until: number): object => ({ owner, source: `acme/plugin/${owner}`, until });
  const show = (type: 'pagehide' | 'pageshow'): boolean => page.window.dispatchEvent(new Event(type));

  it('of one flow is seen by every other one for the same server', () => {
    const a = claimOf('a');
    assert.equal(claimOf('b').otherHolder, null);
    a.take();
    assert.deepEqual(claimOf('b').otherHolder, holder('a', NOW + 15_000));
    assert.equal(a.otherHolder, null, 'its own is no other');
    assert.equal(claimOf('a').otherHolder, null, 'nor after it came back from a redirect');
    assert.equal(claimOf('b', 'https://other.example/console/api').otherHolder, null);
  });

  it('holds for 15 seconds without a sign of life, so that a dead tab is in nobody’s way', () => {
    claimOf('a').take();
    mock.timers.tick(14_999);
    assert.notEqual(claimOf('b').otherHolder, null);
    mock.timers.tick(1);
    assert.equal(claimOf('b').otherHolder, null);
  });

  it('is renewed every 3 seconds while it is kept', async () => {
    await kept('a');
    mock.timers.tick(2_999);
    assert.deepEqual(entry(), holder('a', NOW + 15_000));
    mock.timers.tick(1);
    assert.deepEqual(entry(), holder('a', NOW + 18_000));
    mock.timers.tick(600_000);
    assert.notEqual(claimOf('b').otherHolder, null);
    assert.deepEqual(lost, []);
  });

  it('is taken by who keeps it, if nobody else has it', async () => {
    keep(claimOf('a'), 'a');
    assert.equal(entry(), null);
    await Promise.resolve();
    assert.deepEqual(entry(), holder('a', NOW + 15_000));
  });

  it('is lost at once by who wants to keep what somebody else has, but not before the call has returned', async () => {
    claimOf('b').take();
    keep(claimOf('a'), 'a');
    assert.deepEqual(lost, []);
    await Promise.resolve();
    assert.deepEqual(lost, ['a']);
    assert.deepEqual(entry(), holder('b', NOW + 15_000));
  });

  it('asks nothing any more when it is given up at once', async () => {
    claimOf('b').take();
    keep(claimOf('a'), 'a');
    stop('a');
    await Promise.resolve();
    assert.deepEqual(lost, []);
  });

  it('can be taken over: who had it hears so once, by the storage or at its next sign of life', async () => {
    await kept('a');
    claimOf('b').take();
    page.tellStorage(KEY);
    assert.deepEqual(lost, ['a']);
    page.tellStorage(KEY);
    mock.timers.tick(60_000);
    show('pageshow');
    assert.deepEqual(lost, ['a']);

    await kept('c');
    claimOf('d').take();
    assert.deepEqual(lost, ['a']);
    mock.timers.tick(3_000);
    assert.deepEqual(lost, ['a', 'c']);
    assert.deepEqual(entry(), holder('d', NOW + 60_000 + 15_000), 'and takes nothing back');
  });

  it('is not lost when something else is stored', async () => {
    await kept('a');
    for (const key of [null, 'x', `${KEY}/`]) page.tellStorage(key);
    page.tellStorage(KEY);
    assert.deepEqual(lost, []);
    claimOf('b').take();
    for (const key of [null, 'x', `${KEY}/`]) page.tellStorage(key);
    assert.deepEqual(lost, []);
  });

  it('is taken again at the next sign of life when the storage was emptied', async () => {
    await kept('a');
    page.local.entries.clear();
    page.tellStorage(KEY);
    assert.equal(entry(), null);
    mock.timers.tick(3_000);
    assert.notEqual(entry(), null);
  });

  it('is released when it is kept no longer, unless somebody else has it', async () => {
    await kept('a');
    stop('a');
    assert.equal(entry(), null);
    mock.timers.tick(60_000);
    show('pageshow');
    page.tellStorage(KEY);
    assert.equal(entry(), null, 'nor is it taken again');

    await kept('c');
    claimOf('d').take();
    stop('c');
    claimOf('c').release();
    assert.deepEqual(entry(), holder('d', NOW + 60_000 + 15_000));
  });

  it('is free while the page is left, and taken again when it comes back from the cache', async () => {
    await kept('a');
    show('pagehide');
    assert.equal(entry(), null);
    show('pageshow');
    assert.notEqual(entry(), null);
    assert.deepEqual(lost, []);
  });

  it('is lost when the page comes back from the cache and somebody else has it', async () => {
    await kept('a');
    show('pagehide');
    claimOf('b').take();
    show('pageshow');
    assert.deepEqual(lost, ['a']);
  });

  // Once: it lapsed between the rare signs of life of a hidden tab, and another tab began without asking.
  it('holds for 75 seconds while the page is hidden, where timers may run but once a minute', async () => {
    await kept('a');
    page.show(false);
    assert.deepEqual(entry(), holder('a', NOW + 75_000));
    mock.timers.tick(3_000);
    assert.deepEqual(entry(), holder('a', NOW + 78_000), 'a sign of life does not shorten it');
    page.show(true);
    assert.deepEqual(entry(), holder('a', NOW + 18_000));
    assert.deepEqual(lost, []);
  });

  it('is lost by a page that is hidden or shown again, if somebody else has it', async () => {
    for (const visible of [false, true]) {
      await kept('a');
      const other = claimOf('b');
      other.take();
      page.show(visible);
      assert.deepEqual(lost.splice(0), ['a']);
      other.release();
    }
  });

  for (const first of ['pagehide', 'visibilitychange'] as const)
    it(`is free while the page is left, if ${first} comes first`, async () => {
      await kept('a');
      if (first === 'pagehide') show('pagehide');
      page.show(false);
      if (first !== 'pagehide') show('pagehide');
      assert.equal(entry(), null);
      mock.timers.tick(3_000);
      assert.equal(entry(), null);
      page.show(true);
      assert.equal(entry(), null, 'until it is back for good');
      show('pageshow');
      assert.deepEqual(entry(), holder('a', NOW + 18_000));
    });

  it('goes along for 2 minutes though the page is hidden on the way', async () => {
    (await kept('a')).takeAlong();
    page.show(false);
    show('pagehide');
    assert.deepEqual(entry(), holder('a', NOW + 120_000));
  });

  it('is not taken again by a page that is hidden when it is kept no longer', async () => {
    await kept('a');
    stop('a');
    page.show(false);
    assert.equal(entry(), null);
  });

  it('goes along when the whole page goes to the third party: for 2 minutes, whatever happens on the way', async () => {
    const claim = await kept('a');
    claim.takeAlong();
    assert.deepEqual(entry(), holder('a', NOW + 120_000));
    mock.timers.tick(3_000);
    assert.deepEqual(entry(), holder('a', NOW + 123_000), 'a sign of life does not shorten it');
    show('pagehide');
    mock.timers.reset();
    mock.timers.enable({ apis: ['Date', 'setInterval'], now: NOW + 122_999 });
    assert.notEqual(claimOf('b').otherHolder, null);
    mock.timers.tick(1);
    assert.equal(claimOf('b').otherHolder, null);
  });

  it('is an ordinary one again when the page is back', async () => {
    const claim = await kept('a');
    claim.takeAlong();
    show('pagehide');
    show('pageshow');
    assert.deepEqual(entry(), holder('a', NOW + 15_000));
    show('pagehide');
    assert.equal(entry(), null);
  });

  for (const [what, value] of [
    ['no JSON', '{'],
    ['null', 'null'],
    ['a number', '1'],
    ['a text', '"a"'],
    ['a list', '[]'],
    ['an empty object', '{}'],
    ['no owner', JSON.stringify({ source: 'x', until: NOW + 1_000 })],
    ['an owner that is no text', JSON.stringify({ owner: 1, source: 'x', until: NOW + 1_000 })],
    ['no source', JSON.stringify({ owner: 'b', until: NOW + 1_000 })],
    ['a source that is no text', JSON.stringify({ owner: 'b', source: {}, until: NOW + 1_000 })],
    ['no time', JSON.stringify({ owner: 'b', source: 'x' })],
    ['a time that is no number', JSON.stringify({ owner: 'b', source: 'x', until: String(NOW + 1_000) })],
    ['a time long past', JSON.stringify({ owner: 'b', source: 'x', until: 0 })],
    ['a time in the far future', JSON.stringify({ owner: 'b', source: 'x', until: NOW + 120_001 })],
  ] as const)
    it(`an entry with ${what} holds nothing`, async () => {
      page.local.entries.set(KEY, value);
      assert.equal(claimOf('a').otherHolder, null);
      await kept('a');
      page.tellStorage(KEY);
      assert.deepEqual(lost, []);
    });

  it('an entry with the latest time that there can be holds', () => {
    page.local.entries.set(KEY, JSON.stringify(holder('b', NOW + 120_000)));
    assert.deepEqual(claimOf('a').otherHolder, holder('b', NOW + 120_000));
  });

  for (const fails of ['to write', 'always'] as const)
    it(`is nothing to rely on: with storage that fails ${fails} nobody is kept from anything (E4)`, async () => {
      page.local.fails = fails;
      const claim = await kept('a');
      assert.equal(claim.otherHolder, null);
      assert.equal(claimOf('b').otherHolder, null);
      mock.timers.tick(60_000);
      page.tellStorage(KEY);
      show('pagehide');
      show('pageshow');
      claim.takeAlong();
      claim.release();
      stop('a');
      assert.deepEqual(lost, []);
    });
});
