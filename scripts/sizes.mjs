import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/**
 * What a page loads with one entry, in bytes as they are transferred: each file compressed by itself with brotli.
 * @typedef {{ atOnce: number, locale: number, onDemand: number, parts: { name: string, size: number }[] }} EntrySize
 */

/** Texts are loaded one language at a time, and so are counted apart. */
const LOCALE = /(^|\/)locale-/;

/**
 * The size of an entry of built files, by what they import.
 *
 * @param {string} folder where the files are.
 * @param {string} entry the entry's file name.
 * @returns {EntrySize}
 */
export function sizeOf(folder, entry) {
  const files = new Map();
  const visit = (name) => {
    if (files.has(name)) return;
    const code = readFileSync(join(folder, name));
    const { statically, onDemand } = importsOf(code.toString(), name);
    files.set(name, { size: brotliCompressSync(code).length, statically, onDemand });
    [...statically, ...onDemand].forEach(visit);
  };
  visit(entry);
  const atOnce = new Set();
  const follow = (name) => {
    if (atOnce.has(name)) return;
    atOnce.add(name);
    files.get(name).statically.forEach(follow);
  };
  follow(entry);
  const sum = (names) => [...names].reduce((total, name) => total + files.get(name).size, 0);
  const locales = [...atOnce].filter((name) => LOCALE.test(name));
  const rest = [...files.keys()].filter((name) => !atOnce.has(name));
  return {
    atOnce: sum(atOnce) - sum(locales),
    locale: sum(locales),
    onDemand: sum(rest),
    parts: rest.map((name) => ({ name, size: files.get(name).size })),
  };
}

/** What a minified module imports, as paths below the folder that its own name is below. */
export function importsOf(code, name) {
  const below = (specifier) => join(name, '..', specifier);
  const found = (pattern) => [...code.matchAll(pattern)].map(([, specifier]) => below(specifier));
  return {
    statically: [...new Set(found(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g))],
    onDemand: [...new Set(found(/\bimport\(\s*["'`](\.[^"'`]+)["'`]\s*\)/g))],
  };
}
