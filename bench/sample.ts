import type { Browser, CDPSession, KeyInput, Page } from 'puppeteer-core';
import { inFreshPage, THROTTLING } from './browser.js';
import { longestTask } from './longest-task.js';
import type { ChangeTimes, MountTimes } from './page/harness.js';
import type { Shape } from './page/shape.js';
import type { BenchServer } from './server.js';

/** What was measured in one page, by the id of the row. */
export type Sample = Record<string, number>;

/** How often one data source is changed in a page; the first changes, in which code is still compiled, do not count. */
const CHANGES = 5;
const WARM_UP = 2;
/** What is typed; the labels have numbers, so that each letter leaves fewer. */
const QUERY = '123';

/** Loads a page with one Connect button on a slow device and network, with nothing cached, and clicks it. */
export function sampleCold(browser: Browser, server: BenchServer, path: string): Promise<Sample> {
  return inFreshPage(browser, async (page, session) => {
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Network.emulateNetworkConditions', THROTTLING.network);
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING.cpu });
    await page.goto(server.origin + path, { waitUntil: 'domcontentloaded' });
    const handle = await page.waitForFunction('window.clickable', { timeout: 60_000, polling: 200 });
    const { time, at, bytes, requests } = (await handle.jsonValue()) as {
      time: number;
      at: [number, number];
      bytes: number;
      requests: number;
    };
    await session.send('Network.emulateNetworkConditions', { ...THROTTLING.network, latency: 0 });
    server.takeRequests();
    await page.mouse.click(...at);
    await until(() => server.takeRequests().some((asked) => asked.endsWith('/get-authorization-url')));
    return { 'cold.clickable': time, 'cold.bytes': bytes, 'cold.requests': requests };
  });
}

/** Shows a list, changes it, searches it and takes it away. */
export function sampleList(
  browser: Browser,
  server: BenchServer,
  path: string,
  { count, search: isSearched }: { count: number; search: boolean },
): Promise<{ sample: Sample; shape: Shape }> {
  return inFreshPage(browser, async (page) => {
    const bench = await open(page, server.origin + path);
    await bench('prepare', count);
    const { first, all } = (await bench('mount')) as MountTimes;
    await bench('settle');
    const shape = (await bench('shape')) as Shape;
    const sample: Sample = { first, all, nodes: shape.elements };
    for (const change of ['update', 'reread']) {
      const times: ChangeTimes[] = [];
      for (let turn = 0; turn < CHANGES; turn++)
        times.push((await bench(change, turn + (change === 'update' ? 0 : CHANGES))) as ChangeTimes);
      const counted = times.slice(WARM_UP);
      sample[`${change}.layout`] = middle(counted.map(({ layout }) => layout));
      sample[`${change}.painted`] = middle(counted.map(({ painted }) => painted));
    }
    if (isSearched) Object.assign(sample, await search(page, bench, count));
    sample['unmount'] = ((await bench('unmount')) as ChangeTimes).layout;
    sample['overhead'] = (await bench('overhead')) as number;
    const named = Object.entries(sample).map(([name, value]) => [`${name}.${count}`, value]);
    return { sample: Object.fromEntries(named) as Sample, shape };
  });
}

/**
 * For how long a page hears no input while a list comes into it on a slow device. Its code has run before, as where a list
 * was waited for: a short one was shown and taken away in the same page.
 */
export function sampleTask(
  browser: Browser,
  server: BenchServer,
  path: string,
  count: number,
): Promise<Sample> {
  return inFreshPage(browser, async (page, session) => {
    const bench = await open(page, server.origin + path);
    await bench('prepare', 10);
    await bench('mount');
    await bench('settle');
    await bench('unmount');
    await bench('prepare', count);
    await session.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING.cpu });
    const longest = await longestTask(page, async () => {
      await bench('mount');
      await bench('rest');
    });
    return { [`task.${count}`]: longest };
  });
}

async function search(page: Page, bench: Bench, count: number): Promise<Sample> {
  await bench('focusSearch');
  const numbers = Array.from({ length: count }, (_, index) => String(index));
  const times: number[] = [];
  for (let length = 1; length <= QUERY.length; length++) {
    const typed = QUERY.slice(0, length);
    const found = numbers.filter((number) => number.includes(typed)).length;
    // Before the key is sent: a page handles input before anything else that it is told at the same time.
    await bench('expectKey', found.toLocaleString('en'));
    await page.keyboard.press(typed.at(-1) as KeyInput);
    times.push((await bench('keyTime')) as number);
  }
  const [first = 0, ...next] = times;
  return { 'search.first': first, 'search.next': middle(next) };
}

/**
 * How much memory a list takes, and how much of it stays when it is taken away, twice. Code and styles are there before:
 * a short list was shown and taken away in the same page.
 */
export function sampleMemory(
  browser: Browser,
  server: BenchServer,
  path: string,
  count: number,
): Promise<Sample> {
  return inFreshPage(browser, async (page, session) => {
    const bench = await open(page, server.origin + path);
    const show = async (): Promise<Heap> => {
      await bench('mount');
      await bench('settle');
      return heap(session);
    };
    const hide = async (): Promise<Heap> => {
      await bench('unmount');
      return heap(session);
    };
    await bench('prepare', 10);
    await show();
    await hide();
    const empty = await heap(session);
    await bench('prepare', count);
    const start = await heap(session);
    const shown = await show();
    const left = await hide();
    await show();
    const leftAgain = await hide();
    return {
      [`memory.data.${count}`]: (start.all - empty.all) / count,
      [`memory.js.${count}`]: (shown.js - start.js) / count,
      [`memory.all.${count}`]: (shown.all - start.all) / count,
      [`memory.left.${count}`]: left.all - start.all,
      [`memory.again.${count}`]: leftAgain.all - left.all,
    };
  });
}

interface Heap {
  readonly js: number;
  /** With the objects of the page (DOM, style, layout) and array buffers. */
  readonly all: number;
}

async function heap(session: CDPSession): Promise<Heap> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await session.send('HeapProfiler.collectGarbage');
  }
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  return { js: usedSize, all: usedSize + embedderHeapUsedSize + backingStorageSize };
}

type Bench = (method: string, argument?: number | string) => Promise<unknown>;

async function open(page: Page, url: string): Promise<Bench> {
  await page.goto(url);
  await page.waitForFunction('window.bench');
  return (method, argument) =>
    page.evaluate(
      (name, value) =>
        (window as never as { bench: Record<string, (value: unknown) => unknown> }).bench[name]?.(value),
      method,
      argument ?? null,
    );
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

async function until(isDone: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (isDone()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The click on the Connect button did not ask for an address.');
}
