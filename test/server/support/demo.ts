import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { startDemo } from '../../../demo/server/start.js';
import type { RunningDemo } from '../../../demo/server/start.js';
import type { DemoOptions } from '../../../demo/server/options.js';

const cleanups: (() => Promise<void> | void)[] = [];

// Registered here, at the top level, so that it runs after the whole file also for what a hook or a test started.
after(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Runs something after the test file, last come first. */
export function atTheEnd(cleanup: () => Promise<void> | void): void {
  cleanups.push(cleanup);
}

/** A folder that is gone after the test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'datasource-demo-'));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The demo on free ports, without pages, over a fresh database; closed after the test file. */
export async function startTestDemo(options: DemoOptions = {}): Promise<RunningDemo & { dataDir: string }> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const demo = await startDemo({ port: 0, oauthPort: 0, pages: false, ...options, dataDir });
  atTheEnd(() => demo.close());
  return { ...demo, dataDir };
}
