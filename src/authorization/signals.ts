import type { AuthorizationWindow } from './authorization-window.js';

/** Where our own callback page reports, for windows that lost their opener. */
export const CALLBACK_CHANNEL = 'datasource-elements:oauth-callback';

/** How often the window is asked whether it is closed, in milliseconds. */
const CLOSED_CHECK = 300;

/** Who wants to know. */
export interface SignalHandlers {
  /** Something happened that makes another read worth while. */
  onHint: () => void;
  /** The server's callback page reported. */
  onCallback: () => void;
  /** The window looks closed; called once for each window. */
  onWindowClosed: () => void;
  /** The window that is meant now. */
  window: () => AuthorizationWindow | null;
  /** Exact origins from which the callback page may report. */
  origins: ReadonlySet<string>;
}

/** Turns the browser's signs into calls, until `signal` is aborted. */
export function listenForSignals(handlers: SignalHandlers, signal: AbortSignal): void {
  const options = { signal };
  window.addEventListener('message', (event) => onMessage(event, handlers), options);
  window.addEventListener('focus', handlers.onHint, options);
  window.addEventListener('pageshow', handlers.onHint, options);
  window.addEventListener('online', handlers.onHint, options);
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && handlers.onHint(),
    options,
  );
  listenToChannel(handlers, signal);
  watchWindow(handlers, signal);
}

/** The exact origin, and the window that we opened; what the message says beyond its type is not used. */
function onMessage(event: MessageEvent<unknown>, { origins, window, onCallback }: SignalHandlers): void {
  if (origins.has(event.origin) && window()?.isSource(event.source) && isCallbackMessage(event.data))
    onCallback();
}

/**
 * The channel reaches every tab, so what it says is about our flow only if our window is closed, or cut off by its
 * page, which looks the same: the callback page closes itself after it reported.
 */
function listenToChannel({ window, onCallback, onHint }: SignalHandlers, signal: AbortSignal): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CALLBACK_CHANNEL);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    if (!isCallbackMessage(event.data)) return;
    setTimeout(() => (window()?.closed ? onCallback() : onHint()), CLOSED_CHECK);
  };
  signal.addEventListener('abort', () => channel.close());
}

function watchWindow({ window, onWindowClosed }: SignalHandlers, signal: AbortSignal): void {
  let reported: AuthorizationWindow | null = null;
  const timer = setInterval(() => {
    const current = window();
    if (!current?.closed || current === reported) return;
    reported = current;
    onWindowClosed();
  }, CLOSED_CHECK);
  signal.addEventListener('abort', () => clearInterval(timer));
}

/** What a Dify console's callback page sends (contract section 3). */
function isCallbackMessage(data: unknown): boolean {
  return (data as { type?: unknown } | null | undefined)?.type === 'oauth_callback';
}
