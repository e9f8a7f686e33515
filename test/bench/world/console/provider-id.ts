import { invalidParam, notFound } from '../../../../demo/server/console/errors.js';

const FULL = /^[a-z0-9_-]+\/[a-z0-9_-]+\/[a-z0-9_-]+$/;
const SINGLE = /^[a-z0-9_-]+$/;

/** Reads the id of a path (contract 1.1); one token `x` stands for `langgenius/x/x`. */
export function parseProviderId(value: string): { pluginId: string; provider: string } {
  const id = SINGLE.test(value) ? `langgenius/${value}/${value}` : value;
  if (!FULL.test(id)) throw invalidParam(`Invalid plugin id ${value}`);
  const [organization = '', plugin = '', provider = ''] = id.split('/');
  return { pluginId: `${organization}/${plugin}`, provider };
}

/** The id between two parts of a raw path, so that an encoded slash stays what it is and is refused. */
export function idBetween(url: string, prefix: string, suffix: string): string {
  const { pathname } = new URL(url);
  const from = pathname.indexOf(prefix);
  if (from < 0) throw notFound();
  return pathname.slice(from + prefix.length, pathname.length - suffix.length);
}
