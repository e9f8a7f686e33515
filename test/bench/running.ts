import type { Engine, EngineName } from './engines/engine.js';
import { startEngine } from './engines/start.js';
import { startWorld, type World } from './world/world.js';

let world: Promise<World> | undefined;
const engines = new Map<EngineName, Promise<Engine>>();

/** How long a browser may take to forget everything, in milliseconds; then another one is started. */
const RESET = 20_000;

/** The world of this test file; started once. */
export function runningWorld(): Promise<World> {
  world ??= startWorld();
  return world;
}

/** The engine of this test file; started once. */
export function runningEngine(name: EngineName): Promise<Engine> {
  const engine = engines.get(name) ?? startEngine(name);
  engines.set(name, engine);
  return engine;
}

/**
 * Makes everything as it was at the start.
 * @param spoiled Whether something may still be running in the engine, so that it has to be another one.
 */
export async function startOver(name: EngineName, spoiled: boolean): Promise<void> {
  if (spoiled) await stopEngine(name);
  else
    await engines.get(name)?.then(
      (engine) => withLimit(engine.reset()).catch(() => stopEngine(name)),
      // It did not start; the test has said so, and the next one tries again.
      () => engines.delete(name),
    );
  // Last, since pages that are still open go on asking.
  (await world)?.reset();
}

export async function stopEverything(): Promise<void> {
  for (const name of [...engines.keys()]) await stopEngine(name);
  const ended = await world;
  world = undefined;
  await ended?.stop();
}

async function withLimit(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('It hangs.')), RESET);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

async function stopEngine(name: EngineName): Promise<void> {
  const engine = engines.get(name);
  engines.delete(name);
  await engine?.then((running) => running.stop()).catch(() => undefined);
}
