import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { findSecrets } from '../bench/oracles/collect.js';
import { answerWith } from '../bench/world/faults/actions.js';
import type { AccountName } from '../bench/world/console/accounts.js';
import { allow, begin, ended, endsOf, NOTION, openButton, sees, summary } from './support/flow.js';
import { toFront } from './support/front.js';
import { signCsrfTokens } from './support/signed-csrf.js';
import { goesOnWaiting, waitingState } from './support/state.js';

const CHANGED = 'datasource-authorize-error account_changed';

/** A page of Anne's with the button and the connections of the source. */
async function openWithCard(bench: Bench, context: Record<string, string> = {}): Promise<Tab> {
  signCsrfTokens(bench.world);
  bench.world.console.connect(NOTION, { name: 'Connection of Acme' });
  const { id: userId, tenantId } = bench.world.console.accounts.carl;
  bench.world.console.connect(NOTION, { type: 'oauth2', name: 'Connection of Globex', userId, tenantId });
  const tab = await openButton(bench, { context });
  await tab.evaluate((provider) => {
    const card = document.createElement('datasource-card');
    Object.assign(card, { provider });
    document.querySelector('datasource-context')?.append(card);
  }, NOTION);
  await sees(tab, 'Connection of Acme');
  await toFront(tab);
  return tab;
}

/** Somebody signs in in another tab of the browser. */
async function signInAs(bench: Bench, account: AccountName): Promise<void> {
  await bench.open('blank', { account, bundles: 0 });
}

fault('C7', 'somebody of another workspace signs in before the answer', {}, async (bench) => {
  const tab = await openWithCard(bench);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  await signInAs(bench, 'carl');
  await tab.bringToFront();
  assert.equal(summary(await ended(tab)), CHANGED);
  await sees(tab, 'Somebody else signed in meanwhile');
  await sees(tab, 'Connection of Globex');
  assert.equal(await tab.evaluate(textHas, 'Connection of Acme'), false);
  assert.equal((await bench.engine.tabs()).includes(popup), false);
});

fault('C7', 'somebody of the same workspace signs in while the answer is on its way', {}, async (bench) => {
  const tab = await openWithCard(bench);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  bench.world.idp.hold('redirect');
  await allow(popup);
  await bench.world.idp.arrived('redirect');
  await signInAs(bench, 'dora');
  bench.world.idp.release('redirect');
  assert.equal(summary(await ended(tab)), CHANGED);
  assert.equal((await endsOf(tab)).length, 1);
});

fault('C7', 'the same user signs in anew, which changes nothing', {}, async (bench) => {
  const tab = await openWithCard(bench);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  bench.world.console.sessions.expire();
  await goesOnWaiting(tab);
  await allow(popup);
  assert.equal(summary(await ended(tab)), 'datasource-authorized');
});

fault('C7', 'the host says that the account is another one', {}, async (bench) => {
  const tab = await openButton(bench);
  await tab.evaluate(() => {
    const page = window as unknown as { account: string };
    page.account = 'anne';
    const context = document.querySelector('datasource-context');
    if (context) context.getAccountId = () => page.account;
  });
  await toFront(tab);
  const popup = await begin(bench, tab);
  await waitingState(tab);
  // Until the answer is under way: the next read would close the window in which the user still is.
  bench.world.idp.hold('redirect');
  await allow(popup);
  await bench.world.idp.arrived('redirect');
  await tab.evaluate(() => void ((window as unknown as { account: string }).account = 'carl'));
  bench.world.idp.release('redirect');
  assert.equal(summary(await ended(tab)), CHANGED);
});

fault('C7', 'somebody else signs in while the whole page is at the provider', {}, async (bench) => {
  const tab = await openWithCard(bench, { flow: 'redirect' });
  // Or the fixture would sign Anne in again.
  await tab.evaluate(() => history.replaceState(null, '', location.href.replace('account=anne&', '')));
  await tab.click('text=Add OAuth');
  await tab.waitFor(() => document.querySelector('#sign-in'));
  await signInAs(bench, 'carl');
  await tab.bringToFront();
  await allow(tab);
  await sees(tab, 'Somebody else signed in meanwhile');
  assert.equal(summary(await ended(tab)), CHANGED);
});

fault('C6', 'the callback page takes the answer out of its address', {}, async (bench) => {
  const { world } = bench;
  // A host that forgot every header.
  for (const name of ['content-security-policy', 'cache-control']) world.callback.headers[name] = '';
  world.callback.headers['referrer-policy'] = 'unsafe-url';
  const callback = `${world.host.origin()}/oauth-callback`;
  const tab = await bench.open('blank', { bundles: 0 });
  await tab.goto(`${callback}?code=secret-code&state=secret-state#secret-hash`);
  await tab.waitFor(() => document.querySelector('[role=status]'));
  assert.equal(await tab.url(), callback);
  assert.deepEqual(
    await tab.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:')),
    ),
    [],
  );
  await tab.evaluate((url) => location.assign(url), `${world.evil.origin}/collect/next`);
  const { headers } = await world.evil.log.waitFor({ path: '/collect/next' });
  assert.equal(headers['referer'] ?? '', headers['referer'] === undefined ? '' : callback);
  await tab.waitFor(() => location.pathname === '/collect/next');
  world.host.log.clear();
  await tab.back();
  await tab.waitFor(() => location.pathname === '/oauth-callback');
  assert.equal(await tab.url(), callback);
  assert.equal(
    world.host.log.entries.some(({ search }) => search.includes('secret')),
    false,
  );
});

fault('C6', 'a slash too many in the address of the callback page', {}, async (bench) => {
  const { world } = bench;
  const body = await (await fetch(`${world.host.origin()}/oauth-callback`)).text();
  world.faults.on(
    { path: '//oauth-callback' },
    answerWith({ headers: { 'content-type': 'text/html' }, body }),
  );
  const tab = await bench.open('blank', { bundles: 0 });
  await tab.goto(`${world.host.origin()}//oauth-callback?code=secret-code`);
  await tab.waitFor(() => document.querySelector('[role=status]'));
  assert.equal(await tab.url(), `${world.host.origin()}//oauth-callback`);
});

for (const flow of ['popup', 'redirect'] as const)
  fault(
    'C6',
    `the provider learns the page’s origin at most, and the page no code: ${flow}`,
    {},
    async (bench) => {
      const tab = await openButton(bench, { context: { flow } });
      await tab.click('text=Add OAuth');
      const popup = await bench.popup();
      await allow(popup);
      assert.equal(summary(await ended(tab)), 'datasource-authorized');
      const { idp, host } = bench.world;
      const referrers = idp.log.filter({ path: '/authorize' }).map(({ headers }) => headers['referer'] ?? '');
      assert.equal(referrers.length, 1);
      assert.equal(['', `${host.origin()}/`].includes(referrers[0] ?? ''), true, referrers[0] ?? '');
      const code = new URL(idp.answers[0] ?? '').searchParams.get('code') ?? '';
      assert.deepEqual(await findSecrets(tab, [code]), []);
      assert.equal(
        host.log.entries.some(({ headers }) => (headers['referer'] ?? '').includes(code)),
        false,
      );
    },
  );

fault(
  'C8',
  'a consent to less is shown as the server lists it, and nothing is made of it',
  {},
  async (bench) => {
    const { world } = bench;
    const tab = await openButton(bench);
    await tab.evaluate((provider) => {
      const card = document.createElement('datasource-card');
      Object.assign(card, { provider });
      document.querySelector('datasource-context')?.append(card);
    }, NOTION);
    await toFront(tab);
    await begin(bench, tab);
    // The contract has no field for any of this; a newer server may have.
    world.console.connect(NOTION, {
      type: 'oauth2',
      name: 'Less than asked',
      wire: { scopes: [], scope: '', limited: true, refresh_token: null, expires_at: 1, status: 'limited' },
    });
    const { type, detail } = await ended(tab);
    assert.equal(type, 'datasource-authorized');
    const { credential } = detail as { credential: Record<string, unknown> };
    assert.deepEqual(Object.keys(credential).sort(), ['id', 'name', 'type']);
    await sees(tab, 'Less than asked');
    for (const word of ['limited', 'full access', 'all permissions', 'expired'])
      assert.equal(await tab.evaluate(textHas, word), false, word);
  },
);

fault('C8', 'that a connection may do too little is said when somebody finds out', {}, async (bench) => {
  const { id } = bench.world.console.connect(NOTION, { type: 'oauth2', name: 'Less than asked' });
  const tab = await bench.open('element', {
    account: 'anne',
    element: 'datasource-card',
    provider: NOTION,
  });
  await sees(tab, 'Less than asked');
  assert.equal(await tab.evaluate(textHas, 'Reads only'), false);
  await tab.evaluate((credentialId) => {
    const store = document.querySelector('datasource-context')?.currentStore;
    store?.markCredential(credentialId, 'needs-reauthorization', 'Reads only: authorize it again.');
  }, id);
  await sees(tab, 'Reads only: authorize it again.');
});

/** Runs in the page: whether its elements show a text. */
function textHas(word: string): boolean {
  const all = (root: ParentNode): string =>
    [...root.querySelectorAll('*')]
      .map((element) => (element.shadowRoot ? all(element.shadowRoot) : '') + (element.textContent ?? ''))
      .join(' ');
  return all(document).toLowerCase().includes(word.toLowerCase());
}
