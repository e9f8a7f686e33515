/** A number as it is written in a language; a `lang` that is no language tag must not break anything. */
export function formatNumber(number: number, language: string): string {
  try {
    return number.toLocaleString(language);
  } catch {
    return String(number);
  }
}
