import { byId } from './dom.js';

type Store = NonNullable<HTMLElementTagNameMap['datasource-context']['currentStore']>;
type Source = NonNullable<ReturnType<ReturnType<Store['list']>['getSnapshot']>['data']>[number];

let sources: readonly Source[] = [];

/** The name of a data source as the server gives it. */
export function labelOf(provider: string): string {
  const label = sources.find(({ name }) => name === provider)?.label;
  return label?.['en_US'] ?? provider;
}

/** The numbers on the home page: from the same store, and so the same cache, as the elements'. */
export async function startSourceSummary(): Promise<void> {
  const context = document.querySelector('datasource-context');
  await context?.updateComplete;
  const list = context?.currentStore?.list();
  list?.subscribe(update);
  update();

  function update(): void {
    const state = list?.getSnapshot();
    if (state?.data) {
      sources = state.data;
      renderSummary();
      pointToOAuthServer();
    } else if (state?.error) byId('source-count').textContent = 'The data sources could not be loaded.';
  }
}

function renderSummary(): void {
  const connected = sources.filter(({ credentials_list: list }) => list.length > 0);
  byId('source-count').textContent = `${connected.length} of ${sources.length} connected`;
  byId('source-states').replaceChildren(
    ...sources.map(({ name, credentials_list: { length } }) => {
      const item = document.createElement('li');
      const state = document.createElement('span');
      state.textContent =
        length === 0 ? 'Not connected' : length === 1 ? '1 connection' : `${length} connections`;
      item.toggleAttribute('data-connected', length > 0);
      item.append(labelOf(name), state);
      return item;
    }),
  );
}

/** The server names the page on which an OAuth client is registered; the key page is its neighbour. */
function pointToOAuthServer(): void {
  const addresses = sources.flatMap(
    ({ oauth_schema: schema }) => schema?.client_schema.map(({ url }) => url) ?? [],
  );
  const apps = addresses.find((url) => url && URL.canParse(url) && new URL(url).pathname === '/apps');
  if (!apps) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-oauth-page]'))
    link.href = new URL(link.dataset['oauthPage'] ?? '/', apps).href;
}
