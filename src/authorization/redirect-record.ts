import { parseDatasourceId, type DatasourceRef } from '../api/datasource-id.js';
import { own } from '../api/own.js';
import { readReport, type CallbackError, type CallbackReport } from './callback-report.js';
import { REDIRECT_KEY as KEY } from './tab-storage.js';

/** What is older, in milliseconds, is nothing that the user still waits for. */
const MOST_AGE = 600_000;

/** An authorization for which the whole page went to the third party; kept in the tab while it is away. */
export interface RedirectRecord {
  /** The address of the API. */
  readonly server: string;
  /** The name of the flow's claim. */
  readonly owner: string;
  readonly ref: DatasourceRef;
  /** The connection that is authorized again, if any. */
  readonly credentialId?: string;
  /** The connections as they stood before, by id. */
  readonly before: readonly string[];
  /** Who was signed in, if that is known. */
  readonly account: string | null;
  /** When, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Where the user was. */
  readonly returnTo: string;
  /** What the callback page said, once it was reached. */
  readonly report?: CallbackReport;
}

/**
 * Keeps it for the return. Without storage the page just reads the list when it is loaded again.
 *
 * @returns whether it is kept.
 */
export function saveRedirect(record: RedirectRecord): boolean {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(record));
    return true;
  } catch {
    return false;
  }
}

/** What the page went away for, and forgets it: it is resumed once. */
export function takeRedirect(server: string): RedirectRecord | null {
  const record = readRedirect();
  if (record?.server !== server) return null;
  forgetRedirect();
  return record;
}

/**
 * Nothing is to be resumed any more.
 *
 * @param owner whose record is meant; without it, whatever there is. One that is too old is meant too.
 * @returns `false` when there was none: another load of the page took it.
 */
export function forgetRedirect(owner = ''): boolean {
  try {
    // It is random, so it stands nowhere else in it.
    if (!sessionStorage.getItem(KEY)?.includes(owner)) return false;
    sessionStorage.removeItem(KEY);
  } catch {
    // Nor can anybody take it.
  }
  return true;
}

/** What this tab went away for, if it is known and well-formed. */
export function readRedirect(): RedirectRecord | null {
  try {
    const record = own(JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as RedirectRecord);
    return isRecord(record) && isRecent(record) ? record : null;
  } catch {
    return null;
  }
}

/** Why the callback page said that it failed, if it said so. */
export function errorOf({ report }: RedirectRecord): CallbackError | null {
  return readReport(report)?.error ?? null;
}

/**
 * Where the user goes back to, or `null` when that is not on this origin: a record that somebody else wrote must not
 * send the user anywhere else (RFC 9700 section 4.11).
 */
export function safeReturnTarget(text: string, origin = location.origin): string | null {
  try {
    const url = new URL(text);
    return url.origin === origin && /^https?:$/.test(url.protocol) && !url.username && !url.password
      ? url.href
      : null;
  } catch {
    return null;
  }
}

/** @throws when it does not even look like one. */
function isRecord({
  server,
  owner,
  ref,
  credentialId,
  before,
  account,
  startedAt,
  returnTo,
  report,
}: RedirectRecord) {
  // Else it would leave the API's paths.
  parseDatasourceId(ref.provider, ref.pluginId);
  return (
    [server, owner, returnTo, credentialId ?? '', account ?? ''].every((text) => typeof text === 'string') &&
    typeof startedAt === 'number' &&
    before.every((id) => typeof id === 'string') &&
    (report === undefined || readReport(report) !== null)
  );
}

/** By either sign: the clock may have been set back. */
function isRecent({ startedAt }: RedirectRecord): boolean {
  return Math.abs(Date.now() - startedAt) < MOST_AGE;
}
