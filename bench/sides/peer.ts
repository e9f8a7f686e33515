import type { DatasourceAuth, DatasourceCredential } from '../../src/api/types.js';

/** What the two peers share, because both need it and neither is measured by how it is written. */

export const PLUS = 'M8 3.5v9M3.5 8h9';
export const MORE =
  'M3 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0m4.6 0a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0m4.6 0a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0';
export const SEARCH = 'M7 2.5a4.5 4.5 0 1 0 .01 0M10.25 10.25l3.25 3.25';
export const CLOSE = 'm4 4 8 8M12 4l-8 8';
export const PLUG = 'M5.5 2.5V5m5-2.5V5m-7 0h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2';

/** Which data sources are shown. */
export type Filter = '' | 'connected' | 'not-connected';

export const FILTERS: readonly (readonly [Filter, string])[] = [
  ['', 'All'],
  ['connected', 'Connected'],
  ['not-connected', 'Not connected'],
];

export const keyOf = ({ plugin_id: plugin, name }: DatasourceAuth): string => `${plugin}/${name}`;

export const labelOf = ({ label, name }: DatasourceAuth): string => label['en_US'] ?? name;

/** The address of a picture that can be shown, or `null`. */
export const pictureOf = (address: string | null): string | null =>
  address?.startsWith('/') || address?.startsWith('https:') ? address : null;

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

export function typeText(type: string): string {
  return type === 'oauth2' ? 'OAuth' : type === 'api-key' ? 'API Key' : type;
}

export function badgesOf({ is_default: isDefault, visibility }: DatasourceCredential): string[] {
  const badges = isDefault ? ['Default'] : [];
  if (visibility) badges.push(visibility === 'only_me' ? 'Private' : 'Shared');
  return badges;
}

export function waysOf(source: DatasourceAuth): string[] {
  return [
    ...(source.oauth_schema?.client_schema.length ? ['Add OAuth'] : []),
    ...(source.credential_schema.length ? ['Add API Key'] : []),
  ];
}

const { compare } = new Intl.Collator('en', { numeric: true });

/** The default one first, then by name. */
export function inOrder(credentials: readonly DatasourceCredential[]): readonly DatasourceCredential[] {
  return credentials.toSorted(
    (a, b) => Number(b.is_default) - Number(a.is_default) || compare(a.name, b.name),
  );
}

/** A text without case and accents, for the search. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
}

const texts = new WeakMap<DatasourceAuth, string>();

/** Whether a data source has all words that are searched for, and is one that the filter lets through. */
export function matches(source: DatasourceAuth, words: readonly string[], filter: Filter): boolean {
  if (filter && source.credentials_list.length > 0 !== (filter === 'connected')) return false;
  if (words.length === 0) return true;
  let text = texts.get(source);
  if (text === undefined) {
    const { name, provider, author, description } = source;
    text = fold([name, provider, author, labelOf(source), description['en_US'] ?? ''].join('\n'));
    texts.set(source, text);
  }
  return words.every((word) => text.includes(word));
}

export function wordsOf(query: string): string[] {
  return fold(query).split(/\s+/).filter(Boolean);
}

export function countText(found: number, all: number, isSearched: boolean): string {
  const count = all.toLocaleString('en');
  return isSearched ? `${found.toLocaleString('en')} of ${count} data sources` : `${count} data sources`;
}
