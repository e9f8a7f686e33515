/** The page's own light or dark; the elements follow it, because it is nothing but `color-scheme`. */
export type Theme = 'light' | 'dark' | 'system';

const STORED = 'atlas.theme';

export function currentTheme(): Theme {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(STORED, theme);
  applyTheme();
}

function applyTheme(): void {
  document.documentElement.dataset['theme'] = currentTheme();
}

applyTheme();
window.addEventListener('storage', applyTheme);
