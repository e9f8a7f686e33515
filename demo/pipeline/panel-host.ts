import type { PipelineNode } from './model.js';
import type { NodeForm } from './node-form.js';
import type { NodeState } from './node-state.js';
import type { PanelFrame, PanelFrameHost } from './panel.js';
import type { SampleDocument } from './read-document.js';
import type { Runs } from './runs.js';
import type { Sources } from './sources.js';
import type { PipelineStorage } from './storage.js';

/** What the panel of every node has. */
export interface Panel {
  readonly frame: PanelFrame;
  readonly form: NodeForm;
  /** The connection that is chosen in the form. */
  readonly credentialId?: string;
  update(state: NodeState): void;
}

/** What a panel needs of the editor around it. */
export interface PanelHost extends PanelFrameHost {
  readonly sources: Sources;
  readonly runs: Runs;
  readonly storage: PipelineStorage;
  save(node: PipelineNode, values: Record<string, string>): void;
  run(node: PipelineNode, credentialId: string): void;
  documents(): readonly SampleDocument[];
  changed(): void;
  announce(text: string): void;
}
