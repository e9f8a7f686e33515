/**
 * The part of the oracles that lives in the page: the first script of every fixture page. It looks on and changes
 * nothing that the page could see. `window.__oracle` tells what it saw.
 */
import { watchAddresses } from './page/addresses.js';
import { watchEvents } from './page/events.js';
import { liveListeners, watchListeners } from './page/listeners.js';
import { watchExecutions, watchProblems } from './page/problems.js';
import { documents, keepAcrossDocuments } from './page/recorder.js';
import { findTexts } from './page/secrets.js';
import { liveTimers, watchTimers } from './page/timers.js';
import { liveChannels, liveWindows, watchChannels, watchWindows } from './page/windows.js';
import type { Report } from './report.js';

/** What the page offers to the test. */
export interface PageOracle {
  report(): Promise<Report>;
  /** Where in the page any of the texts can be found. */
  find(texts: readonly string[]): Promise<string[]>;
}

async function heldLocks(): Promise<string[]> {
  const { held = [], pending = [] } = (await navigator.locks?.query()) ?? {};
  return [...held, ...pending].map(({ name }) => name ?? '');
}

// The oracle's own listeners come first, so that they are not on the list.
keepAcrossDocuments();
watchProblems();
watchExecutions();
watchAddresses();
watchEvents();
watchTimers();
watchListeners();
watchWindows();
watchChannels();

const oracle: PageOracle = {
  report: async () => ({
    documents: documents(),
    live: {
      timers: liveTimers(),
      listeners: liveListeners(),
      channels: liveChannels(),
      locks: await heldLocks().catch(() => []),
      windows: liveWindows(),
    },
  }),
  find: findTexts,
};
Object.defineProperty(window, '__oracle', { value: oracle });
