import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { atTheEnd } from './demo.js';

const MAIN = fileURLToPath(new URL('../../../demo/server/main.ts', import.meta.url));

export interface Child {
  process: ChildProcess;
  /** What it wrote so far. */
  stdout: () => string;
  stderr: () => string;
  exitCode: Promise<number | null>;
}

/** `npm start` as a process of its own. */
export function startChild(env: Record<string, string>): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      DEMO_PAGES: '0',
      PORT: '0',
      OAUTH_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => (output[stream] += text));
  }
  const exitCode = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  atTheEnd(async () => {
    child.kill('SIGKILL');
    await exitCode;
  });
  return { process: child, stdout: () => output.stdout, stderr: () => output.stderr, exitCode };
}

/** Waits for the JSON line that says where the child is. */
export async function addressesOf(child: Child): Promise<{ app: string; oauth: string }> {
  for (;;) {
    const line = child
      .stdout()
      .split('\n')
      .slice(0, -1)
      .find((text) => text.startsWith('{'));
    if (line) return JSON.parse(line) as { app: string; oauth: string };
    const ended = await Promise.race([
      child.exitCode.then(() => true),
      once(child.process.stdout ?? process, 'data'),
    ]);
    if (ended === true) throw new Error(`The demo did not start: ${child.stderr()}`);
  }
}
