import { after, test } from 'node:test';
import { findEngine } from '../../../../scripts/engines.mjs';
import { ENGINE_NAMES, type Engine, type EngineName } from '../../engines/engine.js';
import { runningEngine, startOver, stopEverything } from '../../running.js';

after(stopEverything);

/** Registers a test for each engine that the environment variable ENGINES names; each begins with an empty browser. */
export function eachEngine(title: string, run: (engine: Engine) => Promise<void>, only = ENGINE_NAMES): void {
  const wanted = (process.env['ENGINES'] ?? 'chromium').split(',') as EngineName[];
  for (const name of wanted.filter((each) => only.includes(each)))
    test(
      `${name}: ${title}`,
      { skip: findEngine(name) === null && `${name} is not installed`, timeout: 60_000 },
      async () => {
        try {
          await run(await runningEngine(name));
        } finally {
          await startOver(name, false);
        }
      },
    );
}
