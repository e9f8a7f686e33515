import { byId } from './dom.js';
import { showSignIn } from './routes.js';
import { explain, signIn } from './session.js';

/** The sign-in screen of every page: its accounts, and how a page gets there when the session has ended. */
export function setUpSignIn(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-account]')) {
    button.addEventListener('click', () => {
      signIn(button.dataset['account'] ?? '').then(
        () => location.reload(),
        (error: unknown) => showSignIn(explain(error)),
      );
    });
  }
  document.addEventListener('datasource-session-expired', endSession);
}

/** Shows the sign-in screen in place of all that belonged to the session. */
export function endSession(): void {
  // Takes an open dialog away too, and with it what was typed there.
  document.querySelector('datasource-context')?.remove();
  showSignIn('Your session has ended. Sign in again to go on.');
}

/** The skip link moves the focus without a change of the address, which the pages read themselves. */
export function setUpSkipLink(): void {
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
}
