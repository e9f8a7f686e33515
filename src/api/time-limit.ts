import { DatasourceError } from './errors.js';

/**
 * What `work` comes to, unless `signal` is aborted first: also when the work, e.g. a `fetch` that the page replaced,
 * does not heed the signal and never ends.
 *
 * @throws DatasourceError `timeout` or `aborted`, after the signal's reason.
 */
export async function within<T>(signal: AbortSignal, work: () => T | PromiseLike<T>): Promise<T> {
  let stop!: () => void;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(reasonOf(signal));
  });
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) throw reasonOf(signal);
    return await Promise.race([work(), stopped]);
  } catch (thrown) {
    // Browsers do not agree on what they throw where a request is given up, so the signal is asked first.
    throw signal.aborted ? reasonOf(signal) : thrown;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function reasonOf({ reason }: AbortSignal): DatasourceError {
  return reason instanceof Error && reason.name === 'TimeoutError'
    ? new DatasourceError('timeout', 'The server did not answer in time.')
    : new DatasourceError('aborted', 'The request was aborted.');
}
