import { STORAGE_KEY, documents } from './recorder.js';

/** Where in the page any of some texts can be found, as `localStorage: draft`. */
export async function findTexts(texts: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const look = (place: string, content: unknown): void => {
    const text = typeof content === 'string' ? content : (JSON.stringify(content) ?? '');
    if (texts.some((each) => text.includes(each))) found.add(place);
  };
  lookAtNodes(document, look);
  lookAtPage(look);
  lookAtStorages(look);
  await lookAtDatabases(look);
  await lookAtCaches(look);
  return [...found];
}

type Look = (place: string, content: unknown) => void;

function lookAtNodes(root: Node, look: Look, where = 'document'): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
  for (let node: Node | null = root; node; node = walker.nextNode()) {
    if (!(node instanceof Element)) {
      look(`${where}: text in <${node.parentElement?.localName ?? '#document'}>`, node.nodeValue ?? '');
      continue;
    }
    const name = `${where}: <${node.localName}>`;
    for (const { name: attribute, value } of node.attributes) look(`${name} attribute ${attribute}`, value);
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)
      look(`${name} value`, node.value);
    if (node instanceof HTMLTemplateElement) lookAtNodes(node.content, look, `${where} template`);
    if (node.localName.includes('-')) lookAtProperties(node, name, look);
    if (node.shadowRoot) lookAtNodes(node.shadowRoot, look, `${where} ${node.localName}`);
  }
}

/** What an element holds in fields of its own, three steps deep. */
function lookAtProperties(value: object, place: string, look: Look, depth = 3): void {
  for (const key of Object.getOwnPropertyNames(value)) {
    const { value: part } = Object.getOwnPropertyDescriptor(value, key) ?? {};
    if (typeof part === 'string') look(`${place} property ${key}`, part);
    else if (typeof part === 'object' && part !== null && depth > 0 && !(part instanceof Node))
      lookAtProperties(part as object, `${place} property ${key}`, look, depth - 1);
  }
}

function lookAtPage(look: Look): void {
  for (const { urls, problems, events, opens } of documents()) {
    look('address', urls);
    look('console or error', problems);
    look('event', events);
    look('window.open', opens);
  }
  look('history.state', history.state);
  look('title', document.title);
  look('window.name', window.name);
  look('referrer', document.referrer);
  look(
    'performance entries',
    performance.getEntries().map(({ name }) => name),
  );
  look(
    'cookie',
    readOrNothing(() => document.cookie),
  );
}

function lookAtStorages(look: Look): void {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    const storage = readOrNothing(() => window[name]);
    for (let index = 0; storage && index < storage.length; index += 1) {
      const key = storage.key(index) ?? '';
      if (key === STORAGE_KEY) continue;
      look(`${name}: ${key}`, `${key} ${storage.getItem(key) ?? ''}`);
    }
  }
}

async function lookAtDatabases(look: Look): Promise<void> {
  const listed = readOrNothing(() => indexedDB.databases());
  for (const { name } of (await listed?.catch(() => [])) ?? []) {
    if (name === undefined) continue;
    const database = await resultOf(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const content = database.transaction(store).objectStore(store);
      look(`indexedDB: ${name}/${store}`, [name, store, await resultOf(content.getAllKeys())]);
      look(`indexedDB: ${name}/${store}`, await resultOf(content.getAll()));
    }
    database.close();
  }
}

async function lookAtCaches(look: Look): Promise<void> {
  if (!('caches' in window)) return;
  for (const name of await caches.keys().catch(() => [])) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const text = await (await cache.match(request))?.text();
      look(`cache: ${name}`, [name, request.url, [...request.headers], text]);
    }
  }
}

const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

/** Storages and cookies throw where the page has none. */
function readOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
