import { type PipelineNode } from './model.js';
import { NodeForm } from './node-form.js';
import type { NodeState } from './node-state.js';
import { PanelFrame } from './panel.js';
import type { Panel, PanelHost } from './panel-host.js';
import type { SampleDocument } from './read-document.js';
import { part, setText } from './templates.js';
import { wordsIn } from './texts.js';

/** The panel of the chunker or of the knowledge base: its settings, and what has come to it so far. */
export class StepPanel implements Panel {
  readonly frame: PanelFrame;
  readonly form: NodeForm;
  readonly #node: PipelineNode;
  readonly #host: PanelHost;
  #shown = '';

  constructor(node: PipelineNode, host: PanelHost) {
    this.#node = node;
    this.#host = host;
    this.frame = new PanelFrame(node, `${node.kind}-content`, host);
    this.form = new NodeForm(this.frame.element, node, host.storage, {
      saved: (values) => host.save(node, values),
      changed: () => host.changed(),
      unsavedDefault: () => undefined,
    });
  }

  update(state: NodeState): void {
    this.frame.update(state, undefined, '');
    const documents = this.#host.documents();
    const items = documents.map((document) => [document.title, this.#measure(document)] as const);
    part(this.frame.element, 'arrived-none').hidden = items.length > 0;
    const shown = JSON.stringify(items);
    if (shown === this.#shown) return;
    this.#shown = shown;
    part(this.frame.element, 'arrived').replaceChildren(
      ...items.map(([title, size]) => {
        const item = document.createElement('li');
        const text = document.createElement('span');
        setText(text, size);
        item.append(title, text);
        return item;
      }),
    );
  }

  #measure({ text }: SampleDocument): string {
    if (this.#node.kind === 'base') return wordsIn(text);
    const { data } = this.form;
    const count = chunksIn(text.length, Number(data['chunk_length']), Number(data['chunk_overlap']));
    return count === 1 ? '1 chunk' : `${count} chunks`;
  }
}

/** How many pieces of a length make up a text, when each shares some characters with the one before it. */
export function chunksIn(characters: number, length: number, overlap: number): number {
  if (!(length > overlap) || overlap < 0 || characters <= length) return 1;
  return Math.ceil((characters - overlap) / (length - overlap));
}
