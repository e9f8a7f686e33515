import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Tab } from '../engines/engine.js';
import type { PageOptions } from '../pages/options.js';
import { answerWith } from '../world/faults/actions.js';
import { resetConnection } from '../world/faults/byte-actions.js';
import type { BreakPoint } from '../world/faults/byte-actions.js';
import { NOTION } from '../world/console/sources.js';
import type { IdpSettings } from '../world/idp/settings.js';
import { jsonErrorPage, junkPage } from '../world/idp/settings.js';
import { freshEngine } from './support/fresh-engine.js';
import { freshWorld } from './support/fresh-world.js';

interface Watched {
  ready?: boolean;
  authorized?: unknown[];
  received?: { origin: string }[];
  inFrontSince?: number;
}

const engine = await freshEngine();
const world = await freshWorld();

beforeEach(() => {
  world.preludes.set(
    'watch',
    `window.authorized = []; window.received = [];
     addEventListener('datasource-authorized', () => authorized.push(1));
     addEventListener('message', (event) => received.push({ origin: event.origin }));`,
  );
});

async function openButton(options: PageOptions = {}): Promise<Tab> {
  const tab = await engine.open(
    world.url('element', {
      account: 'anne',
      element: 'datasource-oauth-button',
      preludes: ['watch'],
      ...options,
    }),
  );
  await tab.waitFor(() => (window as unknown as Watched).ready);
  await tab.bringToFront();
  await tab.waitFor(isFamiliar, FAMILIAR);
  return tab;
}

/** For how long a page must have been in front before its elements take a click as meant, in milliseconds. */
const FAMILIAR = 600;

function isFamiliar(milliseconds: number): boolean {
  const watched = window as unknown as Watched;
  watched.inFrontSince ??= performance.now();
  return document.hasFocus() && performance.now() - watched.inFrontSince > milliseconds;
}

const START = '#element-1 >>> text=Add OAuth';

async function provider(): Promise<Tab> {
  return engine.waitForTab((url) => url.startsWith(world.idp.origin));
}

describe('an authorization by clicks', () => {
  for (const callbackPath of ['/oauth-callback', '/dify-oauth-callback'] as const)
    test(`ends in a connection, over ${callbackPath}`, async () => {
      world.console.settings.callbackPath = callbackPath;
      const tab = await openButton();
      await tab.click(START);
      const popup = await provider();
      await popup.click('#sign-in');
      await popup.click('#allow');
      await tab.waitFor(() => (window as unknown as Watched).authorized?.length);
      assert.equal(world.console.credentialsOf(NOTION).length, 1);
      assert.equal(world.console.state.callbacks[0]?.stateMatches, true);
      assert.equal(world.host.log.count({ path: callbackPath }), 1);
    });

  test('can wait at each step for the test', async () => {
    for (const stage of ['login', 'consent', 'redirect'] as const) world.idp.hold(stage);
    const tab = await openButton();
    await tab.click(START);
    await world.idp.arrived('login');
    world.idp.release('login');
    const popup = await provider();
    await popup.click('#sign-in');
    await world.idp.arrived('consent');
    world.idp.release('consent');
    await popup.click('#allow');
    await world.idp.arrived('redirect');
    assert.equal(world.console.state.callbacks.length, 0);
    world.idp.release('redirect');
    await tab.waitFor(() => (window as unknown as Watched).authorized?.length);
  });

  test('can be answered without a page', async () => {
    world.idp.settings.skip = ['login', 'consent'];
    const tab = await openButton();
    await tab.click(START);
    await tab.waitFor(() => (window as unknown as Watched).authorized?.length);
  });
});

describe('the pages of the provider', () => {
  const openProvider = async (settings: Partial<IdpSettings>): Promise<Tab> => {
    Object.assign(world.idp.settings, settings);
    const src = world.idp.authorizationUrl({
      clientId: 'x',
      redirectUri: `${world.host.origin()}/x`,
      state: 'x',
    });
    const tab = await engine.open(world.url('opener', { src, features: 'popup' }));
    await tab.waitFor(() => (window as unknown as Watched).ready);
    await tab.click('#open');
    return tab;
  };
  const childIsClosed = () => (window as unknown as { child?: Window }).child?.closed;

  test('cut the tie to the opener by their policy, while the window is open', async () => {
    const tab = await openProvider({ coop: 'same-origin' });
    const popup = await provider();
    await tab.waitFor(childIsClosed);
    assert.equal(popup.closed, false);
    await popup.click('#sign-in');
  });

  test('leave the tie alone without one', async () => {
    const tab = await openProvider({});
    const popup = await provider();
    await popup.waitFor(() => document.querySelector('#sign-in'));
    assert.equal(await tab.evaluate(childIsClosed), false);
  });

  test('may be errors, junk, or a loop without end', async () => {
    const login = async (settings: Partial<IdpSettings>) => {
      world.idp.reset();
      Object.assign(world.idp.settings, settings);
      const url = world.idp.authorizationUrl({ clientId: 'x', redirectUri: 'http://x/', state: 'x' });
      return fetch(url, { redirect: 'manual' });
    };
    const error = await login({ page: jsonErrorPage(403) });
    assert.deepEqual([error.status, error.headers.get('content-type')], [403, 'application/json']);
    const junk = await login({ page: junkPage() });
    assert.equal((await junk.arrayBuffer()).byteLength, 4096);
    const loop = await login({ loop: true });
    assert.match(loop.headers.get('location') ?? '', /^\/authorize\?/);
    assert.equal((await login({ slow: 5 })).status, 200);
  });

  test('may never come', async () => {
    world.idp.settings.hang = 'login';
    const url = world.idp.authorizationUrl({ clientId: 'x', redirectUri: 'http://x/', state: 'x' });
    const answer = fetch(url);
    await world.idp.arrived('login');
    world.idp.reset();
    assert.equal((await answer).status, 503);
  });

  test('may not be where the console sends the user', async () => {
    world.idp.settings.authorizationUrl = 'javascript:window.__pwned=1';
    const request = { clientId: 'x', redirectUri: 'x', state: 'x' };
    assert.equal(world.idp.authorizationUrl(request), 'javascript:window.__pwned=1');
  });
});

describe('forged messages', () => {
  const fromEvil = (tab: Tab) =>
    tab.evaluate(
      (origin) =>
        (window as unknown as Watched).received?.filter((each) => each.origin === origin).length ?? 0,
      world.evil.origin,
    );
  const most = () => world.evil.messages.length;

  test('come from a frame', async () => {
    const tab = await engine.open(world.url('frame', { src: world.evil.url('frame'), preludes: ['watch'] }));
    await tab.waitFor((count) => ((window as unknown as Watched).received?.length ?? 0) >= count, most());
    assert.equal(await fromEvil(tab), most());
  });

  test('come from a window that the host opened', async () => {
    const src = world.evil.url('popup');
    const tab = await engine.open(world.url('opener', { src, preludes: ['watch'], features: 'popup' }));
    await tab.click('#open');
    await tab.waitFor((count) => ((window as unknown as Watched).received?.length ?? 0) >= count, most());
    assert.equal(await fromEvil(tab), most());
  });

  test('come from who opened the host', async () => {
    const src = world.url('list', { preludes: ['watch'] });
    const evil = await engine.open(world.evil.url('opener', { src, wait: 'true' }));
    await evil.click('#open');
    const tab = await engine.waitForTab((url) => url.startsWith(world.host.origin()));
    await tab.waitFor(() => (window as unknown as Watched).ready);
    await evil.evaluate(() => (window as unknown as { attack: () => Promise<void> }).attack());
    await tab.waitFor((count) => ((window as unknown as Watched).received?.length ?? 0) >= count, most());
    assert.equal(await fromEvil(tab), most());
  });
});

describe('a browser', () => {
  /** Uses a connection that is good, then one that breaks, three times over. */
  async function breakConnections(method: string, at: BreakPoint): Promise<number> {
    const tab = await engine.open(world.url('blank', { account: 'anne', bundles: 0 }));
    world.faults.on({ path: '/broken' }, resetConnection(at));
    world.faults.on({ path: '/warm' }, answerWith({ body: 'warm' }));
    for (let round = 0; round < 3; round += 1) {
      await tab.evaluate(async () => (await fetch('/warm')).text());
      const failed = await tab.evaluate(
        (verb) =>
          fetch('/broken', { method: verb })
            .then((response) => response.text())
            .then(
              () => false,
              () => true,
            ),
        method,
      );
      assert.ok(failed);
    }
    return world.host.log.count({ path: '/broken' });
  }

  for (const at of ['request', 'answer', 'headers', 'body'] as const)
    test(`does not repeat by itself a write whose connection broke (${at})`, async () => {
      assert.equal(await breakConnections('POST', at), 3);
    });

  test('does not repeat a read either, but for Firefox, before there is an answer', async () => {
    const count = await breakConnections('GET', 'request');
    if (engine.name === 'firefox') assert.ok(count > 3, `${count} requests`);
    else assert.equal(count, 3);
  });

  test('keeps a page for the way back from the provider', async () => {
    world.preludes.set('beacon', 'addEventListener("pageshow", (event) => { shown = event.persisted; });');
    const src = world.idp.authorizationUrl({ clientId: 'x', redirectUri: 'http://x/', state: 'x' });
    const tab = await engine.open(world.url('opener', { src, account: 'anne', preludes: ['beacon'] }));
    await tab.waitFor(() => 'shown' in window && (window as unknown as Watched).ready);
    await tab.evaluate(() => document.querySelector('#link')?.removeAttribute('target'));
    await tab.click('#link');
    await tab.waitFor(() => document.querySelector('#sign-in'));
    await tab.back();
    await tab.waitFor(() => (window as unknown as { shown?: boolean }).shown === true);
  });

  test('keeps no context of a flow that a page on another site began, so that it cannot end', async () => {
    const site = '127.0.0.1';
    world.console.settings.corsOrigins = [world.host.origin(site)];
    const { access } = world.console.login('anne');
    const start = `${world.apiUrl()}/oauth/plugin/${NOTION}/datasource/get-authorization-url`;
    for (const from of [site, 'localhost'] as const) {
      const tab = await engine.open(world.url('blank', { site: from, bundles: 0 }));
      const status = await tab.evaluate(
        async (url, token) => {
          const headers = { authorization: `Bearer ${token}` };
          return (await fetch(url, { headers, credentials: 'include' })).status;
        },
        start,
        access,
      );
      assert.equal(status, 200);
      await tab.goto(`${world.apiUrl()}/oauth/plugin/${NOTION}/datasource/callback?code=x`);
    }
    const from = world.console.state.callbacks.map(({ contextFrom }) => contextFrom);
    assert.deepEqual(from, ['nowhere', 'cookie']);
  });

  test('sends the cookies of the host neither to the provider nor to the evil server', async () => {
    const tab = await openButton();
    await tab.click(START);
    await provider();
    const url = `${world.evil.origin}/collect`;
    await tab.evaluate(async (address) => (await fetch(address, { credentials: 'include' })).text(), url);
    assert.equal(world.evil.loot.includes('access-'), false);
    assert.equal(
      world.idp.log.entries.some(({ headers }) => headers['cookie']?.includes('access-')),
      false,
    );
  });
});
