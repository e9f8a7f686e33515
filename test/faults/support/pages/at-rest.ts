import type { LitElement } from 'lit';
import type { DatasourceContextElement } from '../../../../src/index.js';

/** What this script adds to a page. */
export interface AtRestPage {
  /**
   * Resolves when nothing is read any more and everything below a node is drawn.
   *
   * @param pictures whether they are waited for too, those that are not in view as well.
   */
  atRest(root: Element, pictures?: boolean): Promise<void>;
}

function* elementsIn(root: Element): Generator<Element> {
  yield root;
  for (const child of [...(root.shadowRoot?.children ?? []), ...root.children]) yield* elementsIn(child);
}

const isPending = (element: Element): element is LitElement => (element as LitElement).isUpdatePending;

function isLoading(element: Element): boolean {
  if (!element.matches('img.loading')) return false;
  (element as HTMLImageElement).loading = 'eager';
  return true;
}

/** What stands in a place until it is drawn, which may be in a later task. */
const isPlaceholder = (element: Element): boolean => element.matches('.skeleton, .list > li:not(:has(> *))');

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

async function atRest(root: Element, pictures = false): Promise<void> {
  const reads = root.closest<DatasourceContextElement>('datasource-context')?.currentStore?.queryClient;
  for (let quiet = 0; quiet < 2;) {
    const elements = [...elementsIn(root)];
    await Promise.all(elements.filter(isPending).map((element) => element.updateComplete));
    // What measures itself draws once more in the next frame.
    await frame();
    const now = [...elementsIn(root)];
    const isBusy =
      reads?.isFetching() ||
      now.some(isPending) ||
      now.some(isPlaceholder) ||
      (pictures && now.some(isLoading));
    quiet = isBusy ? 0 : quiet + 1;
  }
}

Object.assign(window, { atRest } satisfies AtRestPage);
