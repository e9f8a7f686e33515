import { noChange, type ChildPart } from 'lit';
import { directive, Directive } from 'lit/directive.js';
import {
  getCommittedValue,
  insertPart,
  removePart,
  setChildPartValue,
  setCommittedValue,
} from 'lit/directive-helpers.js';

/**
 * Lit's `repeat()` in a plainer way: an item keeps its nodes for as long as its key is in the list, and only what stands
 * in another order than before is moved, though not always the fewest nodes.
 */
class Repeat extends Directive {
  #keys: unknown[] = [];

  render<T>(items: Iterable<T>, keyOf: (item: T) => unknown, template: (item: T) => unknown): unknown[] {
    const list = [...items];
    this.#keys = list.map(keyOf);
    return list.map(template);
  }

  override update(container: ChildPart, args: Parameters<Repeat['render']>): unknown {
    const keysBefore = this.#keys;
    const values = this.render(...args);
    const before = getCommittedValue(container) as ChildPart[] | symbol;
    // The first time, Lit renders the list as any other.
    if (!Array.isArray(before)) return values;
    const byKey = new Map(before.map((part, index) => [keysBefore[index], part]));
    const wanted = new Set(this.#keys);
    const inOrder = new Set<ChildPart>();
    before.forEach((part, index) => {
      const key = keysBefore[index];
      if (wanted.has(key) && byKey.get(key) === part) inOrder.add(part);
      else removePart(part);
    });
    const parts = values.map((value, index) => {
      const key = this.#keys[index];
      const [next] = inOrder;
      let part = byKey.get(key);
      if (!part || part !== next) part = insertPart(container, next, part);
      byKey.delete(key);
      inOrder.delete(part);
      return setChildPartValue(part, value);
    });
    setCommittedValue(container, parts);
    return noChange;
  }
}

export const repeat = directive(Repeat);
