import assert from 'node:assert/strict';
import type { Bench } from '../../bench/bench.js';
import type { Page, Tab } from '../../bench/engines/engine.js';
import type { PageOracle } from '../../bench/oracles/oracle.js';
import type { Live, OpenCall, SeenEvent } from '../../bench/oracles/report.js';
import type { PageOptions } from '../../bench/pages/options.js';
import { toFront } from './front.js';

export const NOTION = 'langgenius/notion_datasource/notion_datasource';

/** The requests that matter to a flow. */
export const URL_REQUEST = { path: /\/get-authorization-url$/ };
export const CREDENTIALS_REQUEST = { method: 'GET', path: /\/auth\/plugin\/datasource\/langgenius\/notion/ };

/** The events that end a flow. */
const ENDS = /^datasource-(authorized|authorize-(cancel|error))$/;

type WithOracle = Window & { __oracle: PageOracle };

/** A page with an "Add OAuth" button that can be pressed, of a person who is signed in. */
export async function openButton(bench: Bench, options: PageOptions = {}): Promise<Tab> {
  const tab = await bench.open('element', {
    account: 'anne',
    element: 'datasource-oauth-button',
    ...options,
  });
  await ready(tab);
  await toFront(tab);
  // On a page whose clock stands still, time passes when it is told to.
  if (options.clock !== undefined) await tick(tab, 1_000);
  return tab;
}

/** Begins to authorize a connection again, by a click of a person who is signed in. */
export async function beginAgain(bench: Bench, credentialId: string): Promise<Tab> {
  const tab = await openButton(bench, { attributes: { 'credential-id': credentialId } });
  await tab.click('text=Re-authorize');
  return tab;
}

/** Adds a frame to a page and gives its document. */
export async function addFrame(tab: Tab, src: string): Promise<Page> {
  await tab.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, src);
  return tab.frame((url) => url === src);
}

/** Lets time pass on a page with a fake clock, timer by timer. */
export async function tick(page: Page, ms: number): Promise<void> {
  await page.evaluate(async (time) => {
    await (window as unknown as { clock: { tickAsync(ms: number): Promise<number> } }).clock.tickAsync(time);
  }, ms);
}

/** `tick` for a page behind another tab, in which a browser makes everything that waits wait for a second. */
export async function tickHidden(page: Page, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1)
    await page.evaluate(
      () => void (window as unknown as { clock: { tick(ms: number): number } }).clock.tick(1_000),
    );
}

/** Waits until what the page asked a moment ago has come to the server. */
export const requestsArrived = (page: Page): Promise<void> =>
  page.evaluate(() => fetch('/submitted').then(() => undefined));

/** The window that the page opened a moment ago, while it is still blank. */
export async function blankPopup(bench: Bench, before: readonly Tab[]): Promise<Tab> {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    for (const tab of await bench.engine.tabs()) {
      if (!before.includes(tab) && (await tab.url()) === 'about:blank') return tab;
    }
  }
  throw new Error('No blank window was opened.');
}

/** Waits until so many windows are open. */
export async function windowsAre(bench: Bench, count: number): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const { length } = await bench.engine.tabs();
    if (length === count) return;
    assert.ok(Date.now() < end, `${length} windows are open, not ${count}`);
  }
}

/** Waits until the button can be pressed. */
export async function ready(page: Page): Promise<void> {
  await page.waitFor(() => {
    const button = document
      .querySelector('datasource-oauth-button')
      ?.shadowRoot?.querySelector<HTMLButtonElement>('.main');
    return button && !button.disabled;
  });
}

/** Presses "Add OAuth" and gives the window that opens, at the provider's sign-in page. */
export async function begin(bench: Bench, tab: Tab): Promise<Tab> {
  await tab.click('text=Add OAuth');
  const popup = await bench.popup();
  await popup.waitFor(() => document.querySelector('#sign-in'));
  return popup;
}

export async function signIn(popup: Tab): Promise<void> {
  await popup.click('#sign-in');
  await popup.waitFor(() => document.querySelector('#allow'));
}

/** Signs in and allows the access. */
export async function allow(popup: Tab): Promise<void> {
  await signIn(popup);
  await popup.click('#allow');
}

/** The product's events on the page, in their order, those of its earlier documents too. */
export function eventsOf(page: Page): Promise<SeenEvent[]> {
  return page.evaluate(async () =>
    (await (window as unknown as WithOracle).__oracle.report()).documents.flatMap(({ events }) => events),
  );
}

/** How often and how the page called `window.open`. */
export function opensOf(page: Page): Promise<OpenCall[]> {
  return page.evaluate(async () =>
    (await (window as unknown as WithOracle).__oracle.report()).documents.flatMap(({ opens }) => opens),
  );
}

/** What goes on by itself on the page, or waits; of timers only those that repeat. */
export async function liveOf(page: Page): Promise<Live> {
  const { live } = await page.evaluate(() => (window as unknown as WithOracle).__oracle.report());
  return { ...live, timers: live.timers.filter(({ kind }) => kind === 'interval') };
}

/** The events that ended a flow. */
export async function endsOf(page: Page): Promise<SeenEvent[]> {
  return (await eventsOf(page)).filter(({ type }) => ENDS.test(type));
}

/** Waits until a flow has ended, and gives the one event that says how. */
export async function ended(page: Page, ms = 15_000): Promise<SeenEvent> {
  await page.waitWithin(ms, async () => {
    const { documents } = await (window as unknown as WithOracle).__oracle.report();
    return documents
      .flatMap(({ events }) => events)
      .some(({ type }) => /^datasource-(authorized|authorize-(cancel|error))$/.test(type));
  });
  const ends = await endsOf(page);
  assert.equal(ends.length, 1, `one outcome: ${ends.map(({ type }) => type).join()}`);
  return ends[0] as SeenEvent;
}

/** Waits for a text anywhere on the page, inside the elements too. */
export async function sees(page: Page, text: string): Promise<void> {
  await page.waitFor((wanted) => {
    const textOf = (root: Node): string =>
      [...root.childNodes]
        .map((node) =>
          node instanceof Element && node.shadowRoot
            ? textOf(node.shadowRoot) + textOf(node)
            : node.nodeType === Node.TEXT_NODE
              ? (node.textContent ?? '')
              : textOf(node),
        )
        .join(' ');
    return textOf(document.body).replace(/\s+/g, ' ').includes(wanted);
  }, text);
}

/** The code of an error event. */
export function codeOf(event: SeenEvent): unknown {
  return (event.detail as { error?: { code?: unknown } } | null)?.error?.code;
}

/** Says in words how a flow ended, e.g. `datasource-authorize-cancel window_closed`. */
export function summary(event: SeenEvent): string {
  const { reason } = event.detail as { reason?: string };
  return [event.type, reason ?? codeOf(event)].filter(Boolean).join(' ');
}
