import type { PipelineNode } from './model.js';

/** What a browser keeps of the pipeline of one account. Forms that were not saved yet last as long as the tab. */
export class PipelineStorage {
  readonly #saved: string;
  readonly #drafts: string;

  constructor(account: string) {
    this.#saved = `atlas.pipeline.${account}`;
    this.#drafts = `atlas.pipeline.drafts.${account}`;
  }

  load(): PipelineNode[] | null {
    const nodes = read(localStorage, this.#saved);
    return Array.isArray(nodes) && nodes.length > 0 && nodes.every(isNode) ? nodes : null;
  }

  save(nodes: readonly PipelineNode[]): void {
    write(localStorage, this.#saved, nodes);
  }

  draftOf(nodeId: string): Record<string, string> | null {
    const draft = this.#allDrafts()[nodeId];
    return isValues(draft) ? draft : null;
  }

  keepDraft(nodeId: string, values: Record<string, string> | null): void {
    const { [nodeId]: _, ...others } = this.#allDrafts();
    write(sessionStorage, this.#drafts, values ? { ...others, [nodeId]: values } : others);
  }

  #allDrafts(): Record<string, unknown> {
    const drafts = read(sessionStorage, this.#drafts);
    return isObject(drafts) ? drafts : {};
  }
}

function read(storage: Storage, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function write(storage: Storage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value));
  } catch {
    // Full, or forbidden: the page works on without it.
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isValues(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isNode(value: unknown): value is PipelineNode {
  if (!isObject(value)) return false;
  const { id, kind, source, x, y, values } = value;
  const placed = Number.isFinite(x) && Number.isFinite(y);
  const named =
    kind !== 'source' ||
    (isObject(source) && typeof source['pluginId'] === 'string' && typeof source['provider'] === 'string');
  return (
    typeof id === 'string' &&
    ['source', 'chunker', 'base'].includes(String(kind)) &&
    named &&
    placed &&
    isValues(values)
  );
}
