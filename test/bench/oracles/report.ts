/** What the oracles of a page have seen. Plain JSON: it travels from the page to the test. */
export interface Report {
  /** Each document of the page's origin that the tab has shown, oldest first. */
  documents: DocumentReport[];
  /** What is alive in the present document. */
  live: Live;
}

/** What happened in one document. */
export interface DocumentReport {
  id: string;
  /** Where the document was, and wherever it went without being loaded anew. */
  urls: string[];
  problems: Problem[];
  /** How often hostile content ran: calls of `__pwned()`, and dialogs. */
  executions: number;
  /** The product's DOM events in their order. */
  events: SeenEvent[];
  /** Calls of `window.open`. */
  opens: OpenCall[];
}

/** Something that must not happen unnoticed. */
export interface Problem {
  kind: 'console' | 'error' | 'rejection' | 'csp';
  text: string;
}

export interface SeenEvent {
  type: string;
  /** As the product said it; what is not JSON is left out. */
  detail: unknown;
  /** Whether a listener has cancelled it. */
  prevented: boolean;
}

export interface OpenCall {
  url: string;
  name: string;
  features: string;
  /** `null` is what a blocked window gives, and one without a handle. */
  result: 'window' | 'null';
}

/** What goes on by itself, or waits. */
export interface Live {
  /** Timers of the page's own clock. */
  timers: LiveTimer[];
  /** Listeners on what outlives every element. */
  listeners: LiveListener[];
  /** Names of open BroadcastChannels. */
  channels: string[];
  /** Names of the Web Locks that the page's origin holds or waits for. */
  locks: string[];
  /** How many windows that the page opened look open. */
  windows: number;
}

export interface LiveTimer {
  kind: 'timeout' | 'interval' | 'animation frame';
  /** In milliseconds, as it was asked for. */
  delay: number;
  /** The line of code that asked for it. */
  from: string;
}

export interface LiveListener {
  /** `window`, `document`, or the name of the target's class. */
  on: string;
  type: string;
  /** The line of code that added it. */
  from: string;
}
