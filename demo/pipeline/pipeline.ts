import { arrange, freePlace, GRID, type PipelineNode } from './model.js';
import type { PipelineStorage } from './storage.js';

/** The pipeline that is being edited: its nodes, and which one is selected. Tells its listeners of every change. */
export class Pipeline {
  readonly #storage: PipelineStorage;
  readonly #listeners = new Set<() => void>();
  #nodes: PipelineNode[];
  #selected: string | null = null;

  constructor(storage: PipelineStorage, defaults: () => readonly PipelineNode[]) {
    this.#storage = storage;
    this.#nodes = storage.load() ?? [...defaults()];
    // Drafts are kept under the ids of the nodes, which would be others the next time.
    storage.save(this.#nodes);
  }

  get nodes(): readonly PipelineNode[] {
    return this.#nodes;
  }

  get selected(): PipelineNode | null {
    return this.#nodes.find(({ id }) => id === this.#selected) ?? null;
  }

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  select(id: string | null): void {
    this.#selected = id;
    this.changed();
  }

  moveTo(node: PipelineNode, x: number, y: number): void {
    const onGrid = (value: number): number => Math.max(GRID, Math.round(value / GRID) * GRID);
    node.x = onGrid(x);
    node.y = onGrid(y);
    this.changed();
  }

  arrange(): void {
    arrange(this.#nodes);
    this.#store();
  }

  save(node: PipelineNode, values: Record<string, string>): void {
    node.values = values;
    this.#store();
  }

  add(node: PipelineNode): void {
    this.#nodes.push(Object.assign(node, freePlace(this.#nodes)));
    this.#store();
  }

  /** Removes a node; the function that it returns puts it back. */
  remove(node: PipelineNode): () => void {
    const index = this.#nodes.indexOf(node);
    this.#nodes.splice(index, 1);
    if (this.#selected === node.id) this.#selected = null;
    this.#store();
    return () => {
      this.#nodes.splice(index, 0, node);
      this.#selected = node.id;
      this.#store();
    };
  }

  /** Keeps where the nodes are; called once at the end of a move. */
  keepPlaces(): void {
    this.#storage.save(this.#nodes);
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #store(): void {
    this.#storage.save(this.#nodes);
    this.changed();
  }
}
