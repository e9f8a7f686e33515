import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { atExit, endProcess } from './at-exit.js';

/** A screen that nobody sees, on a number that was free. */
export interface Display {
  /** For the environment variable DISPLAY, e.g. `:99`. */
  readonly name: string;
  stop(): Promise<void>;
}

/** Starts an X server of our own, on Linux. Throws when Xvfb is not installed or does not come up. */
export async function startDisplay(): Promise<Display> {
  if (process.platform !== 'linux') return { name: '', stop: async () => undefined };
  const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const forget = atExit(() => server.kill('SIGKILL'));
  const number = await firstLine(server.stdio[3] as Readable, server);
  return {
    name: `:${number}`,
    stop: async () => {
      await endProcess(server);
      forget();
    },
  };
}

/** A folder for a profile; `remove` takes it away, and so does the end of the process. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'datasource-bench-'));
  const options = { recursive: true, force: true, maxRetries: 5 };
  const forget = atExit(() => rmSync(path, options));
  return {
    path,
    remove: async () => {
      await rm(path, options);
      forget();
    },
  };
}

async function firstLine(stream: Readable, server: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(text.trim());
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
}
