/** The next free name of the form "prefix n", counting on from the highest number in use (contract 1.6, "Create"). */
export function nextName(prefix: string, taken: Iterable<string>): string {
  let highest = 0;
  for (const name of taken) {
    const rest = name.trim().startsWith(`${prefix} `)
      ? name
          .trim()
          .slice(prefix.length + 1)
          .trim()
      : '';
    if (/^\d{1,9}$/.test(rest)) highest = Math.max(highest, Number(rest));
  }
  return `${prefix} ${highest + 1}`;
}
