import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const pending: (() => void)[] = [];
let installed = false;

/**
 * Runs something when the process ends, by a signal too, unless the function that it gives was called before. What was
 * asked for last comes first: a browser ends before its profile is removed.
 */
export function atExit(action: () => void): () => void {
  if (!installed) install();
  pending.unshift(action);
  return () => {
    const index = pending.indexOf(action);
    if (index >= 0) pending.splice(index, 1);
  };
}

/** Ends a process and all that it started, at once. It has to lead a process group of its own. */
export function killGroup(child: ChildProcess | null): void {
  if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
}

/** Asks a process to end, insists after two seconds, and waits for it. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const insist = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await ended;
  clearTimeout(insist);
}

function install(): void {
  installed = true;
  process.on('exit', () => {
    for (const action of pending)
      try {
        action();
      } catch {
        // The others have their turn all the same.
      }
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
}
