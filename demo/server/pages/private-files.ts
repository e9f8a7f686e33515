import { join, relative, resolve, sep } from 'node:path';
import { REPOSITORY } from '../options.js';

/** A file that must never be served by its name, wherever it lies. */
const PRIVATE_NAME = /\.(?:db|db-\w+|key|pem)$|^\.(?!vite$)/i;

/**
 * The database and the secret key lie, by default, inside the folder that the pages are served from. True for any address that
 * leads to them, to hidden files and folders, or to anything in the data folder; such a request never reaches the page server.
 */
export function isPrivate(url: string, dataDir: string): boolean {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '/');
  } catch {
    return true;
  }
  if (/[\0\\]/.test(path)) return true;
  const direct = /^\/@(?:fs|id)(\/.*)$/.exec(path)?.[1];
  const file = direct === undefined ? join(REPOSITORY, 'demo', path) : resolve(direct);
  if (isInside(file, resolve(dataDir))) return true;
  // Only what lies in the repository is ever served, and the folders above it may be called anything.
  const names = isInside(file, REPOSITORY) ? relative(REPOSITORY, file) : path;
  return names.split(sep).some((name) => PRIVATE_NAME.test(name));
}

function isInside(file: string, folder: string): boolean {
  const path = relative(folder, file);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`));
}
