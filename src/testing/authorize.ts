import { CALLBACK_CHANNEL, type CallbackReport } from '../authorization/callback-report.js';
import type { TestServer } from './test-server.js';

/**
 * What the user does at the third party: `allow`; `deny`, which the server shows as an error in the window, until it is
 * closed; `close` the window; or `wait`, which leaves it open.
 */
export type Decision = 'allow' | 'deny' | 'close' | 'wait';

/** The windows that an application would have opened. */
export interface AuthorizationWindows {
  /** Where they were sent, the oldest first. */
  readonly addresses: readonly string[];
  /** What users do from now on. */
  decision: Decision;
  /** Lets windows be opened again. */
  restore(): void;
}

/**
 * Authorizations complete without a window and without a third party: from now on `window.open` opens none, and where one
 * would have been sent to the third party the user decides at once.
 *
 * @example
 * const windows = authorizeWithoutWindow(server);
 * button.click(); // soon: datasource-authorized
 * windows.restore();
 */
export function authorizeWithoutWindow(
  server: TestServer,
  decision: Decision = 'allow',
): AuthorizationWindows {
  const { open } = window;
  const addresses: string[] = [];
  const windows: AuthorizationWindows = { addresses, decision, restore: () => (window.open = open) };
  window.open = () =>
    standIn((address) => {
      addresses.push(address);
      return visit(server, windows.decision);
    });
  return windows;
}

/** What stands in the place of a window. */
function standIn(go: (address: string) => Promise<boolean>): Window {
  const page = document.implementation.createHTMLDocument('');
  const stand = {
    closed: false,
    name: '',
    document: page,
    location: {
      replace: (address: string): void => {
        void go(address).then((isOver) => (stand.closed ||= isOver));
      },
    },
    focus: (): void => undefined,
    close: (): void => {
      stand.closed = true;
    },
  };
  return stand as unknown as Window;
}

/**
 * What happens at the third party and after it.
 *
 * @returns whether the window is closed by then.
 */
async function visit(server: TestServer, decision: Decision): Promise<boolean> {
  if (decision === 'wait') return false;
  if (decision === 'close') return true;
  const id = server.authorizing;
  const answer = decision === 'allow' ? 'code=code' : 'error=access_denied';
  const { status } = await server.fetch(
    `${server.basePath}/oauth/plugin/${String(id)}/datasource/callback?${answer}`,
  );
  if (status === 302) report();
  return true;
}

/** As the page does to which the server sends the user. */
function report(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CALLBACK_CHANNEL);
  channel.postMessage({ type: 'oauth_callback' } satisfies CallbackReport);
  channel.close();
}
