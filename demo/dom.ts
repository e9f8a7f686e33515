/** The element that the page has under this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element as T;
}

/** Writes a text wherever the page says `<… data-profile="name">`. */
export function fill(attribute: string, name: string, text: string): void {
  for (const element of document.querySelectorAll(`[data-${attribute}="${name}"]`))
    element.textContent = text;
}
