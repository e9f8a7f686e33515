import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import { answerWith, redirectTo, type FaultAction } from '../bench/world/faults/actions.js';
import { NOTION } from './support/flow.js';
import { executionsOf } from './support/oracles.js';

const SCRIPTED =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" onload="top.__pwned()"><script>top.__pwned()</script><circle r="8"/></svg>';

/** Pictures of the host's own origin, which may be asked for, and what is there. */
const PICTURES: readonly [what: string, action: FaultAction | null, shown: 'picture' | 'letter'][] = [
  [
    'an SVG with scripts',
    answerWith({ headers: { 'content-type': 'image/svg+xml' }, body: SCRIPTED }),
    'picture',
  ],
  [
    'no picture at all',
    answerWith({ headers: { 'content-type': 'image/png' }, body: 'no picture' }),
    'letter',
  ],
  [
    'a page with a script',
    answerWith({ headers: { 'content-type': 'text/html' }, body: '<script>parent.__pwned()</script>' }),
    'letter',
  ],
  ['nothing', answerWith({ status: 404 }), 'letter'],
  // Held for as long as the test takes.
  ['what never comes', null, 'letter'],
];

for (const [what, action, shown] of PICTURES) {
  fault('F2', `a picture that is ${what} runs nothing, and is shown as a ${shown}`, {}, async (bench) => {
    const { console, faults, host } = bench.world;
    const match = { path: '/pictures/icon' };
    if (action) faults.on(match, action);
    else faults.hold(match);
    bench.allow({ problems: [/404/] });
    console.source(NOTION).wire = { icon: '/pictures/icon' };
    const tab = await bench.open('element', { account: 'anne', element: 'datasource-card' });
    await host.log.waitFor(match);
    await tab.waitFor((wanted) => {
      const root = document.querySelector('datasource-card')?.shadowRoot;
      const [picture, letter] = [root?.querySelector('img.picture'), root?.querySelector('.letter.icon')];
      return wanted === 'picture' ? picture && !letter : letter?.textContent === 'N' && !picture;
    }, shown);
    assert.equal(await executionsOf(tab), 0);
  });
}

fault('F2', 'a picture that leads to a tracker tells it neither a cookie nor the page', {}, async (bench) => {
  const { console, evil, faults } = bench.world;
  console.source(NOTION).wire = { icon: '/pictures/icon' };
  faults.on({ path: '/pictures/icon' }, redirectTo(`${evil.origin}/collect/tracker`));
  const tab = await bench.open('element', {
    account: 'anne',
    element: 'datasource-card',
    referrerPolicy: 'unsafe-url',
  });
  const { headers } = await evil.log.waitFor({ path: /^\/collect\/tracker/ });
  assert.equal(headers['referer'], undefined);
  assert.equal(headers['cookie'], undefined);
  assert.equal(headers['origin'], undefined, 'no request by CORS');
  await tab.waitFor(() => {
    const root = document.querySelector('datasource-card')?.shadowRoot;
    return root?.querySelector('.letter.icon') && !root.querySelector('img');
  });
});

fault('F2', 'a picture of twenty megabytes freezes nothing', {}, async (bench) => {
  const { console, faults, host } = bench.world;
  console.source(NOTION).wire = { icon: '/pictures/icon' };
  faults.on(
    { path: '/pictures/icon' },
    answerWith({ headers: { 'content-type': 'image/png' }, body: Buffer.alloc(20 * 1024 * 1024) }),
  );
  const tab = await bench.open('element', { account: 'anne', element: 'datasource-card' });
  await host.log.waitFor({ path: '/pictures/icon' });
  const started = performance.now();
  await tab.click('datasource-card >>> #configure');
  await tab.waitFor(() => {
    const root = document.querySelector('datasource-card')?.shadowRoot;
    return root?.querySelector('#menu:popover-open');
  });
  assert.ok(performance.now() - started < 5_000);
});

fault('F3', 'a help page gets neither the window that led to it nor its address', {}, async (bench) => {
  const { console, evil } = bench.world;
  const source = console.source(NOTION);
  const help = `${evil.origin}/collect/help`;
  source.credentialSchema = source.credentialSchema.map((field) => ({ ...field, url: help }));
  const tab = await bench.open('element', {
    account: 'anne',
    element: 'api-key-dialog',
    attributes: { open: '' },
    referrerPolicy: 'unsafe-url',
  });
  await tab.click('api-key-dialog >>> .help a');
  const opened = await bench.engine.waitForTab((url) => url === help);
  assert.equal(await opened.evaluate(() => window.opener === null), true);
  assert.equal(await opened.evaluate(() => document.referrer), '');
  const { headers } = await evil.log.waitFor({ path: /^\/collect\/help/ });
  assert.equal(headers['referer'], undefined);
});
