import type { DatasourceAuth } from '../../../src/api/types.js';
import { expose } from '../../page/harness.js';
import { countText, keyOf, matches, waysOf, wordsOf, type Filter } from '../peer.js';
import styles from '../peer.css?inline';
import type { Answer, Side } from '../side.js';
import { equal } from './equal.js';
import { onPicture, Row } from './row.js';
import { CLEAR, FRAME } from './template.js';

/** No library: cloned templates, kept references, and one listener for each kind of event. */
class Dom implements Side {
  #sources: readonly DatasourceAuth[] = [];
  #rows: Row[] = [];
  #frame: HTMLElement | null = null;

  prepare({ result }: Answer): void {
    this.#sources = result;
  }

  mount(root: HTMLElement): void {
    const frame = FRAME.content.firstElementChild!.cloneNode(true) as HTMLElement;
    // `?skip` lets the browser skip what cannot be seen.
    frame.classList.toggle('skip', location.search === '?skip');
    const list = frame.querySelector('.list')!;
    this.#frame = frame;
    this.#rows = this.#sources.map((source, index) => new Row(source, index));
    list.append(...this.#rows.map(({ element }) => element));
    list.addEventListener('load', onPicture, true);
    list.addEventListener('error', onPicture, true);
    list.addEventListener('toggle', this.#onToggle, true);
    frame.querySelector('.toolbar')!.addEventListener('input', this.#search);
    this.#search();
    root.append(frame);
  }

  unmount(): void {
    this.#frame?.remove();
    this.#frame = null;
    this.#rows = [];
  }

  update({ result }: Answer, index: number): void {
    this.#sources = result;
    this.#rows[index]!.update(result[index]!);
  }

  reread({ result }: Answer): void {
    const known = new Map(this.#rows.map((row) => [keyOf(row.source), row]));
    const rows = result.map((source, index) => {
      const row = known.get(keyOf(source));
      if (!row) return new Row(source, index);
      known.delete(keyOf(source));
      if (!equal(row.source, source)) row.update(source);
      return row;
    });
    for (const { element } of known.values()) element.remove();
    const list = this.list()!;
    if (rows.some((row, index) => row !== this.#rows[index]))
      list.append(...rows.map(({ element }) => element));
    this.#rows = rows;
    this.#sources = result;
  }

  field(): HTMLInputElement {
    return this.#frame!.querySelector<HTMLInputElement>('[type=search]')!;
  }

  count(): string {
    return this.#frame?.querySelector('.count')?.textContent ?? '';
  }

  list(): HTMLElement | null {
    return this.#frame?.querySelector<HTMLElement>('.list') ?? null;
  }

  title(index: number): HTMLElement | null {
    const row = this.#rows[index];
    return row?.element.isConnected ? row.title : null;
  }

  readonly #search = (): void => {
    const frame = this.#frame!;
    const { value } = frame.querySelector<HTMLInputElement>('[type=search]')!;
    const filter = frame.querySelector<HTMLInputElement>('[name=filter]:checked')!.value as Filter;
    const words = wordsOf(value);
    let found = 0;
    for (const { element, source } of this.#rows) {
      const isFound = matches(source, words, filter);
      if (isFound) found++;
      if (element.hidden === isFound) element.hidden = !isFound;
    }
    const clear = frame.querySelector('.search button');
    if (!value) clear?.remove();
    else if (!clear) frame.querySelector('.search')!.append(CLEAR.content.cloneNode(true));
    const text = countText(found, this.#rows.length, Boolean(words.length || filter));
    frame.querySelector('.count')!.textContent = text;
  };

  readonly #onToggle = ({ target, newState }: Event & { newState?: string }): void => {
    const popover = target as HTMLElement;
    const index = popover.closest<HTMLElement>('[data-index]')?.dataset['index'];
    const row = this.#rows[Number(index)];
    popover.replaceChildren();
    if (newState !== 'open' || !row) return;
    const labels = popover.matches('.menu') ? ['Rename', 'Remove'] : waysOf(row.source);
    for (const label of labels) {
      const button = document.createElement('button');
      button.textContent = label;
      popover.append(button);
    }
  };
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);
expose(new Dom());
