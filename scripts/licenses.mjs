/** The licences of the packages that come with this one: the files for script tags have them inside, and keep no comments. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What no browser gets: a stand-in for the DOM in Node, and types. */
const NOT_IN_FILES = ['@lit-labs/ssr-dom-shim', '@types/trusted-types'];

/** Name, version, licence and its text of each package that users get with this one, from the lock file. */
function packagesInFiles() {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, peer }]) => path && !dev && !devOptional && !peer)
    .map(([path, { version, license }]) => ({
      name: path.slice('node_modules/'.length),
      path,
      version,
      license,
    }))
    .filter(({ name }) => !NOT_IN_FILES.includes(name));
}

/** @throws {Error} where a package does not bring the text of its licence, which has to be passed on. */
function textIn(path) {
  const file = readdirSync(path).find((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  if (!file) throw new Error(`${path} has no file with its licence.`);
  return readFileSync(join(path, file), 'utf8').trim();
}

/** Writes them, with those of one text together. */
export function writeLicenses(file) {
  const byText = new Map();
  for (const { name, path, version, license } of packagesInFiles()) {
    const text = textIn(path);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  writeFileSync(file, parts.join(`\n${'-'.repeat(72)}\n\n`));
}
