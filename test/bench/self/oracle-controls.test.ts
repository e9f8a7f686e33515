import assert from 'node:assert/strict';
import { Bench } from '../bench.js';
import type { Tab } from '../engines/engine.js';
import type { Allowance } from '../oracles/quiet.js';
import type { PageOptions } from '../pages/options.js';
import { runningWorld } from '../running.js';
import { eachEngine } from './support/each-engine.js';

/** What a page does that an oracle has to notice, what it then says, and what allows it, if anything does. */
interface Control {
  page?: PageOptions;
  act: (tab: Tab) => Promise<unknown>;
  says: RegExp;
  allowed?: Allowance;
}

declare const __pwned: () => void;

/** Runs code as the page's own script: what a driver runs is no part of the page. */
const inPage = (code: string) => async (tab: Tab) => {
  await tab.evaluate((text) => {
    const script = document.createElement('script');
    script.textContent = text;
    document.head.append(script);
  }, code);
};

const problems = (pattern: RegExp): Allowance => ({ problems: [pattern] });

const CONTROLS: Readonly<Record<string, Control>> = {
  'an error in the console': {
    act: inPage(`console.error('bad', new Error('inner'), { deep: { deeper: 'text' } })`),
    says: /console: error: bad Error: inner[^]*deeper: text/,
    allowed: problems(/console: error: bad/),
  },
  'a warning in the console': {
    act: inPage(`console.warn('careful')`),
    says: /console: warn: careful/,
    allowed: problems(/careful/),
  },
  'a failed assertion in the console': {
    act: inPage(`console.assert(false, 'wrong')`),
    says: /assert: false wrong/,
  },
  'an error that nobody caught': {
    act: inPage(`throw new TypeError('not caught')`),
    says: /error: .*not caught/,
    allowed: problems(/not caught/),
  },
  'a rejection that nobody handled': {
    act: inPage(`Promise.reject(new Error('not handled'))`),
    says: /rejection: Error: not handled/,
  },
  'a violation of the policy': {
    page: { csp: 'strict' },
    act: (tab) => tab.evaluate(() => document.body.setAttribute('style', 'color: red')),
    says: /csp: style-src/,
    allowed: problems(/csp: style-src/),
  },
  'a violation of Trusted Types': {
    page: { trustedTypes: true },
    act: (tab) =>
      tab.evaluate(() => {
        try {
          document.body.innerHTML = '<b></b>';
        } catch {
          // Where Trusted Types are enforced.
        }
      }),
    says: /csp: require-trusted-types-for/,
  },
  'hostile content that calls': { act: inPage('__pwned()'), says: /hostile content ran 1 times/ },
  'hostile content in a handler': {
    act: (tab) => tab.evaluate(() => (document.body.innerHTML = '<img src="data:," onerror="__pwned()">')),
    says: /hostile content ran/,
  },
  'a dialog': { act: inPage(`alert('hello')`), says: /hostile content ran/ },
  'an interval': {
    act: inPage('setInterval(() => {}, 1000)'),
    says: /left behind: interval 1000 .+/,
    allowed: { leftovers: [/interval 1000/] },
  },
  'a timer': { act: inPage('setTimeout(() => {}, 59000)'), says: /left behind: timeout 59000/ },
  'an endless row of animation frames': {
    act: inPage('(function next() { requestAnimationFrame(next) })()'),
    says: /left behind: animation frame/,
  },
  'a listener on the window': {
    act: inPage(`addEventListener('message', () => {}, { signal: new AbortController().signal })`),
    says: /left behind: listener window message .+/,
  },
  'a listener on the document': {
    act: inPage(`document.addEventListener('visibilitychange', () => {}, true)`),
    says: /left behind: listener document visibilitychange/,
  },
  'an open channel': {
    act: inPage(`new BroadcastChannel('left open')`),
    says: /left behind: channel left open/,
  },
  'two outcomes of one authorization': {
    act: inPage(`
      const detail = { pluginId: 'a/b', provider: 'b', method: 'oauth2' };
      for (const type of ['authorize-start', 'authorized', 'authorize-cancel'])
        document.body.dispatchEvent(new CustomEvent('datasource-' + type, { detail }));`),
    says: /surplus outcome: datasource-authorize-cancel .*"provider":"b"/,
    allowed: { surplusOutcomes: true },
  },
  'an outcome of what the host has taken over': {
    act: inPage(`
      const detail = { pluginId: 'a/b', provider: 'b', method: 'api-key' };
      document.addEventListener('datasource-authorize-start', (event) => event.preventDefault(), { once: true });
      for (const type of ['authorize-start', 'authorize-error'])
        document.dispatchEvent(new CustomEvent('datasource-' + type, { detail, cancelable: true }));`),
    says: /surplus outcome: datasource-authorize-error/,
  },
};

for (const [name, { page = {}, act, says, allowed }] of Object.entries(CONTROLS))
  eachEngine(`the oracles notice ${name}`, async (engine) => {
    const bench = new Bench(engine, await runningWorld());
    const tab = await bench.open('blank', { bundles: 0, ...page });
    await act(tab);
    await assert.rejects(bench.assertQuiet(), says);
    if (!allowed) return;
    bench.allow(allowed);
    await bench.assertQuiet();
  });

eachEngine('the oracles are content with a page where everything ends', async (engine) => {
  const bench = new Bench(engine, await runningWorld());
  const tab = await bench.open('blank', { bundles: 0 });
  await inPage(`
    const listen = () => {}, { signal, ...rest } = { signal: AbortSignal.abort() };
    addEventListener('message', listen, true); removeEventListener('message', listen, { capture: true });
    addEventListener('focus', listen, { signal });
    const controller = new AbortController();
    document.addEventListener('keydown', listen, { signal: controller.signal }); controller.abort();
    document.addEventListener('once', listen, { once: true }); document.dispatchEvent(new Event('once'));
    addEventListener('twice', listen); addEventListener('twice', listen); removeEventListener('twice', listen);
    setTimeout(() => {}, 10); clearInterval(setInterval(listen, 50)); clearTimeout(setInterval(listen, 50));
    cancelAnimationFrame(requestAnimationFrame(listen)); requestAnimationFrame(listen);
    setTimeout(() => {}, 300000);
    new BroadcastChannel('closed').close();
    console.assert(true, 'right'); console.info('said');
    Promise.reject(new Error('handled')).catch(listen);
    const detail = { pluginId: 'a/b', provider: 'b', method: 'oauth2' };
    for (const type of ['start', 'cancel', 'start', 'error'])
      document.dispatchEvent(new CustomEvent('datasource-authorize-' + type, { detail }));`)(tab);
  await bench.assertQuiet();
});

eachEngine(
  'what was noticed outlives a navigation, a way over another site, and a reload',
  async (engine) => {
    const world = await runningWorld();
    const bench = new Bench(engine, world);
    const tab = await bench.open('blank', { bundles: 0 });
    await inPage(`console.error('first')`)(tab);
    await tab.goto(world.url('list', { bundles: 0 }));
    await inPage(`console.error('second')`)(tab);
    await tab.goto(world.idp.origin);
    await tab.goto(world.url('blank', { bundles: 0 }));
    await tab.reload();
    await assert.rejects(bench.assertQuiet(), /error: first[^]*error: second/);
    await tab.back();
    await tab.back();
    await tab.waitFor(() => location.pathname.endsWith('/list'));
    await assert.rejects(bench.assertQuiet(), /error: first[^]*error: second/);
  },
);
