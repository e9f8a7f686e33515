import type { Source } from '../sources/source.js';

/** What some scopes allow, in words for the account's owner. */
export function permissionTexts(source: Source, scopes: ReadonlySet<string>): string[] {
  const texts =
    source.oauth?.permissions.filter(({ scope }) => scopes.has(scope)).map(({ text }) => text) ?? [];
  return scopes.has('offline_access')
    ? [...texts, 'Keep this access when you are away, until you revoke it']
    : texts;
}
