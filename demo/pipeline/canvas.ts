import { byId } from '../dom.js';
import { Edges } from './edges.js';
import { nameOf, NODE_WIDTH, type PipelineNode } from './model.js';
import { NodeCard } from './node-card.js';
import { setUpNodeMoves } from './node-moves.js';
import type { NodeState } from './node-state.js';
import type { Pipeline } from './pipeline.js';
import { Viewport } from './viewport.js';

export interface CanvasHost {
  stateOf(node: PipelineNode): NodeState;
  iconOf(node: PipelineNode): string | undefined;
  isUnsaved(node: PipelineNode): boolean;
  open(node: PipelineNode, byKeyboard: boolean): void;
  remove(node: PipelineNode): void;
  announce(text: string): void;
}

/** Free ground beyond the last nodes, in pixels: below there are the tools. */
const MARGIN = { right: 32, bottom: 96 } as const;

/** Shows the nodes of the pipeline and the lines between them. */
export class Canvas {
  readonly #pipeline: Pipeline;
  readonly #host: CanvasHost;
  readonly #list = byId<HTMLUListElement>('nodes');
  readonly #cards = new Map<string, NodeCard>();
  readonly #edges = new Edges(document.querySelector('#edges') as SVGSVGElement);
  readonly viewport = new Viewport(byId('viewport'), byId('world'), (percent) => {
    byId('zoom-level').textContent = `${percent} %`;
  });

  constructor(pipeline: Pipeline, host: CanvasHost) {
    this.#pipeline = pipeline;
    this.#host = host;
    setUpNodeMoves(this.#list, {
      nodeOf: (element) => pipeline.nodes.find(({ id }) => id === (element as HTMLElement).dataset['nodeId']),
      scale: () => this.viewport.scale,
      moveTo: (node, x, y) => pipeline.moveTo(node, x, y),
      moved: (node) => {
        pipeline.keepPlaces();
        host.announce(`${nameOf(node)} is at ${node.x}, ${node.y}.`);
      },
      open: (node, byKeyboard) => host.open(node, byKeyboard),
      remove: (node) => host.remove(node),
    });
    byId('zoom-out').addEventListener('click', () => this.viewport.zoomTo(this.viewport.zoom - 0.15));
    byId('zoom-in').addEventListener('click', () => this.viewport.zoomTo(this.viewport.zoom + 0.15));
    byId('fit').addEventListener('click', () => this.viewport.fit());
    byId('arrange').addEventListener('click', () => {
      pipeline.arrange();
      host.announce('The nodes are in order.');
    });
  }

  update(): void {
    const { nodes, selected } = this.#pipeline;
    for (const [index, node] of nodes.entries()) {
      const card = this.#cardOf(node, index);
      card.update(node, this.#host.stateOf(node), {
        selected: node === selected,
        unsaved: this.#host.isUnsaved(node),
        icon: this.#host.iconOf(node),
      });
    }
    for (const [id, card] of this.#cards) {
      if (nodes.some((node) => node.id === id)) continue;
      card.element.remove();
      this.#cards.delete(id);
    }
    this.#measure(nodes);
  }

  centre({ id, x, y }: PipelineNode): void {
    this.viewport.centre(x, y, NODE_WIDTH, this.#cards.get(id)?.height ?? 0);
  }

  focus(node: PipelineNode): void {
    this.#cards.get(node.id)?.button.focus();
  }

  #cardOf(node: PipelineNode, index: number): NodeCard {
    let card = this.#cards.get(node.id);
    if (!card) {
      card = new NodeCard(node);
      this.#cards.set(node.id, card);
      this.#list.insertBefore(card.element, this.#list.children[index] ?? null);
    }
    return card;
  }

  #measure(nodes: readonly PipelineNode[]): void {
    for (const card of this.#cards.values()) card.measure();
    const right = Math.max(...nodes.map(({ x }) => x + NODE_WIDTH));
    const bottom = Math.max(...nodes.map(({ id, y }) => y + (this.#cards.get(id)?.height ?? 0)));
    this.viewport.setExtent(right + MARGIN.right, bottom + MARGIN.bottom);
    this.#edges.draw(nodes, (node) => this.#host.stateOf(node).tone);
  }
}
