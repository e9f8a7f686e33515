import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import { fault } from '../bench/fault-test.js';
import { findSecrets } from '../bench/oracles/collect.js';
import { GOOGLE_DRIVE } from '../bench/world/console/sources.js';
import { HttpBrowser } from '../bench/world/http-browser.js';
import {
  allow,
  begin,
  beginAgain,
  codeOf,
  ended,
  endsOf,
  NOTION,
  openButton,
  sees,
  signIn,
  URL_REQUEST,
} from './support/flow.js';
import { toFront } from './support/front.js';
import { endsAre, goesOnWaiting, isGone, waitingState } from './support/state.js';

/** The address at which somebody else's authorization, in another browser, would be completed. */
async function answerOfSomebodyElse({ world }: Bench): Promise<string> {
  const { skip } = world.idp.settings;
  world.idp.settings.skip = ['login', 'consent'];
  const browser = new HttpBrowser();
  await browser.open(world.url('list', { account: 'carl' }));
  const path = `/oauth/plugin/${NOTION}/datasource/get-authorization-url`;
  const { body } = await browser.call('GET', `${world.apiUrl()}${path}`);
  let url = (body as { authorization_url: string }).authorization_url;
  while (!url.startsWith(world.apiUrl())) {
    const { headers } = await browser.send(url);
    const location = headers.get('location');
    // Or this would go on for ever, and the file with it.
    assert.ok(location, `${url} leads nowhere`);
    url = new URL(location, url).href;
  }
  world.idp.settings.skip = skip;
  return url;
}

const notions = ({ world }: Bench): number => world.console.credentialsOf(NOTION).length;

fault('C1', 'a callback that is replayed after the flow', {}, async (bench) => {
  const tab = await openButton(bench);
  await allow(await begin(bench, tab));
  await ended(tab);
  const [answer = ''] = bench.world.idp.answers;
  const replay = await bench.engine.open(answer);
  await replay.waitFor(() => document.body.innerText.includes('context_id is invalid'));
  assert.equal(notions(bench), 1);
  await tab.bringToFront();
  assert.equal((await endsOf(tab)).length, 1);
});

fault('C1', 'a callback that is replayed during the next flow', {}, async (bench) => {
  const tab = await openButton(bench);
  await allow(await begin(bench, tab));
  await ended(tab);
  await toFront(tab);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  const replay = await bench.engine.open(bench.world.idp.answers[0] ?? '');
  await replay.waitFor(() => document.body.innerText.includes('invalid_grant'));
  await allow(popup);
  await popup.waitFor(() => document.body.innerText.includes('context_id is invalid'));
  assert.equal(notions(bench), 1);
  await tab.click('text=I have finished');
  await sees(tab, 'The server does not show the connection yet.');
  await tab.click('text=Cancel');
  assert.deepEqual(
    (await endsAre(tab, 2)).map(({ type }) => type),
    ['datasource-authorized', 'datasource-authorize-cancel'],
  );
});

fault('C1', 'a callback in another browser', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  const stranger = new HttpBrowser();
  const consent = await stranger.submit(await stranger.open(await popup.url()));
  const end = await stranger.submit(consent, { name: 'decision', value: 'allow' });
  assert.match(end.text, /context_id not found/);
  assert.equal(notions(bench), 0);
  await goesOnWaiting(tab);
});

fault('C1', 'the code and state of somebody else', {}, async (bench) => {
  bench.world.console.settings.checkState = true;
  const answer = await answerOfSomebodyElse(bench);
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  await popup.goto(answer);
  await popup.waitFor(() => document.body.innerText.includes('state does not match'));
  assert.equal(notions(bench), 0);
  await goesOnWaiting(tab);
});

fault('C1', 'the page never has code or state', {}, async (bench) => {
  const tab = await openButton(bench);
  await allow(await begin(bench, tab));
  await ended(tab);
  const answer = new URL(bench.world.idp.answers[0] ?? '');
  const secrets = ['code', 'state'].map((name) => answer.searchParams.get(name) ?? '');
  assert.equal(
    secrets.every((secret) => secret.length > 20),
    true,
  );
  assert.deepEqual(await findSecrets(tab, secrets), []);
});

fault('C1', 'connections that others add meanwhile are not the one that is awaited', {}, async (bench) => {
  const { console: api } = bench.world;
  const { id } = api.connect(NOTION, { type: 'oauth2' });
  const tab = await openButton(bench);
  await begin(bench, tab);
  await waitingState(tab);
  api.connect(GOOGLE_DRIVE, { type: 'oauth2' });
  api.connect(NOTION, { type: 'api-key' });
  await goesOnWaiting(tab);
  api.credentialsOf(NOTION).find((each) => each.id === id)!.name = 'Renamed';
  const added = api.connect(NOTION, { type: 'oauth2' });
  const { detail } = await ended(tab);
  assert.equal((detail as { credential: { id: string } }).credential.id, added.id);
});

fault('C1', 'a connection that others add does not end a re-authorization', {}, async (bench) => {
  const { console: api } = bench.world;
  const { id } = api.connect(NOTION, { type: 'oauth2' });
  const tab = await beginAgain(bench, id);
  const popup = await bench.popup();
  const before = await waitingState(tab);
  const { log } = bench.world.host;
  const reads = log.entries.length;
  api.connect(NOTION, { type: 'oauth2' });
  await tab.evaluate(() => window.dispatchEvent(new Event('focus')));
  await log.waitFor({ path: /\/auth\/plugin\/datasource\/langgenius\/notion/ }, 2);
  assert.ok(log.entries.length > reads, 'the list was read');
  assert.equal(before.includes('"phase":"waiting"'), true);
  assert.deepEqual(await endsOf(tab), []);
  await allow(popup);
  const { detail } = await ended(tab);
  assert.equal((detail as { credential: { id: string } }).credential.id, id);
});

fault('C2', 'an answer that is sent to the callback of another provider', {}, async (bench) => {
  const tab = await openButton(bench);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  await signIn(popup);
  const consent = new URL(await popup.url());
  const redirect = consent.searchParams.get('redirect_uri') ?? '';
  consent.searchParams.set('redirect_uri', redirect.replace(NOTION, GOOGLE_DRIVE));
  await popup.goto(consent.href);
  await popup.click('#allow');
  await isGone(bench, popup);
  const [record] = bench.world.console.state.callbacks;
  assert.deepEqual([record?.provider, record?.providerMatches], [GOOGLE_DRIVE, false]);
  assert.equal(notions(bench), 0);
  await goesOnWaiting(tab);
});

fault('C2', 'the user sees which host they are sent to', {}, async (bench) => {
  const { idp } = bench.world;
  const tab = await openButton(bench);
  for (const hostname of ['127.0.0.1', '127.0.0.2'] as const) {
    idp.settings.hostname = hostname;
    await toFront(tab);
    const popup = await begin(bench, tab);
    await sees(tab, new URL(idp.origin).host);
    assert.equal(new URL(await popup.url()).host, new URL(idp.origin).host);
    await tab.click('text=Cancel');
    await tab.waitFor(() => !document.querySelector('datasource-context')?.currentStore?.flows.current);
  }
});

fault('C2', 'no second provider is begun while one is under way', {}, async (bench) => {
  const tab = await openButton(bench);
  await tab.evaluate((provider) => {
    const button = document.createElement('datasource-oauth-button');
    Object.assign(button, { provider, id: 'other' });
    document.querySelector('datasource-context')?.append(button);
  }, GOOGLE_DRIVE);
  await begin(bench, tab);
  await waitingState(tab);
  const asked = bench.world.host.log.count(URL_REQUEST);
  await toFront(tab);
  await tab.click('#other >>> .main');
  assert.equal(codeOf(await ended(tab)), 'flow_in_progress');
  assert.equal(bench.world.host.log.count(URL_REQUEST), asked);
});
