import type { DocumentReport, Problem } from '../report.js';

/** Where records wait while the tab is between two documents. Only there, and only then. */
export const STORAGE_KEY = '__oracle';

const MOST = 500;

// The page may change these later.
const { parse, stringify } = JSON;
const { getItem, setItem, removeItem } = Storage.prototype;
const { call } = Function.prototype;
const invoke = call.bind(call) as (fn: unknown, self: unknown, ...args: unknown[]) => unknown;

/** This document's records. */
export const here: DocumentReport = {
  id: `${Date.now()}-${Math.random()}`,
  urls: [location.href],
  problems: [],
  executions: 0,
  events: [],
  opens: [],
};

let earlier: DocumentReport[] = [];

/** Adds to a list, which does not grow for ever. */
export function push<T>(list: T[], item: T): void {
  if (list.length < MOST) list[list.length] = item;
}

export function addProblem(kind: Problem['kind'], text: string): void {
  push(here.problems, { kind, text: text.slice(0, 4_000) });
}

/** All documents of this origin that the tab has shown. */
export function documents(): DocumentReport[] {
  return [...earlier, here];
}

/** Takes over what earlier documents of the tab have left, and leaves everything for the next one. */
export function keepAcrossDocuments(): void {
  takeOver();
  addEventListener('pagehide', leave);
  // From the back/forward cache: what other documents left has grown in the meantime.
  addEventListener('pageshow', (event) => event.persisted && takeOver());
}

function takeOver(): void {
  try {
    const text = invoke(getItem, sessionStorage, STORAGE_KEY) as string | null;
    invoke(removeItem, sessionStorage, STORAGE_KEY);
    const left = text === null ? [] : (parse(text) as DocumentReport[]);
    const known = new Set([here.id, ...earlier.map(({ id }) => id)]);
    earlier = [...earlier, ...left.filter(({ id }) => !known.has(id))];
  } catch {
    // A sandboxed frame has no storage; it has no earlier document either.
  }
}

function leave(): void {
  try {
    invoke(setItem, sessionStorage, STORAGE_KEY, stringify(documents()));
  } catch {
    // See above; or the storage is full, which then is what the test is about.
  }
}
