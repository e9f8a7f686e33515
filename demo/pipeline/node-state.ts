import { CHUNKER, type PipelineNode } from './model.js';
import type { Run } from './runs.js';
import type { Sources } from './sources.js';
import { timeOf } from './texts.js';

export type Tone = 'idle' | 'ok' | 'busy' | 'warning' | 'error';

/** What a node shows of itself: its connection, and how its last run ended. */
export interface NodeState {
  readonly tone: Tone;
  readonly connection: string;
  readonly run: string;
}

/** Says how a node is, for its card and its panel alike. */
export function stateOf(
  node: PipelineNode,
  sources: Sources,
  runOf: (node: PipelineNode) => Run | undefined,
  nodes: readonly PipelineNode[],
): NodeState {
  if (node.kind !== 'source') return stepState(node, runOf, nodes);
  const run = runOf(node);
  const connection = connectionState(node, sources);
  // A run with a connection that is gone says nothing any more.
  return run && sources.of(node)?.credentials_list.length
    ? { ...connection, ...runState(run, connection.tone) }
    : connection;
}

function connectionState(node: PipelineNode, sources: Sources): NodeState {
  const plain = (tone: Tone, connection: string): NodeState => ({ tone, connection, run: '' });
  const source = sources.of(node);
  if (!source) {
    if (sources.error) return plain('error', 'State unknown');
    return sources.all ? plain('error', 'Not on this server') : plain('idle', 'Loading…');
  }
  if (source.credentials_list.length === 0) return plain('idle', 'Not connected');
  const credential = sources.chosenBy(node);
  if (!credential) return plain('warning', 'Its connection was removed');
  if (sources.needsRepair(credential))
    return { tone: 'warning', connection: 'Needs re-authorization', run: credential.name };
  return plain('ok', credential.name);
}

function runState(run: Run, tone: Tone): Partial<NodeState> {
  switch (run.state) {
    case 'running':
      return { tone: 'busy', run: 'Reading…' };
    case 'read':
      return { tone, run: `Read “${run.document.title}”, ${timeOf(run.document.readAt)}` };
    case 'refused':
      return {};
    case 'failed':
      return { tone: 'error', run: 'The last run failed' };
    case 'cancelled':
      return { tone, run: 'The last run was cancelled' };
  }
}

function stepState(
  node: PipelineNode,
  runOf: (node: PipelineNode) => Run | undefined,
  nodes: readonly PipelineNode[],
): NodeState {
  const sources = nodes.filter(({ kind }) => kind === 'source');
  const read = sources.filter((source) => runOf(source)?.state === 'read').length;
  const tone: Tone = read > 0 ? 'ok' : 'idle';
  if (node.id === CHUNKER) {
    const { chunk_length: length, chunk_overlap: overlap } = node.values;
    return { tone, connection: `${length} characters, ${overlap} shared`, run: '' };
  }
  const count = sources.length === 1 ? '1 source' : `${sources.length} sources`;
  return { tone, connection: `${read} of ${count} read`, run: '' };
}

const KINDS = { source: 'Data source', chunker: 'Step', base: 'Knowledge base' } as const;

export function kindOf({ kind }: PipelineNode): string {
  return KINDS[kind];
}
