import type { ChildProcess } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { poll, WAIT } from './scripted-page.js';

/** `SIGRTMIN + 1` of Linux: Firefox gives back all memory that it can, in all its processes, and reports what is left. */
const MINIMIZE_MEMORY = 35;

/** Has Firefox collect its garbage, which no remote control can ask for. */
export class FirefoxCollector {
  readonly #browser: ChildProcess | null;
  readonly #folder: string;

  /** @param folder Where the browser has its temporary files, and no other one. */
  constructor(browser: ChildProcess | null, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** Done when the report is there, which comes last. */
  async collect(): Promise<void> {
    // A child process takes no signals without a name.
    if (this.#browser?.pid !== undefined) process.kill(this.#browser.pid, MINIMIZE_MEMORY);
    const report = await poll(WAIT, async () =>
      (await readdir(this.#folder)).find((name) => name.startsWith('unified-memory-report-')),
    );
    if (report === undefined) throw new Error('Firefox did not report its memory.');
    await rm(join(this.#folder, report));
  }
}
