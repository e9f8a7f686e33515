import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { findSecrets, spellings } from '../bench/oracles/collect.js';
import { secretRequests } from '../bench/oracles/servers.js';
import { SECRET_SCENARIOS } from './support/secret-scenarios.js';

/** Where a secret is looked for, and how the oracles call what they find there. */
const PLACES: Readonly<Record<string, RegExp>> = {
  'text of the page': /: text in </,
  attributes: / attribute /,
  fields: / value$/,
  'fields of elements': / property /,
  localStorage: /^localStorage/,
  sessionStorage: /^sessionStorage/,
  IndexedDB: /^indexedDB/,
  'Cache Storage': /^cache:/,
  'addresses and history': /^(address|history\.state|referrer|title|window\.(name|open))$/,
  'performance entries': /^performance entries$/,
  cookies: /^cookie$/,
  'console and errors': /^console/,
  events: /^event$/,
  'request lines, and servers of others': /^request /,
};

/** Keeps everything that is written to the console, also what nobody looks at. */
const LOUD_CONSOLE = `window.said = [];
  for (const level of ['log', 'info', 'debug', 'dir', 'table', 'trace', 'warn', 'error', 'group'])
    { const original = console[level]; console[level] = (...given) => { window.said.push(given.map(String).join(' ')); original.apply(console, given); }; }
  for (const type of ['error', 'unhandledrejection'])
    addEventListener(type, (event) => window.said.push(String(event.message ?? event.reason) + String((event.error ?? event.reason)?.stack)));`;

async function sweep(bench: Bench, tab: Tab, secret: string): Promise<string[]> {
  const said = await tab.evaluate(() => (window as { said?: string[] }).said ?? []);
  const texts = spellings(secret);
  return [
    ...(await findSecrets(tab, [secret])),
    ...said.filter((line) => texts.some((text) => line.includes(text))).map((line) => `console ${line}`),
    ...secretRequests(bench.world, [secret]).map((line) => `request ${line}`),
  ];
}

const SWEEPS = SECRET_SCENARIOS.length * Object.keys(PLACES).length;

fault(
  'G1',
  `a secret is in none of ${SWEEPS} places where it could have stayed`,
  { timeout: 400_000 },
  async (bench) => {
    // What the browser says of answers that failed, and of a page that an earlier one is submitted to.
    bench.allow({ problems: [/status of [45]\d\d|Failed to load/] });
    let sweeps = 0;
    let found = 0;
    for (const [index, { what, run }] of SECRET_SCENARIOS.entries()) {
      bench.world.preludes.set('loud-console', LOUD_CONSOLE);
      const secret = bench.secret(`canary-${index}-${Math.random().toString(36).slice(2)}`);
      const tab = await run(bench, secret);
      const places = await sweep(bench, tab, secret);
      for (const [place, pattern] of Object.entries(PLACES)) {
        sweeps += 1;
        const here = places.filter((each) => pattern.test(each));
        found += here.length;
        assert.deepEqual(here, [], `${what}: ${place}`);
      }
      assert.deepEqual(places, [], what);
      await bench.assertQuiet();
      for (const each of (await bench.engine.tabs()).slice(1)) await each.close();
      bench.world.reset();
    }
    assert.ok(sweeps >= 280);
    bench.counted({ 'sweeps for a secret': sweeps, 'secrets found': found });
  },
);

/** How often a text is in the memory of a page's scripts, after the garbage was collected. */
async function timesInHeap(tab: Tab, text: string): Promise<number> {
  const devtools = await tab.devtools?.();
  assert.ok(devtools);
  let snapshot = '';
  const add = ({ chunk }: { chunk: string }): void => void (snapshot += chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', add);
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', add);
  return snapshot.split(text).length - 1;
}

fault(
  'G1',
  'a secret that was saved is nowhere in the memory of scripts',
  // The others tell nothing of their memory.
  { engines: ['chromium'] },
  async (bench) => {
    const secret = bench.secret();
    const [saved] = SECRET_SCENARIOS;
    assert.ok(saved);
    const tab = await saved.run(bench, secret);
    const times = await timesInHeap(tab, secret);
    assert.equal(times, 0);
    bench.counted({ 'times that a secret is in the heap': times });
    await bench.assertQuiet();
    await tab.evaluate((text) => Object.assign(window, { kept: text }) && undefined, secret);
    assert.ok((await timesInHeap(tab, secret)) > 0, 'one that is kept is found');
    await tab.close();
  },
);

fault('G1', 'the sweep finds a secret in each of the places', {}, async (bench) => {
  const secret = 'canary-that-is-everywhere';
  const tab = await bench.open('blank');
  await tab.evaluate(async (text) => {
    const element = document.createElement('x-holder') as HTMLElement & { held?: string };
    element.held = text;
    element.setAttribute('title', text);
    const field = document.createElement('input');
    field.value = text;
    element.attachShadow({ mode: 'open' }).append(text, field);
    document.body.append(element);
    localStorage.setItem('held', text);
    sessionStorage.setItem('held', text);
    document.cookie = `held=${text}`;
    history.replaceState({ text }, '', `#${text}`);
    console.error(text);
    element.dispatchEvent(
      Object.assign(new Event('datasource-authorized', { bubbles: true }), { detail: { text } }),
    );
    // It is an entry when its body is there.
    await (await fetch(`/missing?held=${text}`)).text();
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('held');
      opening.onupgradeneeded = () => opening.result.createObjectStore('held');
      opening.onerror = () => reject(new Error('IndexedDB'));
      opening.onsuccess = () => {
        const writing = opening.result.transaction('held', 'readwrite');
        writing.objectStore('held').put(text, 'held');
        writing.oncomplete = () => {
          opening.result.close();
          resolve();
        };
      };
    });
    if ('caches' in window) await (await caches.open('held')).put(`/held?${text}`, new Response(text));
  }, secret);
  const places = await sweep(bench, tab, secret);
  const missed = Object.entries(PLACES)
    .filter(([, pattern]) => !places.some((each) => pattern.test(each)))
    .map(([place]) => place);
  assert.deepEqual(missed, []);
  await tab.close();
});
