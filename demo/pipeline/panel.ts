import { GRID, nameOf, type PipelineNode } from './model.js';
import { kindOf, type NodeState } from './node-state.js';
import { fromTemplate, nodeIcon, part, setText } from './templates.js';

export interface PanelFrameHost {
  close(): void;
  remove(node: PipelineNode): void;
  place(node: PipelineNode, x: number, y: number): void;
}

/** What the panels of all kinds of nodes have around their own content: name, state, place, close and remove. */
export class PanelFrame {
  readonly element = fromTemplate('panel');
  readonly #node: PipelineNode;
  #icon: string | undefined | null = null;

  constructor(node: PipelineNode, content: string, host: PanelFrameHost) {
    this.#node = node;
    const title = part(this.element, 'title');
    title.id = `panel-${node.id}`;
    this.element.setAttribute('aria-labelledby', title.id);
    part(this.element, 'content').replaceWith(fromTemplate(content));
    for (const label of this.element.querySelectorAll<HTMLLabelElement>('label[for]'))
      this.#uniteLabel(label);

    part(this.element, 'close').addEventListener('click', () => host.close());
    const remove = part(this.element, 'remove');
    remove.hidden = node.kind !== 'source';
    remove.addEventListener('click', () => host.remove(node));
    for (const axis of ['x', 'y'] as const) {
      const field = part<HTMLInputElement>(this.element, `place-${axis}`);
      field.step = String(GRID);
      field.min = String(GRID);
      field.addEventListener('change', () => {
        if (!field.checkValidity() && !field.validity.stepMismatch) return this.#showPlace(true);
        host.place(
          node,
          axis === 'x' ? field.valueAsNumber : node.x,
          axis === 'y' ? field.valueAsNumber : node.y,
        );
        this.#showPlace(true);
      });
    }
  }

  update(state: NodeState, icon: string | undefined, meta: string): void {
    const name = nameOf(this.#node);
    if (icon !== this.#icon) part(this.element, 'icon').replaceChildren(nodeIcon(this.#node.kind, icon));
    this.#icon = icon;
    setText(part(this.element, 'title'), name);
    setText(part(this.element, 'meta'), meta || kindOf(this.#node));
    setText(part(this.element, 'state'), state.connection);
    this.element.dataset['tone'] = state.tone;
    part(this.element, 'remove').setAttribute('aria-label', `Remove ${name}`);
    part(this.element, 'close').setAttribute('aria-label', `Close ${name}`);
    this.#showPlace(false);
  }

  focus(): void {
    part(this.element, 'title').focus();
  }

  /** Several panels are on the page at once, so the ids of a template get the node's own. */
  #uniteLabel(label: HTMLLabelElement): void {
    const field = this.element.querySelector(`#${CSS.escape(label.htmlFor)}`);
    if (!field) return;
    const hint = this.element.querySelector(`#${CSS.escape(`${field.id}-hint`)}`);
    field.id = `${field.id}-${this.#node.id}`;
    label.htmlFor = field.id;
    if (!hint) return;
    hint.id = `${field.id}-hint`;
    field.setAttribute('aria-describedby', hint.id);
  }

  #showPlace(always: boolean): void {
    for (const axis of ['x', 'y'] as const) {
      const field = part<HTMLInputElement>(this.element, `place-${axis}`);
      if (always || field !== document.activeElement) field.value = String(this.#node[axis]);
    }
  }
}
