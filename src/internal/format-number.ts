/** Languages that write a small number as JavaScript does. */
const PLAIN = /^(?:de|en|es|fr|it|ja|ko|nl|pl|pt|ru|tr|uk|vi|zh)\b(?!.*-u-)/i;

/** A number as it is written in a language; a `lang` that is no language tag must not break anything. */
export function formatNumber(number: number, language: string): string {
  // The browser takes its time to load what it knows of languages, at the very moment at which the list is to be shown.
  if (number < 1_000 && PLAIN.test(language)) return String(number);
  try {
    return number.toLocaleString(language);
  } catch {
    return String(number);
  }
}
