/** The middle of an element in the window, or what stands in the way of clicking it. */
export type Located = { x: number; y: number } | { problem: string };

/** Finds an element by the path of `Page.click` and scrolls it into view. Runs in the page, so it stands alone. */
export function locate(path: string): Located {
  const CONTROLS =
    'button, a, input, select, textarea, summary, label, [role=button], [role=link], [role^=menuitem], [role=option], [role=tab]';
  type Scope = Document | ShadowRoot | Element;

  const below = (scope: Scope): Element[] => {
    const roots: (Document | ShadowRoot | Element)[] = [scope];
    if (scope instanceof Element && scope.shadowRoot) roots.unshift(scope.shadowRoot);
    return roots.flatMap((root) =>
      [...root.querySelectorAll('*')].flatMap((element) =>
        element.shadowRoot ? [element, ...below(element.shadowRoot)] : [element],
      ),
    );
  };
  const visible = (element: Element) =>
    element.getClientRects().length > 0 && element.checkVisibility({ visibilityProperty: true });
  const textOf = (element: Element) =>
    (element.getAttribute('aria-label') ?? (element as HTMLElement).innerText ?? element.textContent ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  const find = (scope: Scope, part: string): Element | undefined => {
    const all = below(scope);
    const matches = part.startsWith('text=')
      ? all.filter((element) => element.matches(CONTROLS) && textOf(element) === part.slice(5))
      : all.filter((element) => element.matches(part));
    const shown = matches.find(visible);
    return shown ?? (part.startsWith('text=') ? undefined : matches[0]);
  };
  const contains = (outer: Element, inner: Element | null): boolean => {
    for (let node: Node | null = inner; node;) {
      if (node === outer) return true;
      const { assignedSlot, parentNode } = node as Element;
      node = assignedSlot ?? (parentNode instanceof ShadowRoot ? parentNode.host : parentNode);
    }
    return false;
  };
  const topAt = (x: number, y: number): Element | null => {
    let top = document.elementFromPoint(x, y);
    for (;;) {
      const inner = top?.shadowRoot?.elementFromPoint(x, y);
      if (!inner || inner === top) return top;
      top = inner;
    }
  };

  let scope: Scope = document;
  for (const part of path.split(' >>> ')) {
    const found = find(scope, part.trim());
    if (!found) return { problem: `nothing is there for "${part}"` };
    scope = found;
  }
  const target = scope as unknown as Element;
  if (!visible(target)) return { problem: 'it is not visible' };
  if (target.matches(':disabled')) return { problem: 'it is disabled' };
  target.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const { left, top, width, height } = target.getBoundingClientRect();
  const x = Math.round(left + width / 2);
  const y = Math.round(top + height / 2);
  const hit = topAt(x, y);
  if (contains(target, hit)) return { x, y };
  return { problem: hit ? `<${hit.localName} class="${hit.className}"> covers it` : 'it is out of sight' };
}
