import { CALLBACK_CHANNEL, reportOf, type CallbackReport } from './authorization/callback-report.js';
import { readRedirect, safeReturnTarget, saveRedirect } from './authorization/redirect-record.js';
import { flowOfWindow } from './authorization/window-mark.js';

/** How {@link reportAuthorization} reports, and what it shows. */
export interface ReportOptions {
  /**
   * Exact origins of pages that may have opened this one, e.g. `https://app.example.com`. The page's own origin is
   * always one. A page of any other origin hears nothing.
   */
  openerOrigins?: readonly string[];
  /** Texts in place of the English ones. */
  labels?: Partial<typeof TEXTS>;
}

/** What the page did. */
export type ReportResult =
  /** It told the page that opened it, and asked the browser to close the window. */
  | 'reported'
  /** It sent the user back to the page that they came from. */
  | 'returned';

const TEXTS = {
  done: 'You are connected. You can close this window.',
  failed: 'The connection was not authorized. You can close this window and try again.',
  close: 'Close window',
};

/**
 * What the page at the server's OAuth callback address (`/oauth-callback`, contract section 3) does, for a host that
 * serves that page itself: it takes the answer out of its address, tells the page that began the authorization, also
 * when the provider cut the tie to it (COOP), and closes; or sends the user back where they came from, when the whole
 * page had gone to the provider. It never stays blank, and passes on no code, token or id.
 *
 * Serve the page without `Cross-Origin-Opener-Policy`, and with `Content-Security-Policy: frame-ancestors 'none'` and
 * `Referrer-Policy: no-referrer`.
 *
 * @example
 * import { reportAuthorization } from 'datasource-elements/oauth-callback';
 * reportAuthorization();
 */
export function reportAuthorization({ openerOrigins = [], labels }: ReportOptions = {}): ReportResult {
  const report = reportBefore() ?? reportOf(new URLSearchParams(location.search));
  // First of all, so that the answer is neither in the history nor sent on as a referrer.
  const here = location.origin + location.pathname;
  history.replaceState(report, '', here);
  const record = readRedirect();
  const returnTo = record && safeReturnTarget(record.returnTo);
  // A page that sent the user to itself would do so for ever.
  if (returnTo && pageOf(returnTo) !== here) {
    saveRedirect({ ...record, report });
    location.replace(returnTo);
    return 'returned';
  }
  for (const origin of new Set([location.origin, ...openerOrigins]))
    if (isOrigin(origin)) postToOpener(report, origin);
  const flow = flowOfWindow();
  const toAll: CallbackReport = flow ? { ...report, flow } : report;
  postToChannel(toAll);
  postToStorage(toAll);
  const texts = { ...TEXTS, ...labels };
  // Called while the head is read, there is nothing to show it in yet.
  if (document.body as HTMLElement | null) show(report, texts);
  else document.addEventListener('DOMContentLoaded', () => show(report, texts));
  window.close();
  return 'reported';
}

/** What the page said before it was loaded again; its address says nothing any more. */
function reportBefore(): CallbackReport | null {
  const state = history.state as CallbackReport | null;
  return !location.search && state?.type === 'oauth_callback' ? state : null;
}

/** Whether it names one origin: a wildcard, or a path in its place, would reach whoever opened this page. */
function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}

function pageOf(address: string): string {
  return address.split(/[?#]/, 1)[0] ?? '';
}

/** The browser delivers it only if the opener is of that very origin. */
function postToOpener(report: CallbackReport, origin: string): void {
  try {
    (window.opener as Window | null)?.postMessage(report, origin);
  } catch {
    // An origin that is none, or an opener that may not be touched.
  }
}

/** To the pages of this origin, for a window that lost its opener. */
function postToChannel(report: CallbackReport): void {
  try {
    const channel = new BroadcastChannel(CALLBACK_CHANNEL);
    channel.postMessage(report);
    channel.close();
  } catch {
    // A browser without it, or one that grants this page no storage.
  }
}

function postToStorage(report: CallbackReport): void {
  try {
    localStorage.setItem(CALLBACK_CHANNEL, JSON.stringify(report));
    localStorage.removeItem(CALLBACK_CHANNEL);
  } catch {
    // As above.
  }
}

/** For when the browser does not let the window close itself. What the page shows of its own stays. */
function show({ success }: CallbackReport, { done, failed, close }: typeof TEXTS): void {
  // What can be seen, not the text of a script.
  if (document.body.innerText.trim()) return;
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  text.textContent = success === false ? failed : done;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = close;
  button.addEventListener('click', () => window.close());
  document.body.append(text, button);
  document.title ||= text.textContent;
}
