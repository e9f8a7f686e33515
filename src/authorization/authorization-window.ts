/** The window in which the user authorizes. */
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
 */
export function openAuthorizationWindow(text: string): AuthorizationWindow | null {
  const left = Math.round(window.screenX + (window.outerWidth - WIDTH) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - HEIGHT) / 2);
  const features = `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`;
  const handle = window.open('about:blank', `datasource-${randomName()}`, features);
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

/** 128 random bits; `randomUUID` is missing on plain http. */
function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/** A window of another origin may throw at any touch. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // Nothing to do: the flow is judged by the server, not by the window.
  }
}
