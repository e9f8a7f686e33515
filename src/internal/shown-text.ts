/** Longest text of a server that is shown. */
export const MOST_SHOWN = 1_000;
/** Longest message of a failure that is shown, and longest text that is put into a sentence. */
const MOST_IN_SENTENCE = 300;

/**
 * What cannot be seen and may hide a text, or turn around what stands beside it: control characters, those without a
 * width, and those that change the direction of more than themselves, which no `<bdi>` holds back when they come in
 * the wrong order. Joiners and the marks of a direction, which languages need, stay.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are among what is looked for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060-\u206f\ufeff]/g;

/**
 * A text of a server as it is put on the page: cut before it gets there, because layout takes long with a megabyte of
 * it, and without characters that only mislead. Markup in it stays text, which is up to the templates.
 *
 * @param most how many UTF-16 units are shown.
 */
export function shownText(text: string, most = MOST_SHOWN): string {
  const cut = text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
  return cut.replace(INVISIBLE, '');
}

/** The same for the message of a failure, and for what stands in the blank of a sentence. */
export function shownMessage(message: string): string {
  return shownText(message, MOST_IN_SENTENCE);
}
