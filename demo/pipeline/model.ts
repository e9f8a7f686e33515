/** Which data source of the server a node reads from. */
export interface SourceRef {
  readonly pluginId: string;
  readonly provider: string;
}

export type NodeKind = 'source' | 'chunker' | 'base';

/** One node of the pipeline. `values` is what its form held when it was saved, by field name. */
export interface PipelineNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** For data sources only. */
  readonly source?: SourceRef;
  x: number;
  y: number;
  values: Record<string, string>;
}

/** The steps that every pipeline has, and that cannot be removed. */
export const CHUNKER = 'chunker';
export const BASE = 'base';

export const NODE_WIDTH = 240;
/** How far below the upper edge of a node the lines meet it; the style sheet draws the ports there. */
export const PORT = 49;
/** Nodes lie on this grid, in pixels. */
export const GRID = 8;

const COLUMN = { sources: 32, chunker: 328, base: 624 } as const;
const TOP = 32;
const ROW = 152;

const DEFAULT_SOURCES: readonly (SourceRef & { name: string })[] = [
  { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource', name: 'Notion' },
  { pluginId: 'langgenius/google_drive', provider: 'google_drive', name: 'Google Drive' },
  { pluginId: 'langgenius/jina_datasource', provider: 'jinareader', name: 'Jina Reader' },
  { pluginId: 'langgenius/firecrawl_datasource', provider: 'firecrawl', name: 'Firecrawl' },
];

export function nameOf(node: PipelineNode): string {
  return node.values['node_name'] ?? '';
}

export function sourceNode(source: SourceRef, name: string, values: Record<string, string>): PipelineNode {
  const { pluginId, provider } = source;
  return {
    id: crypto.randomUUID(),
    kind: 'source',
    source: { pluginId, provider },
    x: COLUMN.sources,
    y: TOP,
    values: { ...values, node_name: name },
  };
}

/** What a newcomer sees. */
export function defaultNodes(
  defaultsOf: (provider: string) => Record<string, string>,
): readonly PipelineNode[] {
  const nodes = DEFAULT_SOURCES.map((source) => sourceNode(source, source.name, defaultsOf(source.provider)));
  return arrange([
    ...nodes,
    {
      id: CHUNKER,
      kind: 'chunker',
      x: 0,
      y: 0,
      values: { node_name: 'Chunker', chunk_length: '500', chunk_overlap: '50' },
    },
    {
      id: BASE,
      kind: 'base',
      x: 0,
      y: 0,
      values: { node_name: 'Product handbook', index_method: 'quality' },
    },
  ]);
}

/** Puts the nodes in order: the sources below each other in a column, the steps to their right, half way down. */
export function arrange(nodes: readonly PipelineNode[]): readonly PipelineNode[] {
  const sources = nodes.filter(({ kind }) => kind === 'source');
  const middle = TOP + (Math.max(sources.length - 1, 0) * ROW) / 2;
  for (const [index, node] of sources.entries())
    Object.assign(node, { x: COLUMN.sources, y: TOP + index * ROW });
  for (const node of nodes)
    if (node.kind !== 'source') Object.assign(node, { x: COLUMN[node.kind], y: middle });
  return nodes;
}

/** Where a new source goes: the first free row of the column of sources. */
export function freePlace(nodes: readonly PipelineNode[]): { x: number; y: number } {
  const taken = (y: number): boolean =>
    nodes.some(
      (node) => Math.abs(node.y - y) < ROW - GRID && Math.abs(node.x - COLUMN.sources) < NODE_WIDTH + GRID,
    );
  let y = TOP;
  while (taken(y)) y += ROW;
  return { x: COLUMN.sources, y };
}
