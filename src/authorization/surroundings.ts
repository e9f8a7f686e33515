/** By this a page knows that it stands in an authorization window: a window gets a copy of its opener's storage. */
const MARK = 'datasource-elements:authorization-window';
/** For how long, in milliseconds: somebody may go on to use that window as any other. */
const MARK_TIME = 600_000;

/** Browsers built into apps, which open no windows, by the names that they give themselves. */
const IN_APP =
  /\b(FBA[NV]|Instagram|Line\/|MicroMessenger|Snapchat|Twitter|LinkedInApp|TikTok|musical_ly|GSA\/|; wv\))/;

/** Whether the page is shown in a window that was opened for an authorization, also after it lost its opener. */
export function isAuthorizationWindow(): boolean {
  try {
    return readMark() !== null;
  } catch {
    return false;
  }
}

/** The flow for which the window that shows the page was opened; `null` when it was opened for none. */
export function flowOfWindow(): string | null {
  try {
    return readMark()?.[1] ?? null;
  } catch {
    return null;
  }
}

/**
 * Runs `open`, so that the window that it opens knows what it is.
 *
 * @param flow names the flow for which it is opened.
 */
export function marked<T>(open: () => T, flow: string): T {
  writeMark(`${Date.now()} ${flow}`);
  try {
    return open();
  } finally {
    writeMark(null);
  }
}

/** Whether the page stands in a frame. */
export function isFramed(): boolean {
  return window.parent !== window;
}

/** Whether the page has an origin that no other page can name: a sandboxed frame without `allow-same-origin`. */
export function hasOpaqueOrigin(): boolean {
  return self.origin === 'null';
}

/** Whether this browser is known to open no windows: built into an app, or a page on an iPhone's home screen. */
export function opensNoWindows(): boolean {
  return IN_APP.test(navigator.userAgent) || (navigator as { standalone?: boolean }).standalone === true;
}

/** Whether the browser would let a window be opened now, as far as it tells. */
export function hasUserActivation(): boolean {
  return (navigator as { userActivation?: UserActivation }).userActivation?.isActive ?? true;
}

/** Its time and its flow, unless it is too old. */
function readMark(): readonly [time: string, flow?: string] | null {
  const [time = '', flow] = (sessionStorage.getItem(MARK) ?? '').split(' ');
  if (!time || !(Date.now() - Number(time) < MARK_TIME)) return null;
  return flow ? [time, flow] : [time];
}

function writeMark(mark: string | null): void {
  try {
    if (mark) sessionStorage.setItem(MARK, mark);
    else sessionStorage.removeItem(MARK);
  } catch {
    // Without storage the window does not know.
  }
}
