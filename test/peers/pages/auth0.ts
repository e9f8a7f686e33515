import { Auth0Client, PopupCancelledError, PopupOpenError, PopupTimeoutError } from '@auth0/auth0-spa-js';
import { authority, best, drive } from './driver.js';

const client = new Auth0Client({
  domain: authority,
  clientId: 'peers',
  authorizationParams: { redirect_uri: location.origin },
});

let popup: Window | null = null;

drive({
  start: best ? startWithOptions : () => client.loginWithPopup(),
  abandon: () => popup?.close(),
  kindOf: (error) => {
    if (error instanceof PopupCancelledError) return 'cancelled';
    if (error instanceof PopupOpenError) return 'blocked';
    return error instanceof PopupTimeoutError ? 'expired' : 'failed';
  },
});

/** A window of one's own, five minutes, and the window closed when they are over, as the documentation shows it. */
async function startWithOptions(): Promise<void> {
  popup = window.open('', '_blank', 'width=400,height=600');
  try {
    await client.loginWithPopup({}, { popup, timeoutInSeconds: 300 });
  } catch (error) {
    if (error instanceof PopupTimeoutError) error.popup.close();
    throw error;
  }
}
