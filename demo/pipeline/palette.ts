import { byId } from '../dom.js';
import { icon, nodeIcon, setText } from './templates.js';
import { labelOf, type Source, type Sources } from './sources.js';

/** The list of data sources that can be added: all that the server offers. */
export class Palette {
  readonly #button = byId<HTMLButtonElement>('add-source');
  readonly #popover = byId('palette');
  readonly #list = byId('palette-list');
  readonly #sources: Sources;
  readonly #add: (source: Source) => void;
  #shown: readonly Source[] | undefined;

  constructor(sources: Sources, add: (source: Source) => void) {
    this.#sources = sources;
    this.#add = add;
    this.#popover.addEventListener('toggle', ({ newState }) => {
      this.#button.setAttribute('aria-expanded', String(newState === 'open'));
      if (newState === 'open') this.#list.querySelector('button')?.focus();
    });
    this.#list.addEventListener('keydown', (event) => this.#step(event));
  }

  update(): void {
    const { all, error } = this.#sources;
    setText(byId('palette-state'), all ? '' : (error ?? 'Loading…'));
    if (!all || all === this.#shown) return;
    this.#shown = all;
    this.#list.replaceChildren(...all.map((source) => this.#item(source)));
  }

  #item(source: Source): HTMLElement {
    const item = document.createElement('li');
    const button = document.createElement('button');
    const text = document.createElement('span');
    const state = document.createElement('span');
    const count = source.credentials_list.length;
    button.type = 'button';
    text.textContent = labelOf(source);
    state.textContent = count === 0 ? 'Not connected' : count === 1 ? '1 connection' : `${count} connections`;
    button.append(nodeIcon('source', source.icon), text, state, icon('plus'));
    button.addEventListener('click', () => {
      this.#popover.hidePopover();
      this.#add(source);
    });
    item.append(button);
    return item;
  }

  #step(event: KeyboardEvent): void {
    const buttons = [...this.#list.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: (at + 1) % buttons.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    buttons.at(to)?.focus();
  }
}
