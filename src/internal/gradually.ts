import type { TemplateResult } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type DirectiveResult } from 'lit/directive.js';
import { ownTask } from './own-task.js';

const waiting = new Set<Gradually>();
let isAtIt = false;

/** Shows those that wait, from the longest waiting one on, each in a task of its own. */
async function showAll(): Promise<void> {
  if (isAtIt) return;
  isAtIt = true;
  try {
    while (waiting.size > 0) {
      await ownTask();
      const [next] = waiting;
      next?.show();
    }
  } finally {
    isAtIt = false;
    // One that fails does not keep the others waiting.
    if (waiting.size > 0) void showAll();
  }
}

class Gradually extends AsyncDirective {
  #content: TemplateResult | undefined;
  #shown = false;

  render(content: TemplateResult, place: unknown): unknown {
    this.#content = content;
    if (this.#shown) return content;
    this.#wait();
    return place;
  }

  override disconnected(): void {
    waiting.delete(this);
  }

  override reconnected(): void {
    if (!this.#shown) this.#wait();
  }

  show(): void {
    waiting.delete(this);
    this.#shown = true;
    this.setValue(this.#content);
  }

  #wait(): void {
    waiting.add(this);
    void showAll();
  }
}

/**
 * Renders parts of a page one after the other, each in a task of its own: a hundred cards at once would hold up a slow
 * processor for a second, in which the page neither scrolls nor answers.
 *
 * @param place what stands there until its turn comes.
 */
export const gradually: (content: TemplateResult, place: unknown) => DirectiveResult = directive(Gradually);
