import type { DatasourceAuth, DatasourceCredential } from '../../../src/api/types.js';
import { badgesOf, initials, inOrder, keyOf, labelOf, pictureOf, typeText } from '../peer.js';
import { CREDENTIAL, EMPTY, ROW } from './template.js';

/** One data source in the page. */
export class Row {
  readonly element = ROW.content.firstElementChild!.cloneNode(true) as HTMLLIElement;
  readonly title: HTMLElement;
  source: DatasourceAuth;
  readonly #header: HTMLElement;
  readonly #configure: HTMLButtonElement;
  readonly #popover: HTMLElement;
  #connections: Element;

  constructor(source: DatasourceAuth, index: number) {
    this.source = source;
    const article = this.element.firstElementChild!.firstElementChild!;
    this.#header = article.firstElementChild as HTMLElement;
    const [names, configure, popover] = this.#header.children as unknown as [
      Element,
      HTMLElement,
      HTMLElement,
    ];
    const [heading, origin] = names.children as unknown as [Element, Element];
    const divider = this.#header.nextElementSibling!;
    this.title = heading.firstElementChild as HTMLElement;
    this.#configure = configure as HTMLButtonElement;
    this.#popover = popover;

    this.element.dataset['index'] = String(index);
    const key = keyOf(source);
    heading.id = `title-${key}`;
    article.setAttribute('aria-labelledby', heading.id);
    popover.id = `ways-${key}`;
    this.#configure.popoverTargetElement = popover;
    divider.id = `connections-${key}`;
    origin.firstElementChild!.textContent = source.author;
    origin.lastElementChild!.textContent = source.name;
    const label = labelOf(source);
    names.before(...picture(pictureOf(source.icon), 'icon', label.slice(0, 1).toUpperCase(), 40));
    this.#showLabel(label);
    this.#connections = connections(source.credentials_list, divider.id);
    divider.after(this.#connections);
  }

  /** Shows what is different in another version of the same data source. */
  update(source: DatasourceAuth): void {
    const before = this.source;
    this.source = source;
    if (labelOf(before) !== labelOf(source)) this.#showLabel(labelOf(source));
    if (before.icon !== source.icon) {
      for (const old of this.#header.querySelectorAll('.icon, img')) old.remove();
      const letter = labelOf(source).slice(0, 1).toUpperCase();
      this.#header.prepend(...picture(pictureOf(source.icon), 'icon', letter, 40));
    }
    if (before.credentials_list !== source.credentials_list) {
      const next = connections(source.credentials_list, `connections-${keyOf(source)}`);
      this.#connections.replaceWith(next);
      this.#connections = next;
    }
  }

  #showLabel(label: string): void {
    this.title.textContent = label;
    this.#configure.setAttribute('aria-label', `Configure ${label}`);
    this.#popover.setAttribute('aria-label', `Configure ${label}`);
  }
}

function connections(credentials: readonly DatasourceCredential[], labelledBy: string): Element {
  if (credentials.length === 0) return EMPTY.content.firstElementChild!.cloneNode(true) as Element;
  const list = document.createElement('ul');
  list.className = 'connections';
  list.setAttribute('aria-labelledby', labelledBy);
  list.append(...inOrder(credentials).map(connection));
  return list;
}

function connection(credential: DatasourceCredential): Element {
  const item = CREDENTIAL.content.firstElementChild!.cloneNode(true) as Element;
  const row = item.firstElementChild!.firstElementChild!;
  const [identity, type, , button, menu] = row.children as unknown as Element[];
  const name = identity!.firstElementChild as HTMLElement;
  name.textContent = name.title = credential.name;
  for (const text of badgesOf(credential)) {
    const badge = document.createElement('span');
    badge.className = 'badge';
    badge.textContent = text;
    identity!.append(badge);
  }
  type!.textContent = typeText(credential.type);
  menu!.id = `actions-${credential.id}`;
  menu!.setAttribute('aria-label', `Actions for ${credential.name}`);
  button!.setAttribute('aria-label', `Actions for ${credential.name}`);
  (button as HTMLButtonElement).popoverTargetElement = menu as HTMLElement;
  if (credential.type !== 'api-key')
    row.prepend(...picture(pictureOf(credential.avatar_url), 'avatar', initials(credential.name), 24));
  return item;
}

/** A letter, and the picture that takes its place when it is loaded; see `onPicture`. */
function picture(url: string | null, kind: string, text: string, side: number): Element[] {
  const letter = document.createElement('span');
  letter.className = `letter ${kind}`;
  letter.ariaHidden = 'true';
  letter.textContent = text;
  if (!url) return [letter];
  const image = document.createElement('img');
  image.className = 'loading';
  image.dataset['kind'] = kind;
  image.alt = '';
  image.width = image.height = side;
  image.loading = 'lazy';
  image.decoding = 'async';
  image.referrerPolicy = 'no-referrer';
  image.src = url;
  return [letter, image];
}

/** One listener for all pictures: `load` and `error` do not bubble, but they can be captured. */
export function onPicture({ type, target }: Event): void {
  if (!(target instanceof HTMLImageElement)) return;
  if (type === 'error') return target.remove();
  target.previousElementSibling?.remove();
  target.className = `picture ${target.dataset['kind'] ?? ''}`;
}
