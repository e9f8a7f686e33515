import { Task, TaskStatus } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { toDatasourceError, type DatasourceError } from '../api/errors.js';
import { own } from '../api/own.js';

/** How an action ended. */
export type ActionResult<R> =
  { readonly ok: true; readonly value: R } | { readonly ok: false; readonly error: DatasourceError };

/**
 * One thing that the user can set going, at most once at a time, such as a save. It is aborted when its host leaves
 * the page, which `Task` by itself does not do.
 */
export class ActionController<A extends readonly unknown[], R> implements ReactiveController {
  readonly #task: Task<readonly [], R>;
  /** Kept from the task, which would remember them, secrets too, for as long as its host lives. */
  #args: A | undefined;
  #dismissed = false;

  constructor(host: ReactiveControllerHost, run: (args: A, signal: AbortSignal) => Promise<R>) {
    const task = (_: readonly [], { signal }: { signal: AbortSignal }): Promise<R> => {
      const args = this.#args;
      this.#args = undefined;
      if (!args) throw new Error('Use run().');
      return run(args, signal);
    };
    this.#task = new Task<readonly [], R>(host, own({ autoRun: false, task }));
    host.addController(this);
  }

  get pending(): boolean {
    return this.#task.status === TaskStatus.PENDING;
  }

  /** Why the last run failed, until it is run again or {@link dismiss}ed. */
  get error(): DatasourceError | null {
    if (this.#dismissed || this.#task.status !== TaskStatus.ERROR) return null;
    const error = toDatasourceError(this.#task.error);
    return error.code === 'aborted' ? null : error;
  }

  /** Runs, unless it is running: then `null`. Never rejects. */
  async run(...args: A): Promise<ActionResult<R> | null> {
    if (this.pending) return null;
    this.#dismissed = false;
    this.#args = args;
    await this.#task.run([]);
    if (this.#task.status === TaskStatus.COMPLETE) return { ok: true, value: this.#task.value as R };
    return { ok: false, error: toDatasourceError(this.#task.error) };
  }

  /** Gives up what is running. */
  abort(): void {
    if (this.pending) this.#task.abort();
  }

  /** Forgets the last error. */
  dismiss(): void {
    this.#dismissed = true;
  }

  hostDisconnected(): void {
    this.abort();
  }
}
