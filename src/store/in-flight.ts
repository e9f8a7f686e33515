import { DatasourceError, toDatasourceError } from '../api/errors.js';

/**
 * Does one thing.
 *
 * @param abandoned is aborted when nobody waits any more.
 * @param decided to be called when it is done but for what follows from it: from then on nobody can give it up.
 */
type Run<T> = (abandoned: AbortSignal, decided: () => void) => Promise<T>;

interface Work {
  readonly done: Promise<unknown>;
  readonly abandoned: AbortController;
  readonly decided: boolean;
  /** Who still waits for it. */
  callers: number;
}

/** Does each thing once however often it is asked for while it is under way. */
export class InFlight {
  readonly #works = new Map<string, Work>();

  /**
   * @param key what is asked for.
   * @param signal gives up waiting; the work itself is given up when nobody waits any more.
   * @returns the same promise for all who cannot give up.
   * @throws DatasourceError `aborted` once the caller's signal says so.
   */
  once<T>(key: string, signal: AbortSignal | undefined, run: Run<T>): Promise<T> {
    const known = this.#works.get(key);
    if (known?.abandoned.signal.aborted) return this.#after(known, key, signal, run);
    const work = known ?? this.#begin(key, run);
    work.callers++;
    const done = work.done as Promise<T>;
    return signal ? leaveBy(signal, work, done) : done;
  }

  /** What others have given up ends either well all the same, or is begun anew. */
  #after<T>({ done }: Work, key: string, signal: AbortSignal | undefined, run: Run<T>): Promise<T> {
    return (done as Promise<T>).catch((thrown: unknown) => {
      if (toDatasourceError(thrown).code === 'aborted') return this.once(key, signal, run);
      throw thrown;
    });
  }

  #begin<T>(key: string, run: Run<T>): Work {
    const abandoned = new AbortController();
    let decided = false;
    const work: Work = {
      abandoned,
      callers: 0,
      get decided() {
        return decided;
      },
      done: run(abandoned.signal, () => {
        decided = true;
      }),
    };
    this.#works.set(key, work);
    const forget = (): unknown => this.#works.delete(key);
    work.done.then(forget, forget);
    return work;
  }
}

async function leaveBy<T>(signal: AbortSignal, work: Work, done: Promise<T>): Promise<T> {
  let leave!: () => void;
  const left = new Promise<never>((_, reject) => {
    leave = () => {
      if (work.decided) return;
      if (--work.callers === 0) work.abandoned.abort();
      reject(new DatasourceError('aborted', 'The request was aborted.'));
    };
  });
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
  try {
    return await Promise.race([done, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
