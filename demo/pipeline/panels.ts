import { byId } from '../dom.js';
import type { PipelineNode } from './model.js';
import type { NodeState } from './node-state.js';
import type { Panel, PanelHost } from './panel-host.js';
import { SourcePanel } from './source-panel.js';
import { StepPanel } from './step-panel.js';

/**
 * The panels beside the canvas: one for each node that was opened, of which one shows. The others stay, and with them
 * what was typed there.
 */
export class Panels {
  readonly #root = byId('inspector');
  readonly #host: PanelHost;
  readonly #panels = new Map<string, Panel>();

  constructor(host: PanelHost) {
    this.#host = host;
    this.#root.addEventListener('keydown', (event) => {
      // The elements have menus and dialogs of their own, which Escape closes first.
      const own = !(event.target as Element).localName.includes('-');
      if (event.key === 'Escape' && own && !event.defaultPrevented) host.close();
    });
  }

  of(node: PipelineNode): Panel | undefined {
    return this.#panels.get(node.id);
  }

  update(
    nodes: readonly PipelineNode[],
    selected: PipelineNode | null,
    stateOf: (node: PipelineNode) => NodeState,
  ): void {
    if (selected) this.#open(selected);
    for (const [id, panel] of this.#panels) {
      const node = nodes.find((one) => one.id === id);
      if (!node) {
        panel.frame.element.remove();
        this.#panels.delete(id);
        continue;
      }
      panel.frame.element.hidden = node !== selected;
      panel.update(stateOf(node));
    }
    this.#root.hidden = !selected;
  }

  focus(node: PipelineNode): void {
    this.of(node)?.frame.focus();
  }

  #open(node: PipelineNode): void {
    if (this.#panels.has(node.id)) return;
    const panel =
      node.kind === 'source' ? new SourcePanel(node, this.#host) : new StepPanel(node, this.#host);
    this.#panels.set(node.id, panel);
    this.#root.append(panel.frame.element);
  }
}
