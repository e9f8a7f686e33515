import { own } from '../api/own.js';
import { isPageVisible } from '../api/page.js';
import type { AuthorizationWindow } from './authorization-window.js';
import { CALLBACK_CHANNEL, isOfAnotherFlow, readReport } from './callback-report.js';
import type { FlowEvent } from './flow-state.js';

/** How often the window is asked whether it is closed, in milliseconds. */
const CLOSED_CHECK = 300;

/** Where signs come from, and who wants to know. */
export interface SignalHandlers {
  /** Told of `message`, `channel`, `focus` and, once for each window, `closed`. */
  send: (event: FlowEvent) => void;
  /** The window that is meant now. */
  window: () => AuthorizationWindow;
  /** Exact origins from which the callback page may report. */
  origins: ReadonlySet<string>;
  /** Names the flow. */
  flow: string;
}

/** Turns the browser's signs into events, until `signal` is aborted. */
export function listenForSignals(handlers: SignalHandlers, signal: AbortSignal): void {
  const options = own({ signal });
  const onFocus = (): void => handlers.send({ type: 'focus' });
  window.addEventListener('message', (event) => onMessage(event, handlers), options);
  for (const type of ['focus', 'pageshow', 'online']) window.addEventListener(type, onFocus, options);
  const onVisibility = (): void => {
    if (isPageVisible()) onFocus();
  };
  // It comes up from the document, whose own members the page's elements can hide.
  window.addEventListener('visibilitychange', onVisibility, options);
  const checkClosed = watchWindow(handlers, signal);
  listenToChannel(handlers, checkClosed, signal);
}

/** The exact origin, and the window that we opened. */
function onMessage(event: MessageEvent<unknown>, { origins, window, send }: SignalHandlers): void {
  if (!origins.has(event.origin) || !window().isSource(event.source)) return;
  const report = readReport(event.data);
  if (report) send({ type: 'message', ...report });
}

/** The callback page closes itself after it reported, so whether the window is closed is asked a moment later. */
function listenToChannel({ send, flow }: SignalHandlers, checkClosed: () => void, signal: AbortSignal): void {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  signal.addEventListener('abort', () => timers.forEach((timer) => clearTimeout(timer)));
  const onReport = (data: unknown): void => {
    const report = readReport(data);
    // Another server's flow may be under way at the same time. The name only rules out: anybody may have made it up.
    if (!report || isOfAnotherFlow(data, flow)) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      checkClosed();
      send({ type: 'channel', ...report });
    }, CLOSED_CHECK);
    timers.add(timer);
  };
  try {
    const channel = new BroadcastChannel(CALLBACK_CHANNEL);
    channel.onmessage = ({ data }) => onReport(data);
    signal.addEventListener('abort', () => channel.close());
  } catch {
    // A browser without it, or one that grants the page no storage.
  }
  window.addEventListener(
    'storage',
    ({ key, newValue }) => {
      if (key === CALLBACK_CHANNEL && newValue) onReport(parse(newValue));
    },
    own({ signal }),
  );
}

/** Returns a function that looks at once. */
function watchWindow({ window, send }: SignalHandlers, signal: AbortSignal): () => void {
  let reported: AuthorizationWindow | null = null;
  const check = (): void => {
    const current = window();
    if (!current.closed || current === reported) return;
    reported = current;
    send({ type: 'closed' });
  };
  const timer = setInterval(check, CLOSED_CHECK);
  signal.addEventListener('abort', () => clearInterval(timer));
  return check;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json.slice(0, 10_000)) as unknown;
  } catch {
    return null;
  }
}
