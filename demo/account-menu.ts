import { byId, fill } from './dom.js';
import { showSignIn } from './routes.js';
import { ACCOUNTS, explain, signIn, signOut, type Profile } from './session.js';
import { chooseTheme, currentTheme, type Theme } from './theme.js';

/** The menu behind the avatar. A change of account loads the page anew, so that nothing of the other one remains. */
export function setUpAccountMenu({ name, email, role }: Profile): void {
  const button = byId<HTMLButtonElement>('account-button');
  const popover = byId('account-popover');
  const menu = byId('account-menu');
  const other = ACCOUNTS.find((account) => account.email !== email) ?? ACCOUNTS[0];

  fill('profile', 'initial', name.charAt(0));
  fill('profile', 'name', name);
  fill('profile', 'email', `${email} · ${role === 'owner' ? 'Owner' : 'Member'}`);
  fill('profile', 'other', `Switch to ${other.name}${other.name === 'Norman' ? ' (read-only)' : ''}`);
  button.setAttribute('aria-label', `Account: ${name}`);
  button.setAttribute('aria-expanded', 'false');

  const items = [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
  popover.addEventListener('toggle', ({ newState }) => {
    button.setAttribute('aria-expanded', String(newState === 'open'));
    if (newState === 'open') items[0]?.focus();
  });
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    popover.showPopover();
  });
  menu.addEventListener('keydown', (event) => {
    const to = step(event.key, items.indexOf(document.activeElement as HTMLElement), items.length);
    if (to !== undefined) {
      event.preventDefault();
      items.at(to)?.focus();
    } else if (event.key === ' ') {
      // A link does not know the space bar, a menu item does.
      event.preventDefault();
      (document.activeElement as HTMLElement).click();
    } else if (event.key === 'Tab') popover.hidePopover();
  });
  menu.addEventListener('click', ({ target }) => {
    const item = (target as Element).closest<HTMLElement>('[role^="menuitem"]');
    const theme = item?.dataset['themeChoice'];
    if (theme) {
      chooseTheme(theme as Theme);
      markTheme(items);
    } else if (item) popover.hidePopover();
  });
  markTheme(items);

  byId('switch-account').addEventListener('click', () => void leave(() => signIn(other.email)));
  byId('sign-out').addEventListener('click', () => void leave(() => Promise.resolve()));
}

function step(key: string, from: number, length: number): number | undefined {
  if (key === 'ArrowDown' || key === 'ArrowRight') return (from + 1) % length;
  if (key === 'ArrowUp' || key === 'ArrowLeft') return from - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return -1;
  return undefined;
}

function markTheme(items: readonly HTMLElement[]): void {
  for (const item of items) {
    const { themeChoice } = item.dataset;
    if (themeChoice) item.setAttribute('aria-checked', String(themeChoice === currentTheme()));
  }
}

async function leave(next: () => Promise<void>): Promise<void> {
  try {
    await signOut();
    await next();
    location.reload();
  } catch (error) {
    showSignIn(explain(error));
  }
}
