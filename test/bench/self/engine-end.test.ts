import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findEngine } from '../../../scripts/engines.mjs';
import type { EngineName } from '../engines/engine.js';
import { poll } from '../engines/scripted-page.js';

const HOLDER = fileURLToPath(new URL('support/hold-engine.ts', import.meta.url));
const MARK = 'BENCH_MARK';

/** The processes that have inherited a mark in their environment. */
async function marked(mark: string): Promise<string[]> {
  const found: string[] = [];
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
    if (environment.includes(`${MARK}=${mark}`)) found.push(id);
  }
  return found;
}

for (const engine of (process.env['ENGINES'] ?? 'chromium').split(',') as EngineName[])
  for (const end of ['stop', 'throw', 'SIGTERM'])
    test(
      `${engine}: nothing goes on after ${end}`,
      { skip: findEngine(engine) === null && `${engine} is not installed`, timeout: 60_000 },
      async () => {
        const mark = `${process.pid}-${engine}-${end}`;
        const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, engine, end], {
          env: { ...process.env, [MARK]: mark },
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        const ended = once(child, 'exit');
        await once(createInterface(child.stdout), 'line');
        assert.ok((await marked(mark)).length > 1, 'the browser does not show up in the list');
        if (end === 'SIGTERM') child.kill('SIGTERM');
        await ended;
        const isEmpty = await poll(10_000, async () => (await marked(mark)).length === 0);
        assert.ok(isEmpty, `still there: ${(await marked(mark)).join(', ')}`);
      },
    );
