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

/** The connections that the server has for a data source. */
globalThis.storedConnections = async (id) => (await globalThis.callServer(id)).result;

/** Their names. */
globalThis.storedNames = async (id) =>
  (await globalThis.storedConnections(id)).map(({ name }) => name).sort();

/** Removes every connection at the server. */
globalThis.removeConnections = async () => {
  for (const { plugin_id: pluginId, name, credentials_list: list } of (await globalThis.callServer('list'))
    .result) {
    for (const { id } of list)
      await globalThis.callServer(`${pluginId}/${name}/delete`, { credential_id: id });
  }
};

/** Adds elements to the page's main region, under no context, in place of those added before. */
globalThis.showAlone = (markup) => {
  document.getElementById('alone')?.remove();
  const region = document.createElement('section');
  region.id = 'alone';
  region.tabIndex = -1;
  region.setAttribute('aria-label', 'Alone');
  region.innerHTML = markup;
  document.querySelector('main').append(region);
  region.focus();
};

/** The store of the elements that stand alone. */
globalThis.storeAlone = () =>
  [...document.querySelectorAll('#alone *')].find(({ consumer }) => consumer).consumer.store;

/** What the form among the elements that stand alone submitted, and what its fields told. */
globalThis.submitted = [];
globalThis.told = [];
globalThis.watchForm = () => {
  const form = document.querySelector('#alone form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    globalThis.submitted.push(Object.fromEntries(new FormData(form)));
  });
  for (const name of ['input', 'change'])
    form.addEventListener(name, ({ type, target }) =>
      globalThis.told.push(`${type} ${target.localName} ${target.value}`),
    );
};

/** The cards of the list, whatever is rendered of it. */
const cards = () => [
  ...(document.querySelector('datasource-list')?.shadowRoot.querySelectorAll('datasource-card') ?? []),
];

/** What the shown cards are called. */
globalThis.shownTitles = () =>
  cards()
    .map((card) => card.shadowRoot.querySelector('h3')?.textContent.trim())
    .filter(Boolean);

/** The names of the connections that the shown cards show. */
globalThis.shownConnections = () =>
  cards()
    .flatMap((card) => [...card.shadowRoot.querySelectorAll('datasource-credential')])
    .map((row) => row.shadowRoot.querySelector('bdi')?.textContent);

/** The first card that can be seen, and where. */
globalThis.firstVisible = () => {
  const card = cards().find((one) => one.getBoundingClientRect().bottom > 100);
  return { provider: card?.getAttribute('provider'), top: Math.round(card?.getBoundingClientRect().top) };
};

/** Resolves with the first visible card once the page has stood still for a while. */
globalThis.firstVisibleAtRest = async () => {
  let last = '';
  for (let still = 0; still < 20; still++) {
    await new Promise(requestAnimationFrame);
    const now = JSON.stringify(globalThis.firstVisible());
    if (now !== last) still = 0;
    last = now;
  }
  return globalThis.firstVisible();
};

/** Whether the list was scrolled so far that its first card is out of sight. */
globalThis.scrolledPast = (distance) =>
  document.querySelector('datasource-list').getBoundingClientRect().top < -distance;
