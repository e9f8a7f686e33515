/** What a side has in the page, as far as the sides must be alike. */
export interface Shape {
  /** Elements, with those in shadow roots. */
  readonly elements: number;
  /** How many elements are inside one another at most; a shadow root is one level, as its host's child would be. */
  readonly depth: number;
  /** Rows in the page. */
  readonly rows: number;
  /** How high the list is, in pixels. */
  readonly height: number;
  /** How wide and high the first rows are, and where their parts stand. */
  readonly boxes: string;
}

/** Counts what is below an element, through all shadow roots. */
export function shapeOf(root: Element, list: HTMLElement | null): Shape {
  let elements = 0;
  let depth = 0;
  const walk = (parent: Element | ShadowRoot, level: number): void => {
    for (const child of parent.children) {
      elements++;
      depth = Math.max(depth, level);
      if (child.shadowRoot) walk(child.shadowRoot, level + 1);
      walk(child, level + 1);
    }
  };
  walk(root, 1);
  return {
    elements,
    depth,
    rows: list?.childElementCount ?? 0,
    height: Math.round(list?.getBoundingClientRect().height ?? 0),
    boxes: list ? boxesOf(list) : '',
  };
}

const PARTS = ['article', 'header', 'h3', '.origin', '.divider', '.row', '.name', '.type', 'button'];

/** Where the parts of the first rows stand, rounded: the same for the same look. */
function boxesOf(list: HTMLElement): string {
  const boxes: string[] = [];
  const walk = (parent: Element | ShadowRoot): void => {
    for (const child of parent.children) {
      if (PARTS.some((part) => child.matches(part))) {
        const { x, y, width, height } = child.getBoundingClientRect();
        boxes.push([x, y, width, height].map(Math.round).join(' '));
      }
      if (child.shadowRoot) walk(child.shadowRoot);
      walk(child);
    }
  };
  for (const row of [...list.children].slice(0, 6)) {
    if (row.shadowRoot) walk(row.shadowRoot);
    walk(row);
  }
  return boxes.join('\n');
}

/** What is in the page below an element as text, through all shadow roots, to find a difference by. */
export function outline(root: Element | ShadowRoot, indent = ''): string {
  return [...root.children]
    .map((child) => {
      const own = [...child.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
      const text = own.map((node) => node.textContent?.trim()).join('');
      const line = `${indent}${child.localName}.${child.getAttribute('class') ?? ''} ${text}\n`;
      const inside = child.shadowRoot ? outline(child.shadowRoot, `${indent}  `) : '';
      return line + inside + outline(child, `${indent}  `);
    })
    .join('');
}
