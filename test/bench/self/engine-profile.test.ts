import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after } from 'node:test';
import { eachEngine } from './support/each-engine.js';
import { serveSite, type Answer } from './support/site.js';

const fromAnywhere = ({ headers }: IncomingMessage): Record<string, string> => ({
  'access-control-allow-origin': headers.origin ?? '*',
  'access-control-allow-credentials': 'true',
});

/** Sets two cookies, or shows those that came. */
const COOKIES: Record<string, (request: IncomingMessage) => Answer> = {
  '/set': (request) => ({
    headers: {
      ...fromAnywhere(request),
      'set-cookie': ['lax=1; SameSite=Lax; Path=/', 'hidden=1; HttpOnly; SameSite=Lax; Path=/'],
    },
  }),
  '/show': (request) => ({ headers: fromAnywhere(request), body: request.headers.cookie ?? 'none' }),
};

const COUNTER = `<!doctype html><script>
  window.shows = [];
  addEventListener('pageshow', ({ persisted }) => shows.push(persisted));
</script>`;

const LISTENER = `<!doctype html><script>
  window.heard = [];
  new BroadcastChannel('test').onmessage = ({ data }) => heard.push(data);
</script>`;
const SPEAKER = `<!doctype html><script>
  const channel = new BroadcastChannel('test');
  window.speak = () => channel.postMessage('hello');
</script>`;

declare const shows: boolean[];
declare const heard: string[];
declare const speak: () => void;

const site = await serveSite({
  ...COOKIES,
  '/counter': { body: COUNTER },
  '/listener': { body: LISTENER },
  '/speaker': { body: SPEAKER },
  '/around': ({ url }) => ({
    body: `<!doctype html><iframe src="${new URL(url ?? '', 'http://localhost').searchParams.get('src') ?? ''}"></iframe>`,
  }),
});
after(() => site.stop());

const bodyText = () => document.body.innerText;
const visit = async (url: string) => void (await fetch(url, { credentials: 'include' }));

eachEngine('localhost and 127.0.0.1 are two sites: a Lax cookie is not taken across', async (engine) => {
  const tab = await engine.open(site.url('/'));
  await tab.evaluate(visit, site.url('/set', '127.0.0.1'));
  const other = await engine.open(site.url('/show', '127.0.0.1'));
  assert.equal(await other.evaluate(bodyText), 'none');
  await tab.evaluate(visit, site.url('/set'));
  await other.goto(site.url('/show'));
  assert.equal(await other.evaluate(bodyText), 'lax=1; hidden=1');
});

eachEngine('a reset forgets cookies and storages of both sites, and closes what was open', async (engine) => {
  for (const name of ['localhost', '127.0.0.1'] as const) {
    const tab = await engine.open(site.url('/set', name));
    await tab.evaluate(async () => {
      localStorage.setItem('kept', '1');
      await (await caches.open('kept')).put('/kept', new Response('kept'));
      await new Promise((resolve) => (indexedDB.open('kept').onsuccess = resolve));
    });
  }
  await engine.reset();
  assert.deepEqual(await Promise.all((await engine.tabs()).map((tab) => tab.url())), ['about:blank']);
  for (const name of ['localhost', '127.0.0.1'] as const) {
    const tab = await engine.open(site.url('/show', name));
    const left = await tab.evaluate(async () => [
      document.body.innerText,
      localStorage.length,
      (await caches.keys()).length,
      (await indexedDB.databases()).length,
    ]);
    assert.deepEqual(left, ['none', 0, 0, 0]);
  }
});

eachEngine('a reset forgets what a frame of another site has stored', async (engine) => {
  const src = encodeURIComponent(site.url('/frame', '127.0.0.1'));
  const left = async (): Promise<string | null> => {
    const around = await engine.open(site.url(`/around?src=${src}`));
    const frame = await around.frame((url) => url.endsWith('/frame'));
    return frame.evaluate(() => {
      const before = localStorage.getItem('kept');
      localStorage.setItem('kept', '1');
      return before;
    });
  };
  assert.equal(await left(), null);
  assert.equal(await left(), '1');
  await engine.reset();
  assert.equal(await left(), null);
});

eachEngine('the back/forward cache is on', async (engine) => {
  const tab = await engine.open(site.url('/counter'));
  await tab.goto(site.url('/', '127.0.0.1'));
  await tab.back();
  assert.deepEqual(await tab.evaluate(() => shows), [false, true]);
});

eachEngine(
  'storage is partitioned: a frame of another site does not hear its own site’s tab',
  async (engine) => {
    const src = encodeURIComponent(site.url('/listener', '127.0.0.1'));
    const around = await engine.open(site.url(`/around?src=${src}`));
    const frame = await around.frame((url) => url.endsWith('/listener'));
    const listener = await engine.open(site.url('/listener', '127.0.0.1'));
    const speaker = await engine.open(site.url('/speaker', '127.0.0.1'));
    await speaker.evaluate(() => speak());
    // The control: by now everybody has heard who can.
    await listener.waitFor(() => heard.length > 0);
    assert.deepEqual(await frame.evaluate(() => heard), []);
  },
);

eachEngine(
  'a crashed tab leaves a browser that goes on',
  async (engine) => {
    const tab = await engine.open(site.url('/'));
    await tab.crash?.();
    const other = await engine.open(site.url('/'));
    assert.equal(await other.evaluate(() => document.title), 'Empty');
  },
  ['chromium'],
);
