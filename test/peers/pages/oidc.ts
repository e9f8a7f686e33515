import type { User } from 'oidc-client-ts';
import { authority, best, drive, type Outcome } from './driver.js';
import { managerOf } from './oidc-manager.js';

const manager = managerOf(authority);

const KINDS: Readonly<Record<string, Outcome['kind']>> = {
  'Attempted to navigate on a disposed window': 'blocked',
  'Popup closed by user': 'cancelled',
  // When the five minutes are over: the window within reach, and out of reach.
  'Popup closed': 'expired',
  'Popup blocked by user': 'expired',
};

let abort: AbortController | undefined;

drive({
  start: best ? startWithOptions : () => manager.signinPopup(),
  abandon: () => abort?.abort('Given up'),
  kindOf: (error) => KINDS[(error as Error).message] ?? 'failed',
});

function startWithOptions(): Promise<User> {
  abort = new AbortController();
  return manager.signinPopup({
    popupAbortOnClose: true,
    popupSignal: abort.signal,
    popupWindowFeatures: { closePopupWindowAfterInSeconds: 300 },
  });
}
