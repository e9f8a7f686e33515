import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from './chromium.mjs';

/** Elsewhere windows open on the screen that there is. */
const SCREEN = process.platform === 'linux' ? ['Xvfb'] : [];

/** What each engine of the tests needs on the PATH (or at a place of its own), and the Debian packages that bring it. */
const ENGINES = {
  chromium: { find: findChromium, tools: SCREEN, packages: ['chromium', 'xvfb'] },
  firefox: {
    find: () => process.env.FIREFOX ?? onPath('firefox-esr') ?? onPath('firefox'),
    tools: [],
    packages: ['firefox-esr'],
  },
  webkit: {
    find: findMiniBrowser,
    tools: ['WebKitWebDriver', 'Xvfb', 'openbox', 'wmctrl'],
    packages: ['webkit2gtk-driver', 'xvfb', 'openbox', 'wmctrl'],
  },
};

/** The names of the engines, in the order in which they are shown. */
export const ENGINE_NAMES = Object.keys(ENGINES);

/** The path of an engine's program, or null when it or something that it needs is not installed. */
export function findEngine(name) {
  const { find, tools } = ENGINES[name];
  return tools.every(onPath) ? (find() ?? null) : null;
}

/**
 * The names of the engines that can be used of those that are wanted, after installing what is missing where that can be
 * done without asking (Debian, as root).
 */
export function ensureEngines(names) {
  const missing = names.filter((name) => !findEngine(name));
  if (missing.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) {
    const packages = [...new Set(missing.flatMap((name) => ENGINES[name].packages))];
    console.log(`Not installed: ${missing.join(', ')}. Installing Debian’s ${packages.join(', ')}.`);
    try {
      const run = (...args) => execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'] });
      run('update');
      run('install', '-y', '--no-install-recommends', ...packages);
    } catch (error) {
      console.error(`That failed: ${error.message}`);
    }
  }
  return names.filter(findEngine);
}

/** WebKitGTK's own small browser lies beside its libraries, in a folder with the version of its interface in its name. */
function findMiniBrowser() {
  if (process.env.WEBKIT) return process.env.WEBKIT;
  for (const library of ['/usr/lib', ...entries('/usr/lib', /-linux-gnu/), '/usr/libexec'])
    for (const folder of entries(library, /^webkit(2)?gtk-/)) {
      const path = join(folder, 'MiniBrowser');
      if (isExecutable(path)) return path;
    }
  return null;
}

function entries(folder, pattern) {
  try {
    return readdirSync(folder)
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
