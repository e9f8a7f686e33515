/**
 * What every driver page does: the button begins a login, and `window.outcomes` says how each one ended. The query has the
 * authority (`authority`) and whether the library's options are used (`settings=best`).
 */
export interface Outcome {
  kind: 'success' | 'cancelled' | 'blocked' | 'expired' | 'failed';
  /** What the library says, or nothing. */
  text: string;
}

export interface Login {
  /** Begins a login; resolves when the library says that it succeeded. */
  start(): Promise<unknown>;
  /** Gives up the login that is under way, as far as the library offers it. */
  abandon(): void;
  /** What an error of the library means. */
  kindOf(error: unknown): Outcome['kind'];
}

const query = new URLSearchParams(location.search);

export const authority = query.get('authority') ?? '';
export const best = query.get('settings') === 'best';

export function drive({ start, abandon, kindOf }: Login): void {
  const outcomes: Outcome[] = [];
  const button = document.getElementById('start');
  button?.addEventListener('click', () => {
    start().then(
      () => outcomes.push({ kind: 'success', text: '' }),
      (error: unknown) => outcomes.push({ kind: kindOf(error), text: String((error as Error).message) }),
    );
  });
  Object.assign(window, { outcomes, abandon, ready: true });
}
