import type { Tab } from '../../bench/engines/engine.js';
import { poll } from '../../bench/engines/scripted-page.js';
import { collect } from '../../bench/oracles/collect.js';
import { signIn } from '../../faults/support/flow.js';
import type { Outcome } from '../subjects/subject.js';
import type { Measuring } from './row.js';

/** How long an outcome is waited for that has every reason to come: longer than any library's patience. */
export const PATIENCE = 15_000;

/** Presses the button, and gives the window once it shows the provider's sign-in page. */
export async function begin({ bench, subject }: Measuring, tab: Tab): Promise<Tab> {
  await subject.press(tab);
  const popup = await bench.popup();
  await popup.waitFor(() => document.querySelector('#sign-in'));
  return popup;
}

/** Signs in and allows the access. The window may be taken away at any moment. */
export async function finish(popup: Tab): Promise<void> {
  await signIn(popup);
  await popup.click('#allow');
}

/** How a login ended. */
export interface Ended {
  outcome: Outcome;
  /** A limit within which it ended, e.g. `within 2 s`. */
  within: string;
}

/** Waits for an outcome; nothing when there is none within the time. */
export async function ended(
  { subject }: Measuring,
  tab: Tab,
  ms = PATIENCE,
  letTimePass: () => Promise<unknown> = async () => undefined,
): Promise<Ended | undefined> {
  const start = performance.now();
  const outcome = await poll(ms, async () => {
    await letTimePass();
    return (await subject.outcomes(tab))[0];
  });
  return outcome && { outcome, within: limitOf(performance.now() - start) };
}

/** Waits for so many outcomes; gives those that there are when the time is over. */
export async function outcomesAre(
  { subject }: Measuring,
  tab: Tab,
  count: number,
  ms: number,
): Promise<Outcome[]> {
  await poll(ms, async () => (await subject.outcomes(tab)).length >= count);
  return subject.outcomes(tab);
}

/** A user who stays where they are for so many milliseconds; what happens to the page meanwhile is the question. */
export async function stay(tab: Tab, ms: number): Promise<void> {
  const since = await tab.evaluate(() => performance.now());
  await tab.waitWithin(ms + 10_000, (start, wait) => performance.now() - start > wait, since, ms);
}

/** Says how a login ended as the library says it. */
export function words({ kind, text }: Outcome): string {
  if (kind === 'success') return 'success';
  const named = { cancelled: 'cancelled', blocked: 'blocked', expired: 'timed out', failed: 'failed' }[kind];
  return text === '' ? named : `${named} (“${text}”)`;
}

/** A single timer this far away polls nothing, in milliseconds. */
const FAR_AWAY = 60_000;

/** What is alive in a page and on its connections, as lines. */
export async function alive({ subject }: Measuring, tab: Tab): Promise<string[]> {
  const report = await collect(tab);
  if (!report) throw new Error('The page has no oracle.');
  const { timers, listeners, channels } = report.live;
  return [
    ...timers.map(
      ({ kind, delay }) => `${kind === 'interval' ? 'an interval' : timerName(delay)} of ${delay} ms`,
    ),
    // A channel that is closed hears nothing; one that is open is named.
    ...listeners
      .filter(({ on }) => on !== 'BroadcastChannel')
      .map(({ on, type }) => `a listener for “${type}” on ${on}`),
    ...channels.map(() => 'a BroadcastChannel'),
    ...Array.from({ length: subject.openSockets() }, () => 'a WebSocket'),
  ];
}

const timerName = (delay: number): string => (delay < FAR_AWAY ? 'a timer' : 'a far timer');

/** Whether something that is alive does anything by itself, or can be reached from elsewhere. */
export const goesOn = (line: string): boolean => !/^a far timer|on AbortSignal$/.test(line);

/** What is alive beyond what was before. */
export async function surplus(measuring: Measuring, tab: Tab, before: readonly string[]): Promise<string[]> {
  const rest = [...before];
  const more = (await alive(measuring, tab)).filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return more.sort();
}

/** The same, after giving it five seconds to go. */
export async function leftovers(
  measuring: Measuring,
  tab: Tab,
  before: readonly string[],
): Promise<string[]> {
  let left: string[] = [];
  await poll(5_000, async () => {
    left = await surplus(measuring, tab, before);
    return left.length === 0;
  });
  return left;
}

/** What is alive once it has stayed the same for two seconds. */
export async function settled(measuring: Measuring, tab: Tab): Promise<string[]> {
  let last: string[] = [];
  let since = performance.now();
  await poll(10_000, async () => {
    const now = await alive(measuring, tab);
    if (now.join() !== last.join()) since = performance.now();
    last = now;
    return performance.now() - since > 2_000;
  });
  return last;
}

/** The windows of the login that are open, wherever they are. */
export async function loginWindows(
  { bench }: Measuring,
  tab: Tab,
  others: readonly Tab[] = [],
): Promise<Tab[]> {
  return (await bench.engine.tabs()).filter((each) => each !== tab && !others.includes(each));
}

/** Whether a window is still open after it was given five seconds to close. */
export async function isLeft({ bench }: Measuring, window: Tab): Promise<boolean> {
  return !(await poll(5_000, async () => !(await bench.engine.tabs()).includes(window)));
}

const LIMITS = [2, 5, 15];

function limitOf(ms: number): string {
  const limit = LIMITS.find((seconds) => ms <= seconds * 1_000);
  return limit === undefined ? 'in the end' : `within ${limit} s`;
}
