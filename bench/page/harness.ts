import { relabelled, sources } from '../data/sources.js';
import type { Answer, Side } from '../sides/side.js';
import { painted, paintedWith, pause, task, there } from './frames.js';
import { outline, shapeOf, type Shape } from './shape.js';

/** How many rows fill the first screen. */
const FIRST = 6;
/** Which data source is changed: one that can be seen. */
const CHANGED = 2;

/** How long a change took, in milliseconds: until it was laid out, and until it was painted. */
export interface ChangeTimes {
  readonly layout: number;
  readonly painted: number;
}

/** How long it took until the list was painted, in milliseconds. */
export interface MountTimes {
  readonly first: number;
  readonly all: number;
}

/** The measuring code in the page: the same for every side. */
class Harness {
  readonly #side: Side;
  readonly #root = document.querySelector<HTMLElement>('#root') as HTMLElement;
  #answer: Answer = { result: [] };
  #keyTime = Promise.resolve(0);

  constructor(side: Side) {
    this.#side = side;
  }

  /** Has the data at hand. */
  prepare(count: number): void {
    this.#answer = { result: sources(count) };
    this.#side.prepare(this.#answer);
  }

  /** Shows the list. */
  async mount(): Promise<MountTimes> {
    const last = this.#answer.result.length - 1;
    await painted();
    const start = performance.now();
    this.#side.mount(this.#root);
    const isFirstThere = (): boolean => {
      for (let index = 0; index <= Math.min(FIRST - 1, last); index++)
        if (!this.#side.title(index)) return false;
      return true;
    };
    const [first, all] = await Promise.all([
      paintedWith(isFirstThere),
      paintedWith(() => isFirstThere() && this.#side.title(last) !== null),
    ]);
    return { first: first - start, all: all - start };
  }

  /** Takes the list away. */
  async unmount(): Promise<ChangeTimes> {
    await painted();
    const start = performance.now();
    this.#side.unmount();
    await there(() => this.#root.childElementCount === 0);
    const layout = this.#layout();
    return { layout: layout - start, painted: (await painted()) - start };
  }

  /** Changes one data source; the other objects stay. */
  update(turn: number): Promise<ChangeTimes> {
    return this.#change(turn, (next) => {
      this.#side.update(next, CHANGED);
    });
  }

  /** Gives the answer to another read, in which one data source has another label and every object is new. */
  reread(turn: number): Promise<ChangeTimes> {
    return this.#change(turn, (next) => this.#side.reread(next), structuredClone);
  }

  async #change(
    turn: number,
    change: (next: Answer) => void,
    copy: (next: Answer) => Answer = (next) => next,
  ): Promise<ChangeTimes> {
    // Without a digit, which searches look for.
    const label = `Another label ${'abcdefghijklmnopqrstuvwxyz'[turn]}`;
    const result = [...this.#answer.result];
    result[CHANGED] = relabelled(result[CHANGED] as (typeof result)[number], label);
    this.#answer = copy({ result });
    await painted();
    const start = performance.now();
    change(this.#answer);
    await there(() => this.#side.title(CHANGED)?.textContent === label);
    const layout = this.#layout();
    return { layout: layout - start, painted: (await painted()) - start };
  }

  /** Will note how long it takes from the next key in the search field to the frame that shows so many. */
  expectKey(count: string): void {
    this.#keyTime = new Promise((resolve, reject) => {
      const onKey = ({ timeStamp }: KeyboardEvent): void => {
        paintedWith(() => this.#side.count().startsWith(`${count} of `)).then(
          (end) => resolve(end - timeStamp),
          reject,
        );
      };
      window.addEventListener('keydown', onKey, { capture: true, once: true });
    });
  }

  /** How long it took, in milliseconds. */
  keyTime(): Promise<number> {
    return this.#keyTime;
  }

  /** Puts the caret into the search field. */
  focusSearch(): void {
    this.#side.field().focus();
  }

  /** Waits until pictures are loaded and nothing changes any more. */
  async settle(): Promise<void> {
    for (let before = ''; ;) {
      await pause(250);
      await painted();
      // To count all elements of a very long list takes seconds, in which nothing is learned.
      const now = this.#answer.result.length > 100 ? 'long' : JSON.stringify(this.shape());
      if (now === before) return;
      before = now;
    }
  }

  /** Leaves the page alone until it has had nothing to do for half a second, without looking at what is in it. */
  async rest(): Promise<void> {
    for (let idle = 0; idle < 5;) {
      await pause(100);
      // Nothing waits, nor does a frame.
      const left = await new Promise<number>((resolve) =>
        requestIdleCallback((deadline) => resolve(deadline.timeRemaining())),
      );
      idle = left > 40 ? idle + 1 : 0;
    }
  }

  /** What is in the page. */
  shape(): Shape {
    return shapeOf(this.#root, this.#side.list());
  }

  outline(): string {
    return outline(this.#root);
  }

  /** How long the way of measuring a change takes by itself, in milliseconds. */
  async overhead(): Promise<number> {
    const start = performance.now();
    for (let turn = 0; turn < 50; turn++) await task();
    return (performance.now() - start) / 50;
  }

  #layout(): number {
    void document.body.offsetHeight;
    this.#side.list()?.getBoundingClientRect();
    return performance.now();
  }
}

export type { Harness };

/** Makes a side known to the driver, as `window.bench`. */
export function expose(side: Side): void {
  Object.assign(window, { bench: new Harness(side) });
}
