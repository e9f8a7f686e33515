import { byId } from '../dom.js';

/** A copy of what the page keeps in `<template id="…">`. */
export function fromTemplate<T extends Element = HTMLElement>(id: string): T {
  // Imported rather than cloned: custom elements in it are then upgraded before anything is set on them.
  const element = document.importNode(byId<HTMLTemplateElement>(id).content, true).firstElementChild;
  if (!element) throw new Error(`The template #${id} is empty.`);
  return element as T;
}

/** The one element below another that is marked `data-part="…"`. */
export function part<T extends Element = HTMLElement>(root: ParentNode, name: string): T {
  const element = root.querySelector<T>(`[data-part="${name}"]`);
  if (!element) throw new Error(`There is no part “${name}”.`);
  return element;
}

/** Writes a text only when it is another one, so that nothing is announced or laid out twice. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const SVG = 'http://www.w3.org/2000/svg';

/** One of the drawings of icons.svg. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `./assets/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** The picture of a node: the icon of its data source, or the drawing of its step. */
export function nodeIcon(kind: string, address: string | undefined): Element {
  if (kind !== 'source' || !address || !isWebAddress(address))
    return icon(kind === 'chunker' ? 'scissors' : kind === 'base' ? 'book' : 'database');
  const image = document.createElement('img');
  image.src = address;
  image.alt = '';
  return image;
}

function isWebAddress(address: string): boolean {
  return (
    URL.canParse(address, document.baseURI) && /^https?:$/.test(new URL(address, document.baseURI).protocol)
  );
}
