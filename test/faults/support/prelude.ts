import { fileURLToPath } from 'node:url';
import { classicScript } from '../../bench/world/bundle.js';
import type { World } from '../../bench/world/world.js';

/** Makes a script of `support/pages` a prelude that fixture pages can ask for by its name. */
export async function addPrelude(world: World, name: string): Promise<void> {
  world.preludes.set(name, await classicScript(fileURLToPath(new URL(`pages/${name}.ts`, import.meta.url))));
}
