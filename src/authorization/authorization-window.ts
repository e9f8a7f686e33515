import { marked } from './surroundings.js';

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

const WIDTH = 600;
const HEIGHT = 700;

/**
 * Opens a blank window, or `null` when the browser refuses. Call it synchronously in the user's click: WebKit blocks
 * a window that is opened after an `await`. The name cannot be guessed, so no other page can take the window over or
 * have opened one of that name before.
 *
 * @param text shown until the authorization page comes.
 * @param flow names the flow, for the callback page.
 */
export function openAuthorizationWindow(text: string, flow: string): AuthorizationWindow | null {
  const left = Math.round(window.screenX + (window.outerWidth - WIDTH) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - HEIGHT) / 2);
  const features = `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`;
  const name = `datasource-${randomName()}`;
  const handle = attempt(() => marked(() => window.open('about:blank', name, features), flow));
  if (!handle || handle.closed) return null;
  attempt(() => {
    handle.document.title = text;
    handle.document.body.textContent = text;
  });
  return {
    navigate: (url) => attempt(() => handle.location.replace(url.href)),
    get closed() {
      return handle.closed;
    },
    isSource: (source) => source === handle,
    focus: () => attempt(() => handle.focus()),
    close: () => attempt(() => handle.close()),
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

/** 128 random bits; `randomUUID` is missing on plain http. */
export function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** A window of another origin may throw at any touch, and a browser that opens none at the attempt. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    // Nothing to do: the flow is judged by the server, not by the window.
    return undefined;
  }
}
