import type { ReactiveControllerHost } from 'lit';

interface Options<A, R> {
  readonly task: (args: A, options: { signal: AbortSignal }) => Promise<R>;
}

/** The states of a task, as `@lit/task` numbers them. */
export const TaskStatus = { INITIAL: 0, PENDING: 1, COMPLETE: 2, ERROR: 3 } as const;

/** `@lit/task` as far as `ActionController` uses it: a task that runs when it is told to. */
export class Task<A, R> {
  status: number = TaskStatus.INITIAL;
  value: R | undefined;
  error: unknown;
  readonly #host: ReactiveControllerHost;
  readonly #task: Options<A, R>['task'];
  #controller = new AbortController();

  constructor(host: ReactiveControllerHost, { task }: Options<A, R>) {
    this.#host = host;
    this.#task = task;
  }

  /** Runs until it ends or, after {@link abort}, gives up; never rejects. */
  async run(args: A): Promise<void> {
    this.#controller = new AbortController();
    this.status = TaskStatus.PENDING;
    this.#host.requestUpdate();
    try {
      this.value = await this.#task(args, this.#controller);
      this.status = TaskStatus.COMPLETE;
    } catch (error) {
      this.error = error;
      this.status = TaskStatus.ERROR;
    }
    this.#host.requestUpdate();
  }

  abort(): void {
    this.#controller.abort();
  }
}
