import { here, push } from './recorder.js';

/** Notes every address that the document has had. */
export function watchAddresses(): void {
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = History.prototype[name];
    History.prototype[name] = function change(...args) {
      original.apply(this, args);
      note();
    };
  }
  addEventListener('hashchange', note);
  addEventListener('popstate', note);
}

function note(): void {
  if (here.urls.at(-1) !== location.href) push(here.urls, location.href);
}
