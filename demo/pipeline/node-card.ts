import { nameOf, type PipelineNode } from './model.js';
import { kindOf, type NodeState } from './node-state.js';
import { fromTemplate, nodeIcon, part, setText } from './templates.js';

/** One node on the canvas: a button in a list item, whose name is all that it shows. */
export class NodeCard {
  readonly element = fromTemplate<HTMLLIElement>('node-card');
  readonly button = part<HTMLButtonElement>(this.element, 'button');
  readonly id: string;
  #icon: string | undefined;
  #pictured = false;
  #height = 0;

  constructor(node: PipelineNode) {
    this.id = node.id;
    this.element.dataset['nodeId'] = node.id;
    this.element.dataset['kind'] = node.kind;
    setText(part(this.element, 'kind'), kindOf(node));
  }

  get height(): number {
    return this.#height;
  }

  update(
    node: PipelineNode,
    state: NodeState,
    { selected, unsaved, icon }: { selected: boolean; unsaved: boolean; icon: string | undefined },
  ): void {
    if (!this.#pictured || icon !== this.#icon)
      part(this.element, 'icon').replaceChildren(nodeIcon(node.kind, icon));
    this.#pictured = true;
    this.#icon = icon;
    setText(part(this.element, 'name'), nameOf(node));
    setText(part(this.element, 'connection'), state.connection);
    setText(part(this.element, 'run'), state.run);
    part(this.element, 'run-line').hidden = !state.run;
    part(this.element, 'unsaved').hidden = !unsaved;
    this.element.dataset['tone'] = state.tone;
    this.element.toggleAttribute('data-selected', selected);
    if (selected) this.button.setAttribute('aria-current', 'true');
    else this.button.removeAttribute('aria-current');
    this.place(node);
  }

  place({ x, y }: PipelineNode): void {
    this.element.style.translate = `${x}px ${y}px`;
  }

  /** Reads the height once for all who need it; cards change it with their text. */
  measure(): void {
    this.#height = this.element.offsetHeight;
  }
}
