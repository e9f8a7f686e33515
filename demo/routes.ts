import { byId } from './dom.js';

const HOME = '#/';
const SETTINGS = '#/settings/';
const DATA_SOURCES = `${SETTINGS}data-sources`;

let reason: string | null = null;

/** Shows the view that the address names, now and whenever it changes. */
export function startRoutes(): void {
  window.addEventListener('hashchange', () => {
    if (reason === null) show(true);
  });
  show(false);
}

/** Shows the sign-in screen, whatever the address says. */
export function showSignIn(why: string): void {
  reason = why;
  if (why) byId('sign-in-reason').textContent = why;
  byId('topbar').hidden = true;
  setView('sign-in', 'Sign in');
  byId('sign-in-title').focus();
}

function show(moveFocus: boolean): void {
  if (location.hash === '#/settings' || location.hash === SETTINGS)
    history.replaceState(null, '', DATA_SOURCES);
  const { hash } = location;
  const link = document.querySelector(`.side a[href="${CSS.escape(hash)}"]`);
  byId('topbar').hidden = false;
  markCurrent(hash);
  if (hash.startsWith(SETTINGS) && link) {
    const title = link.textContent.trim();
    const isReal = hash === DATA_SOURCES;
    showOnly('[data-section]', isReal ? 'data-sources' : 'other', 'section');
    byId('event-log').hidden = !isReal;
    if (!isReal) byId('other-title').textContent = title;
    setView('settings', `${title} · Settings`);
    link.scrollIntoView({ block: 'nearest', inline: 'center' });
  } else setView('home', 'Knowledge');
  window.scrollTo(0, 0);
  if (moveFocus)
    document.querySelector<HTMLElement>('main h1:not([hidden] h1)')?.focus({ preventScroll: true });
}

function setView(view: string, title: string): void {
  showOnly('[data-view]', view, 'view');
  document.title = `${title} · Atlas Studio`;
}

function showOnly(selector: string, name: string, key: string): void {
  for (const element of document.querySelectorAll<HTMLElement>(selector))
    element.hidden = element.dataset[key] !== name;
}

function markCurrent(hash: string): void {
  const area = hash.startsWith(SETTINGS) ? 'settings' : 'home';
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a:not(.back)')) {
    const { route } = link.dataset;
    const current = route ? route === area : link.getAttribute('href') === hash;
    if (current) link.setAttribute('aria-current', route && hash !== HOME ? 'true' : 'page');
    else link.removeAttribute('aria-current');
  }
}
