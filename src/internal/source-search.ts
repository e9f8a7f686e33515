import type { DatasourceAuth } from '../api/types.js';
import { localize } from '../locales/format.js';
import { shownText } from './shown-text.js';

/** Which data sources of a list are wanted: all, those with a connection, or those without one. */
export type SourceFilter = '' | 'connected' | 'not-connected';

/** What is asked of a list. */
export interface SourceQuery {
  /** Words that must all be found. */
  readonly query: string;
  readonly filter: SourceFilter;
  /** A BCP 47 tag: the language of the texts that the user sees. */
  readonly language: string;
}

/** Letters with a stroke or in one piece, which Unicode does not take apart. */
const PLAIN: Readonly<Record<string, string>> = { Ł: 'L', Ø: 'O', Đ: 'D', Æ: 'AE', Œ: 'OE' };

/** By language, what can be found of a data source; an object that a later read leaves as it is keeps its text. */
const texts = new Map<string, WeakMap<DatasourceAuth, string>>();

/** A text without what a search ignores: case, accents and other marks, width and ligatures. */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      // Upwards, because ß, ı and ς have one counterpart there.
      .toUpperCase()
      .replace(/[ŁØĐÆŒ]/g, (letter) => PLAIN[letter] ?? letter)
  );
}

function textOf(source: DatasourceAuth, language: string, known: WeakMap<DatasourceAuth, string>): string {
  let text = known.get(source);
  if (text === undefined) {
    const { name, provider, author, label, description } = source;
    const shown = [label, description].map((one) => localize(one, language));
    const english = [label['en_US'], description['en_US']].filter((one) => one && !shown.includes(one));
    // What is not shown is not searched either.
    text = fold([name, provider, author, ...shown, ...english].map((one) => shownText(one ?? '')).join('\n'));
    known.set(source, text);
  }
  return text;
}

/** Searches a list, and again only when something of it changed. */
export class SourceSearch {
  #asked: readonly unknown[] = [];
  #found: readonly DatasourceAuth[] = [];

  /** Those data sources of a list that are asked for, in its order; the same array for the same question. */
  find(
    sources: readonly DatasourceAuth[],
    { query, filter, language }: SourceQuery,
  ): readonly DatasourceAuth[] {
    const words = fold(query).split(/\s+/).filter(Boolean);
    const asked = [sources, words.join(' '), filter, language];
    if (asked.every((part, index) => part === this.#asked[index]) && this.#asked.length > 0)
      return this.#found;
    this.#asked = asked;
    this.#found = search(sources, words, filter, language);
    return this.#found;
  }
}

function search(
  sources: readonly DatasourceAuth[],
  words: readonly string[],
  filter: SourceFilter,
  language: string,
): readonly DatasourceAuth[] {
  let found = sources;
  if (filter === 'connected' || filter === 'not-connected') {
    const wanted = filter === 'connected';
    found = found.filter(({ credentials_list: credentials }) => credentials.length > 0 === wanted);
  }
  if (words.length === 0) return found;
  let known = texts.get(language);
  if (!known) texts.set(language, (known = new WeakMap()));
  const cache = known;
  return found.filter((source) => {
    const text = textOf(source, language, cache);
    return words.every((word) => text.includes(word));
  });
}
