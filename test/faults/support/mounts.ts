import type { Tab } from '../../bench/engines/engine.js';
import { NOTION } from './flow.js';

/** Every element that shows something. */
export const TAGS = [
  'datasource-list',
  'datasource-card',
  'datasource-credential',
  'datasource-oauth-button',
  'datasource-api-key-button',
  'datasource-connect-button',
  'datasource-credential-select',
  'api-key-dialog',
  'oauth-client-dialog',
  'datasource-context',
] as const;

interface MountPage extends Window {
  /** How many elements were mounted. */
  mounted?: number;
  /** Those, and the elements inside of them. */
  seen?: WeakRef<Element>[];
  /** What the page keeps on purpose, to show that it is noticed. */
  kept?: Element[];
}

/** How many elements at a time, so that no single call lasts long. */
const AT_ONCE = 50;

/** What is particular about some mounts. */
export interface MountOptions {
  /** Keeps every one of them. */
  keep?: boolean;
  /** Those that have nothing to show in this state of the page. */
  blank?: readonly string[];
}

/**
 * Mounts elements, one of each tag at a time, waits until each shows something, and takes them away again.
 * @param times How many elements in all.
 */
export async function mountAndRemove(
  tab: Tab,
  times: number,
  { keep = false, blank = [] }: MountOptions = {},
): Promise<void> {
  for (let done = 0; done < times; done += AT_ONCE)
    await tab.evaluate(
      mountSome,
      NOTION,
      TAGS,
      Math.min(AT_ONCE, times - done),
      ['datasource-context', ...blank],
      keep,
    );
}

/** Runs in the page. */
async function mountSome(
  provider: string,
  tags: readonly string[],
  count: number,
  blank: readonly string[],
  keep: boolean,
): Promise<void> {
  const page = window as MountPage;
  const seen = (page.seen ??= []);
  const kept = (page.kept ??= []);
  const context = document.querySelector('datasource-context');
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4));
  const inside = (element: Element): Element[] => [
    element,
    ...[...(element.shadowRoot?.querySelectorAll('*') ?? [])]
      .filter((each) => each.shadowRoot)
      .flatMap(inside),
  ];
  const shows = (element: Element): boolean =>
    blank.includes(element.localName) || (element.shadowRoot?.childElementCount ?? 0) > 0;
  for (let done = 0; done < count; done += tags.length) {
    const elements = tags.map((tag) => {
      const element = document.createElement(tag);
      const attributes = { provider, 'credential-id': 'connection-1', open: '' };
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      return element;
    });
    context?.append(...elements);
    for (let pauses = 0; pauses < 3; pauses += 1) await pause();
    const end = Date.now() + 10_000;
    while (!elements.every(shows)) {
      if (Date.now() > end)
        throw new Error(
          `${elements.filter((each) => !shows(each)).map(({ localName }) => localName)}: nothing`,
        );
      await pause();
    }
    for (const element of elements) {
      seen.push(...inside(element).map((each) => new WeakRef(each)));
      element.remove();
      if (keep) kept.push(element);
    }
    page.mounted = (page.mounted ?? 0) + elements.length;
  }
}

/** Mounts dialogs for a key, ten at a time, saves with each, and takes them away while the requests are under way. */
export async function saveAndRemove(tab: Tab, times: number): Promise<void> {
  for (let done = 0; done < times; done += AT_ONCE)
    await tab.evaluate(saveSome, NOTION, done, Math.min(AT_ONCE, times - done));
}

/** Runs in the page. */
async function saveSome(provider: string, first: number, count: number): Promise<void> {
  const page = window as MountPage;
  const seen = (page.seen ??= []);
  const context = document.querySelector('datasource-context');
  const until = async (holds: () => unknown): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 4));
  };
  const { fetchCalls } = window as unknown as { fetchCalls: { method: string }[] };
  const posts = (): number => fetchCalls.filter(({ method }) => method === 'POST').length;
  for (let done = 0; done < count; done += 10) {
    const dialogs = Array.from({ length: Math.min(10, count - done) }, () => {
      const dialog = document.createElement('api-key-dialog');
      dialog.provider = provider;
      dialog.open = true;
      return dialog;
    });
    context?.append(...dialogs);
    const before = posts();
    for (const [index, { shadowRoot }] of dialogs.entries()) {
      const field = (): HTMLInputElement | null | undefined =>
        shadowRoot?.querySelector<HTMLInputElement>('.secret input');
      await until(field);
      // Another one each time, or it would be the same request.
      (field() as HTMLInputElement).value = `key-${first + done + index}`;
      shadowRoot?.querySelector<HTMLElement>('button.primary')?.click();
    }
    await until(() => posts() === before + dialogs.length);
    for (const dialog of dialogs) {
      dialog.remove();
      seen.push(new WeakRef(dialog));
    }
    page.mounted = (page.mounted ?? 0) + dialogs.length;
  }
}

/** What is still alive of all that was mounted after the garbage was collected. */
export async function survivors(tab: Tab): Promise<{ mounted: number; seen: number; alive: string[] }> {
  // What had the focus last, and what the mouse was over, is held by the browser itself.
  await tab.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'elsewhere';
    button.textContent = 'Elsewhere';
    document.body.append(button);
  });
  await tab.click('#elsewhere');
  for (let times = 0; times < 20; times += 1) {
    await tab.collectGarbage();
    const alive = await tab.evaluate(
      () => ((window as MountPage).seen ?? []).filter((each) => each.deref()).length,
    );
    if (alive === 0) break;
  }
  return tab.evaluate(() => {
    const { mounted = 0, seen = [] } = window as MountPage;
    return { mounted, seen: seen.length, alive: seen.flatMap((each) => each.deref()?.localName ?? []) };
  });
}

/**
 * How many instances of the elements' classes the engine's own heap has that are not in the document; `null` where it
 * cannot be asked.
 */
export async function strayInstances(tab: Tab): Promise<number | null> {
  const devtools = await tab.devtools?.();
  if (!devtools) return null;
  let stray = 0;
  for (const tag of TAGS) {
    const { result } = await devtools.send('Runtime.evaluate', {
      expression: `customElements.get('${tag}').prototype`,
    });
    const { objects } = await devtools.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId as string,
      objectGroup: 'instances',
    });
    const { result: counted } = await devtools.send('Runtime.callFunctionOn', {
      objectId: objects.objectId as string,
      functionDeclaration: 'function () { return this.filter((each) => each.isConnected === false).length; }',
      returnByValue: true,
    });
    stray += counted.value as number;
    await devtools.send('Runtime.releaseObjectGroup', { objectGroup: 'instances' });
  }
  return stray;
}
