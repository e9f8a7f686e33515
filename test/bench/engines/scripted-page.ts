import { setTimeout as pause } from 'node:timers/promises';
import { locate, type Located } from './locate.js';
import type { Page } from './engine.js';

/** How long a page may take for what is waited for, in milliseconds. */
export const WAIT = 10_000;

const INTERVAL = 40;

/** How long a question may take that is asked again and again, in milliseconds: one can get lost while the page changes. */
const QUESTION = 5_000;

/** Where something is in the window, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** What all engines share: everything that a page can be asked by running a script in it. */
export abstract class ScriptedPage implements Page {
  abstract url(): Promise<string>;

  /**
   * Runs an expression in the page, awaits its value and gives it, or throws what it threw.
   * @param ms after which the answer is given up, where the engine may lose one.
   */
  protected abstract run(expression: string, ms?: number): Promise<unknown>;
  /** Makes the page the one that a person has before them. */
  protected abstract toFront(): Promise<void>;
  protected abstract mouse(point: Point, action: 'click' | 'hover'): Promise<void>;

  async evaluate<T, A extends unknown[]>(fn: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return (await this.run(callExpression(fn, args))) as T;
  }

  async waitFor<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Promise<void> {
    await this.waitWithin(WAIT, fn, ...args);
  }

  async waitWithin<A extends unknown[]>(ms: number, fn: (...args: A) => unknown, ...args: A): Promise<void> {
    let last = '';
    const isTrue = await poll(ms, async () => {
      try {
        return await this.run(`Promise.resolve(${callExpression(fn, args)}).then(Boolean)`, QUESTION);
      } catch (error) {
        // The page may be on its way to another one.
        last = `; last error: ${error instanceof Error ? error.message : String(error)}`;
        return false;
      }
    });
    if (isTrue) return;
    const where = await this.url().catch(() => 'a page that is gone');
    const wanted = `${fn.toString()}${args.length > 0 ? ` with ${JSON.stringify(args)}` : ''}`;
    throw new Error(`Waited ${ms} ms in vain at ${where} for: ${wanted}${last}`);
  }

  async click(path: string): Promise<void> {
    await this.toFront();
    await this.mouse(await this.spot(path), 'click');
  }

  async hover(path: string): Promise<void> {
    await this.toFront();
    await this.mouse(await this.spot(path), 'hover');
  }

  /** Does something that leads to another document, or to another place in this one, and waits until it is parsed. */
  protected async navigate(leave: () => Promise<unknown>): Promise<void> {
    const before = await this.evaluate(documentState);
    await leave();
    await this.waitFor(
      (origin, href) =>
        document.readyState !== 'loading' && (performance.timeOrigin !== origin || location.href !== href),
      before.origin,
      before.href,
    );
  }

  /** Waits until an element can be clicked and has come to rest. */
  private async spot(path: string): Promise<Point> {
    let before: Point | undefined;
    let problem = '';
    const found = await poll(WAIT, async () => {
      const now: Located = await this.evaluate(locate, path).catch((error: Error) => ({
        problem: error.message,
      }));
      if ('problem' in now) {
        problem = now.problem;
        before = undefined;
        return undefined;
      }
      const atRest = before?.x === now.x && before.y === now.y;
      before = now;
      problem = 'it keeps moving';
      return atRest ? now : undefined;
    });
    if (found) return found;
    throw new Error(`No click on "${path}" within ${WAIT} ms: ${problem}`);
  }
}

/** In the page: which document it is, and where in it. */
const documentState = (): { origin: number; href: string } => ({
  origin: performance.timeOrigin,
  href: location.href,
});

/** Asks until the answer is truthy; gives the last answer when the time is over. */
export async function poll<T>(ms: number, ask: () => Promise<T>): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const value = await ask();
    if (value || performance.now() > end) return value;
    await pause(INTERVAL);
  }
}

/**
 * The call of a function as an expression. `__name` is what the TypeScript loader puts into functions; the arguments are
 * parsed, not written as literals, since `__proto__` means something else in a literal.
 */
function callExpression(fn: (...args: never[]) => unknown, args: unknown[]): string {
  const list = JSON.stringify(JSON.stringify(args));
  return `((__name) => (${fn.toString()})(...JSON.parse(${list})))((fn) => fn)`;
}
