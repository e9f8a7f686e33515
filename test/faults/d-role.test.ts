import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import { NOTION } from '../bench/world/console/sources.js';
import { call, CREATE, LIST, listIsShown, NOTION_REF } from './support/api.js';
import { sees } from './support/flow.js';

const WRITES: readonly [method: string, args: readonly unknown[], path: RegExp][] = [
  ['createCredential', [{ credentials: { integration_secret: 'k' } }], /notion_datasource$/],
  ['updateCredential', [{ credentialId: 'c', credentials: { integration_secret: 'k' } }], /\/update$/],
  ['renameCredential', ['c', 'New'], /\/update-name$/],
  ['setDefaultCredential', ['c'], /\/default$/],
  ['deleteCredential', ['c'], /\/delete$/],
  ['saveOAuthClient', [{ clientParams: { client_id: 'x' }, enabled: true }], /\/custom-client$/],
];

for (const [method, args, path] of WRITES)
  fault('D6', `${method} of somebody who may only read: one request, and the reason`, {}, async (bench) => {
    const tab = await bench.open('blank', { account: 'ben' });
    const { code, status, message } = await call(tab, method, [NOTION_REF, ...args]);
    assert.deepEqual([code, status], ['forbidden', 403]);
    assert.match(message ?? '', /permission/);
    assert.equal(bench.world.host.log.count({ method: 'POST', path }), 1);
  });

fault('D6', 'an authorization of somebody who may only read: one request', {}, async (bench) => {
  const tab = await bench.open('blank', { account: 'ben' });
  const { code } = await call(tab, 'getAuthorizationUrl', [NOTION_REF]);
  assert.equal(code, 'forbidden');
  assert.equal(bench.world.host.log.count({ path: /get-authorization-url$/ }), 1);
});

fault(
  'D6',
  'the list is shown; what was refused stays, with the reason, and is not sent again',
  {},
  async (bench) => {
    const { world } = bench;
    const secret = bench.secret();
    // The user may want to keep what was typed.
    bench.allow({ secrets: [/<input> value/] });
    const tab = await bench.open('element', {
      account: 'ben',
      element: 'datasource-api-key-button',
      provider: NOTION,
    });
    await tab.click('text=Add API Key');
    await tab.click('api-key-dialog >>> input[type=password]');
    await tab.type(secret);
    await tab.click('text=Save');
    await sees(tab, "You don't have the permission");
    assert.equal(world.host.log.count(CREATE), 1);
    const isOffered = await tab.evaluate(() => {
      const button = document.querySelector('datasource-api-key-button')?.shadowRoot?.querySelector('button');
      return button !== null && button?.getAttribute('aria-disabled') !== 'true' && !button?.disabled;
    });
    assert.equal(isOffered, false);
  },
);

fault('D6', 'a list that may not be read is said, once, without a second attempt', {}, async (bench) => {
  const { world } = bench;
  const { errorWith } = await import('../bench/world/faults/actions.js');
  world.faults.on(LIST, errorWith(403, 'forbidden', 'Only editors may see this.'));
  const tab = await bench.open('list', { account: 'ben' });
  await sees(tab, 'Only editors may see this.');
  assert.equal(world.host.log.count(LIST), 1);
  world.faults.clear();
  await tab.click('text=Retry');
  await listIsShown(tab);
});
