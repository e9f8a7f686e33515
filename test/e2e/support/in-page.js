// Runs in the console's page before its own scripts: hears every event of the elements on `document`, as a host would.
globalThis.heard = [];
for (const name of [
  'datasource-authorize-start',
  'datasource-authorized',
  'datasource-authorize-cancel',
  'datasource-authorize-error',
  'datasource-credential-change',
  'datasource-session-expired',
]) {
  document.addEventListener(name, ({ type, detail }) =>
    globalThis.heard.push({ type, detail: structuredClone(detail) }),
  );
}

/** What has the focus, through shadow roots. */
globalThis.deepActive = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};

/** The name of what has the focus. */
globalThis.focusedText = () => {
  const active = globalThis.deepActive();
  return (active?.getAttribute('aria-label') ?? active?.textContent ?? '').replace(/\s+/g, ' ').trim();
};

/** The changes of connections that were heard so far. */
globalThis.changed = () => globalThis.heard.filter(({ type }) => type === 'datasource-credential-change');

/** The store of the page's elements. */
globalThis.pageStore = () => document.querySelector('datasource-context').currentStore;

/** Tells the elements that the first connection there is does not work any more. */
globalThis.markFirst = (message) => {
  const connections = globalThis
    .pageStore()
    .list()
    .getSnapshot()
    .data.flatMap((source) => source.credentials_list)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  globalThis.pageStore().markCredential(connections[0].id, 'needs-reauthorization', message);
};

/** Asks the server directly, past the elements. */
globalThis.callServer = async (path, body) => {
  const csrf = /(?:^|; )csrf_token=([^;]*)/.exec(document.cookie)?.[1] ?? '';
  const response = await fetch(`/console/api/auth/plugin/datasource/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'X-CSRF-Token': csrf, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
};

/** The names of the connections that the server has for a data source. */
globalThis.storedNames = async (id) =>
  (await globalThis.callServer(id)).result.map(({ name }) => name).sort();

/** The cards of the list, whatever is rendered of it. */
const cards = () => [
  ...(document.querySelector('datasource-list')?.shadowRoot.querySelectorAll('datasource-card') ?? []),
];

/** What the shown cards are called. */
globalThis.shownTitles = () =>
  cards()
    .map((card) => card.shadowRoot.querySelector('h3')?.textContent.trim())
    .filter(Boolean);

/** The first card that can be seen, and where. */
globalThis.firstVisible = () => {
  const card = cards().find((one) => one.getBoundingClientRect().bottom > 100);
  return { provider: card?.getAttribute('provider'), top: Math.round(card?.getBoundingClientRect().top) };
};

/** Whether the list was scrolled so far that its first card is out of sight. */
globalThis.scrolledPast = (distance) =>
  document.querySelector('datasource-list').getBoundingClientRect().top < -distance;
