/** A text as it stands in the name of a test: in ASCII and short, since some readers of test results know no other. */
export function quoted(text: string): string {
  const ascii = JSON.stringify(text).replace(
    /[^\u0020-\u007e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return ascii.slice(0, 70);
}
