import type { PipelineNode } from './model.js';
import type { PipelineStorage } from './storage.js';
import { part, setText } from './templates.js';
import { timeOf } from './texts.js';

export interface NodeFormHost {
  saved(values: Record<string, string>): void;
  changed(): void;
  /** What the server would take for a field that was never saved. */
  unsavedDefault(field: string): string | undefined;
}

/** A form-associated element, built in or custom, as `form.elements` has it. */
type Field = HTMLElement & { name: string; value: string };

/**
 * The form of a node: filled with what was saved, over which lies what was typed since. It is a real form: its own
 * validity, `submit` saves, `reset` discards.
 */
export class NodeForm {
  readonly form: HTMLFormElement;
  readonly #node: PipelineNode;
  readonly #storage: PipelineStorage;
  readonly #host: NodeFormHost;
  #dirty = false;

  constructor(root: HTMLElement, node: PipelineNode, storage: PipelineStorage, host: NodeFormHost) {
    this.form = part<HTMLFormElement>(root, 'form');
    this.#node = node;
    this.#storage = storage;
    this.#host = host;
    this.#fill(node.values, true);
    const draft = storage.draftOf(node.id);
    if (draft) this.#fill(draft, false);
    this.#dirty = draft !== null;
    this.#mark();

    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save(root);
    });
    // The controls are reset after the event, hence the new task.
    this.form.addEventListener('reset', () => setTimeout(() => this.#discarded()));
    for (const type of ['input', 'change']) this.form.addEventListener(type, () => this.#edited());
  }

  get dirty(): boolean {
    return this.#dirty;
  }

  /** What a submit would send. */
  get data(): Record<string, string> {
    return Object.fromEntries(
      [...new FormData(this.form)].map(([name, value]) => [
        name,
        typeof value === 'string' ? value : value.name,
      ]),
    );
  }

  #save(root: HTMLElement): void {
    const { data } = this;
    setText(part(root, 'saved-data'), JSON.stringify(data, null, 2));
    setText(part(root, 'saved-at'), timeOf(new Date()));
    part(root, 'saved').hidden = false;
    part(root, 'saved').scrollIntoView({ block: 'nearest' });
    this.#fill(data, true);
    this.#settle();
    this.#host.saved(data);
  }

  #discarded(): void {
    this.#fill(this.#node.values, false);
    this.#settle();
    this.#host.changed();
  }

  #edited(): void {
    const { data } = this;
    const expected = (field: string): string =>
      this.#node.values[field] ?? this.#host.unsavedDefault(field) ?? '';
    this.#dirty = Object.entries(data).some(([field, value]) => value !== expected(field));
    this.#storage.keepDraft(this.#node.id, this.#dirty ? data : null);
    this.#mark();
    this.#host.changed();
  }

  #settle(): void {
    this.#dirty = false;
    this.#storage.keepDraft(this.#node.id, null);
    this.#mark();
  }

  #mark(): void {
    part(this.form, 'dirty').hidden = !this.#dirty;
  }

  #fill(values: Record<string, string>, asDefaults: boolean): void {
    for (const field of this.form.elements as HTMLCollectionOf<Field>) {
      const value = values[field.name];
      if (value === undefined) continue;
      field.value = value;
      if (!asDefaults) continue;
      if (field instanceof HTMLInputElement) field.defaultValue = value;
      else if (field instanceof HTMLSelectElement)
        for (const option of field.options) option.defaultSelected = option.value === value;
      else field.setAttribute('value', value);
    }
  }
}
