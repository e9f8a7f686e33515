const TIME = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });

export function timeOf(date: Date): string {
  return TIME.format(date);
}

/** The beginning of a text without its title, line by line, up to the end of a word. */
export function excerptOf(text: string, most = 260): string {
  const short = text
    .replace(/^#\s+.*\n/, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  if (short.length <= most) return short;
  const cut = short.slice(0, most);
  return `${cut.slice(0, Math.max(cut.search(/\s\S*$/), most / 2))}…`;
}

export function wordsIn(text: string): string {
  const count = text.trim().split(/\s+/).filter(Boolean).length;
  return count === 1 ? '1 word' : `${count.toLocaleString('en')} words`;
}
