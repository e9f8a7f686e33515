import { setUpAccountMenu } from './account-menu.js';
import { byId } from './dom.js';
import { startEventLog } from './event-log.js';
import { showSignIn, startRoutes } from './routes.js';
import { explain, openSession, signIn } from './session.js';
import { labelOf, startSourceSummary } from './source-summary.js';

/** What a host page does around the tags: its session, its own pages, and listening to what the elements tell. */
startEventLog(labelOf);

document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});

document.addEventListener('datasource-session-expired', () => {
  // Takes an open dialog away too, and with it what was typed there.
  document.querySelector('datasource-context')?.remove();
  showSignIn('Your session has ended. Sign in again to go on.');
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-account]')) {
  button.addEventListener('click', () => {
    signIn(button.dataset['account'] ?? '').then(
      () => location.reload(),
      (error: unknown) => showSignIn(explain(error)),
    );
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  const key = button.dataset['copy'] ?? '';
  button.textContent = key;
  button.title = 'Copy';
  button.addEventListener('click', () => void copy(button, key));
}

async function copy(button: HTMLButtonElement, key: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(key);
    byId('copy-status').textContent = `${key} copied`;
    button.dataset['copied'] = '';
    setTimeout(() => delete button.dataset['copied'], 1500);
  } catch {
    getSelection()?.selectAllChildren(button);
    byId('copy-status').textContent = 'Copying failed. The key is selected.';
  }
}

try {
  const profile = await openSession();
  if (profile) {
    setUpAccountMenu(profile);
    byId('read-only').hidden = profile.role === 'owner';
    startRoutes();
    // The elements read as soon as they exist, so they come once there is a session.
    await import('datasource-elements/define');
    await startSourceSummary();
  } else showSignIn('');
} catch (error) {
  console.error(error);
  showSignIn(explain(error));
}
