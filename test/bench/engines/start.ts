import { startChromium } from './chromium.js';
import type { Engine, EngineName } from './engine.js';
import { startFirefox } from './firefox.js';
import { startWebKit } from './webkit.js';

const START: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebKit,
};

/** Starts an installed browser. Throws when it is not installed; see `scripts/engines.mjs`. */
export async function startEngine(name: EngineName): Promise<Engine> {
  return START[name]();
}
