import type { ChildPart, TemplateResult } from 'lit';
import { setChildPartValue } from 'lit/directive-helpers.js';
import { directive, Directive, type DirectiveResult } from 'lit/directive.js';
import { ownTask } from './own-task.js';

/**
 * How long a task may take before another one goes on, in milliseconds. After each the browser has a frame to show, which
 * takes as long again; what is begun then may take its time, and no task is to reach 50 ms.
 */
const LONGEST = 16;

const waiting = new Set<Gradually>();
let isAtIt = false;

/** Resolves in a task of its own, once nothing waits to be shown any more. */
export async function allShown(): Promise<void> {
  do await ownTask();
  while (waiting.size > 0);
}

/** Shows those that wait, from the longest waiting one on, in tasks that are short. */
async function showAll(): Promise<void> {
  if (isAtIt) return;
  isAtIt = true;
  try {
    while (waiting.size > 0) {
      await ownTask();
      await showSome();
    }
  } finally {
    isAtIt = false;
    // One that fails does not keep the others waiting.
    if (waiting.size > 0) void showAll();
  }
}

async function showSome(): Promise<void> {
  const start = performance.now();
  for (const next of waiting) {
    next.show();
    // An element renders in the microtask after it came, and what is in it in the one after that.
    for (let step = 0; step < 4; step++) await undefined;
    if (performance.now() - start > LONGEST) return;
  }
}

class Gradually extends Directive {
  #part: ChildPart | undefined;
  #content: TemplateResult | undefined;
  #shown = false;

  override update(part: ChildPart, args: Parameters<Gradually['render']>): unknown {
    this.#part = part;
    return this.render(...args);
  }

  render(content: TemplateResult, place: () => unknown, atOnce: boolean): unknown {
    this.#content = content;
    this.#shown ||= atOnce;
    if (this.#shown) return content;
    waiting.add(this);
    void showAll();
    return place();
  }

  show(): void {
    waiting.delete(this);
    // One that has left the page waits again when its element renders, as each does that comes back.
    if (!this.#part?.startNode?.isConnected) return;
    this.#shown = true;
    setChildPartValue(this.#part, this.#content, this);
  }
}

/**
 * Renders parts of a page one after the other, in as many tasks as it takes: a hundred cards at once would hold up a slow
 * processor for a second, in which the page neither scrolls nor answers.
 *
 * @param place what stands there until its turn comes.
 * @param atOnce not to wait.
 */
export const gradually: (content: TemplateResult, place: () => unknown, atOnce: boolean) => DirectiveResult =
  directive(Gradually);
