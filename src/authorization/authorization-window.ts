import { attempt } from './attempt.js';

/** Where the user authorizes: a window of its own, or this very page. */
export interface AuthorizationWindow {
  /** Sends it to an address that the URL guard let through. */
  navigate(url: URL): void;
  /** `true` when closed, and also when the page in it cut the tie to us (COOP): never a proof. */
  readonly closed: boolean;
  /** Whether a message came from it. */
  isSource(source: MessageEventSource | null): boolean;
  focus(): void;
  close(): void;
}

/** A window of its own, as it was opened. One of another origin may throw at any touch: the server judges, not it. */
export function ownWindow(opened: Window): AuthorizationWindow {
  return {
    navigate: (url) => attempt(() => opened.location.replace(url.href)),
    get closed() {
      return opened.closed;
    },
    isSource: (source) => source === opened,
    focus: () => attempt(() => opened.focus()),
    close: () => attempt(() => opened.close()),
  };
}

/** This very page, for where no window can be had: the user is sent away, and comes back. */
export function thisPage(): AuthorizationWindow {
  let leaving = false;
  const onHide = (): void => {
    leaving = false;
  };
  return {
    navigate: (url) => {
      leaving = true;
      window.addEventListener('pagehide', onHide);
      location.assign(url.href);
    },
    closed: false,
    isSource: () => false,
    focus: () => undefined,
    // While the provider has not answered, the page is still here, and the user may give up.
    close: () => {
      window.removeEventListener('pagehide', onHide);
      if (leaving) window.stop();
    },
  };
}
