import { CLOSE, FILTERS, MORE, PLUS, SEARCH } from '../peer.js';

function template(html: string): HTMLTemplateElement {
  const element = document.createElement('template');
  element.innerHTML = html.replace(/>\s+</g, '><').trim();
  return element;
}

const svg = (path: string): string =>
  `<svg aria-hidden="true" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg>`;

/** One data source without its connections. */
export const ROW = template(`<li>
  <div class="source">
    <article class="card">
      <header>
        <div class="names">
          <h3><bdi></bdi></h3>
          <p class="origin"><bdi></bdi> <span aria-hidden="true">/</span> <bdi></bdi></p>
        </div>
        <button type="button" class="secondary-accent configure" aria-haspopup="dialog" aria-expanded="false">
          ${svg(PLUS)}Configure
        </button>
        <div class="popover" popover role="dialog"></div>
      </header>
      <p class="divider">Connected Workspace</p>
      <div class="flow-status"><div role="status" class="visually-hidden"></div></div>
    </article>
  </div>
</li>`);

/** One connection. */
export const CREDENTIAL = template(`<li>
  <div class="credential">
    <div class="row">
      <div class="identity"><bdi class="name"></bdi></div>
      <span class="type"></span>
      <span class="status"><span class="dot" aria-hidden="true"></span>Connected</span>
      <button type="button" class="plain square actions" aria-haspopup="menu" aria-expanded="false">
        ${svg(MORE)}
      </button>
      <div class="menu" popover role="menu"></div>
    </div>
    <div role="alert"></div>
  </div>
</li>`);

/** What stands in place of connections. */
export const EMPTY = template(`<p class="empty">Please configure authentication</p>`);

/** Empties the search field; there while there is something in it. */
export const CLEAR = template(
  `<button type="button" class="plain square" tabindex="-1" aria-label="Clear">${svg(CLOSE)}</button>`,
);

/** Around all of it. */
export const FRAME = template(`<div class="context">
  <div class="sources">
    <div class="toolbar">
      <div class="search">
        ${svg(SEARCH)}
        <input type="search" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search"
          aria-label="Search data sources" placeholder="Search data sources">
      </div>
      <fieldset class="filter">
        <legend class="visually-hidden">Show</legend>
        ${FILTERS.map(
          ([value, label], index) =>
            `<label><input type="radio" name="filter" value="${value}"${index ? '' : ' checked'}><span>${label}</span></label>`,
        ).join('')}
      </fieldset>
      <p class="count"></p>
      <div class="visually-hidden" role="status"></div>
    </div>
    <ul class="list"></ul>
  </div>
</div>`);
