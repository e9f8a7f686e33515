import { BASE, CHUNKER, NODE_WIDTH, PORT, type PipelineNode } from './model.js';
import type { Tone } from './node-state.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Draws the line from each source to the chunker, and from there to the knowledge base. */
export class Edges {
  readonly #svg: SVGSVGElement;
  readonly #paths = new Map<string, SVGPathElement>();

  constructor(svg: SVGSVGElement) {
    this.#svg = svg;
  }

  draw(nodes: readonly PipelineNode[], toneOf: (node: PipelineNode) => Tone): void {
    const chunker = nodes.find(({ id }) => id === CHUNKER);
    const base = nodes.find(({ id }) => id === BASE);
    const drawn = new Set<string>();
    for (const from of nodes) {
      const to = from.kind === 'source' ? chunker : from === chunker ? base : undefined;
      if (!to) continue;
      const path = this.#pathOf(from.id);
      path.setAttribute('d', curve(from, to));
      path.dataset['tone'] = toneOf(from);
      drawn.add(from.id);
    }
    for (const [id, path] of this.#paths) {
      if (drawn.has(id)) continue;
      path.remove();
      this.#paths.delete(id);
    }
  }

  #pathOf(id: string): SVGPathElement {
    let path = this.#paths.get(id);
    if (!path) {
      path = document.createElementNS(SVG, 'path');
      this.#svg.append(path);
      this.#paths.set(id, path);
    }
    return path;
  }
}

/** Leaves to the right and arrives from the left, however the two nodes lie. */
function curve(from: PipelineNode, to: PipelineNode): string {
  const [x1, y1] = [from.x + NODE_WIDTH, from.y + PORT];
  const [x2, y2] = [to.x, to.y + PORT];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
