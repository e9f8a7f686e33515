import type { I18nObject } from '../api/types.js';

/** A text with each `{name}` replaced by its value; a name without a value stays as it is. */
export function format(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/**
 * The text of a server in a language: that language (`zh-Hans` finds `zh_Hans`), its base language, `en_US`, else the
 * first there is (contract section 9).
 *
 * @param language a BCP 47 tag.
 */
export function localize(texts: I18nObject | null, language: string): string {
  const wanted = language.replaceAll('-', '_').toLowerCase();
  const [base] = wanted.split('_');
  const entries = Object.entries(texts ?? {}).filter(([, text]) => text);
  const by = (test: (key: string) => boolean): string | undefined =>
    entries.find(([key]) => test(key.toLowerCase()))?.[1];
  return (
    by((key) => key === wanted) ??
    by((key) => key.split('_')[0] === base) ??
    by((key) => key === 'en_us') ??
    entries[0]?.[1] ??
    ''
  );
}
