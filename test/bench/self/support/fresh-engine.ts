import { after, afterEach } from 'node:test';
import type { Engine, EngineName } from '../../engines/engine.js';
import { startEngine } from '../../engines/start.js';

/** Starts the first engine that ENGINES names for the tests of a file, and empties it after each of them. */
export async function freshEngine(): Promise<Engine> {
  const engine = await startEngine((process.env['ENGINES'] ?? 'chromium').split(',')[0] as EngineName);
  after(() => engine.stop());
  afterEach(() => engine.reset());
  return engine;
}
