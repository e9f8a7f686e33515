import { waitUntil } from '@open-wc/testing';
import 'axe-core/axe.min.js';
import type Axe from 'axe-core';

/** A text as a whole, or a pattern in it. */
export type Match = string | RegExp;

interface AxeCommons {
  aria: { getRole: (element: Element) => string | null };
  dom: { isVisibleToScreenReaders: (element: Element) => boolean };
  text: { accessibleText: (element: Element) => string };
}

/** How long something that a user waits for may take, in milliseconds. */
const PATIENCE = 3_000;

/** The nodes below one as they are shown: through shadow roots and slots. */
export function childrenOf(node: Node): Iterable<Node> {
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes();
    return assigned.length > 0 ? assigned : node.childNodes;
  }
  return node instanceof Element && node.shadowRoot ? node.shadowRoot.childNodes : node.childNodes;
}

/** An element and all those in it, through shadow roots and slots, in the order in which they are shown. */
export function* elementsIn(root: Node): Generator<Element> {
  if (root instanceof Element) yield root;
  for (const child of childrenOf(root)) yield* elementsIn(child);
}

/** What can be read on the page below a node: neither what is hidden nor style sheets, with single spaces. */
export function textOf(root: Node): string {
  return rawText(root).replace(/\s+/g, ' ').trim();
}

function rawText(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof Element) {
    if (node.localName === 'style' || node.localName === 'option') return '';
    const display = getComputedStyle(node).display;
    if (display === 'none') return '';
    const text = [...childrenOf(node)].map(rawText).join('');
    return display.startsWith('inline') || display === 'contents' ? text : ` ${text} `;
  }
  return [...childrenOf(node)].map(rawText).join('');
}

/** Works with axe's idea of roles, names and visibility, which goes through shadow roots. */
function withAxe<T>(run: (commons: AxeCommons) => T): T {
  const { axe } = window as unknown as { axe: typeof Axe };
  axe.setup(document.documentElement);
  try {
    return run(axe.commons as unknown as AxeCommons);
  } finally {
    axe.teardown();
  }
}

function matches(text: string, match: Match | undefined): boolean {
  if (match === undefined) return true;
  return typeof match === 'string' ? text === match : match.test(text);
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The name under which assistive technology knows an element. */
export function nameOf(element: Element): string {
  return withAxe(({ text }) => tidy(text.accessibleText(element)));
}

/** All elements of a role, by their name, as assistive technology finds them. */
export function allByRole(root: Node, role: string, name?: Match): HTMLElement[] {
  return withAxe(({ aria, dom, text }) =>
    [...elementsIn(root)].filter(
      (element): element is HTMLElement =>
        element instanceof HTMLElement &&
        // A slot has no box of its own, and axe does not know it.
        !(element instanceof HTMLSlotElement) &&
        aria.getRole(element) === role &&
        dom.isVisibleToScreenReaders(element) &&
        (name === undefined || matches(tidy(text.accessibleText(element)), name)),
    ),
  );
}

/** The one element of a role and name. */
export function byRole(root: Node, role: string, name?: Match): HTMLElement {
  const found = allByRole(root, role, name);
  if (found.length === 1) return found[0]!;
  const there = allByRole(root, role).map((element) => `“${nameOf(element)}”`);
  throw new Error(
    `${found.length} × ${role} ${String(name ?? '')}; there are: ${there.join(', ') || 'none'}`,
  );
}

/** The one element of a role and name, as soon as it is there. */
export async function findByRole(root: Node, role: string, name?: Match): Promise<HTMLElement> {
  await until(
    () => allByRole(root, role, name).length > 0,
    () => `no ${role} ${String(name ?? '')}`,
    root,
  );
  return byRole(root, role, name);
}

/** The one button of a name, as soon as it can be pressed. */
export async function findButton(root: Node, name: Match): Promise<HTMLButtonElement> {
  const usable = (): HTMLElement[] =>
    allByRole(root, 'button', name).filter((button) => !button.matches(':disabled'));
  await until(
    () => usable().length > 0,
    () => `no button ${String(name)} that can be pressed`,
    root,
  );
  return byRole(root, 'button', name) as HTMLButtonElement;
}

/** Waits until no element of a role and name is left. */
export async function untilGone(root: Node, role: string, name?: Match): Promise<void> {
  await until(
    () => allByRole(root, role, name).length === 0,
    () => `still a ${role} ${String(name ?? '')}`,
    root,
  );
}

/** The one field with a label. */
export function byLabel<T extends HTMLElement = HTMLInputElement>(root: Node, label: Match): T {
  const fields = [...elementsIn(root)].filter((element): element is T => element.matches('input, select'));
  const found = withAxe(({ text }) =>
    fields.filter((field) => matches(tidy(text.accessibleText(field)), label)),
  );
  if (found.length === 1) return found[0]!;
  throw new Error(
    `${found.length} fields “${String(label)}”; there are: ${fields.map(nameOf).join(', ') || 'none'}`,
  );
}

/** Waits until a text can be read below a node. */
export async function findText(root: Node, text: Match): Promise<void> {
  await until(
    () => (typeof text === 'string' ? textOf(root).includes(text) : text.test(textOf(root))),
    () => `no text “${String(text)}”`,
    root,
  );
}

/** Waits until something holds; says what can be read on the page when it does not. */
export async function until(
  holds: () => unknown,
  problem: () => string,
  root: Node = document.body,
): Promise<void> {
  try {
    await waitUntil(holds as () => boolean, '', { interval: 15, timeout: PATIENCE });
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.message : '';
    throw new Error(`${problem()} (${cause}). The page says: ${textOf(root).slice(0, 600)}`, {
      cause: thrown,
    });
  }
}

/** The element that has the focus, through shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Waits until the element of a name has the focus. */
export async function untilFocused(name: Match): Promise<void> {
  const now = (): string => {
    const element = focused();
    return !element || element === document.body ? '' : nameOf(element);
  };
  await until(
    () => matches(now(), name),
    () => `the focus is not on “${String(name)}” but on “${now() || 'the page'}”`,
  );
}

/** The text that describes an element, by its `aria-describedby`. */
export function descriptionOf(element: Element): string {
  const root = element.getRootNode() as Document | ShadowRoot;
  const ids = (element.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean);
  return tidy(ids.map((id) => textOf(root.getElementById(id) ?? document.createTextNode(''))).join(' '));
}

/** Everything that can be found in the DOM below a node: markup with shadow roots, and the values of all fields. */
export function domDump(root: Node): string {
  const parts: string[] = [];
  for (const element of elementsIn(root)) {
    for (const { name, value } of element.attributes) parts.push(`${name}=${value}`);
    if (element instanceof HTMLInputElement) parts.push(element.value, element.defaultValue);
    for (const child of element.childNodes)
      if (child instanceof Text || child instanceof Comment) parts.push(child.data);
    for (const child of element.shadowRoot?.childNodes ?? [])
      if (child instanceof Text || child instanceof Comment) parts.push(child.data);
  }
  return parts.join('\n');
}
