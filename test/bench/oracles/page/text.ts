/** Any value as text that has all strings in it which a person would see in the console, or read in a debugger. */
export function textOf(value: unknown, depth = 3): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Error) {
    const rest = Object.keys(value).length > 0 ? ` ${partsOf(value, depth)}` : '';
    const cause = value.cause === undefined ? '' : ` cause: ${textOf(value.cause, depth - 1)}`;
    return `${value.name}: ${value.message}\n${value.stack ?? ''}${rest}${cause}`;
  }
  if (value instanceof Node) return value instanceof Element ? `<${value.localName}>` : value.nodeName;
  return depth > 0 ? partsOf(value, depth) : Object.prototype.toString.call(value);
}

function partsOf(value: object, depth: number): string {
  const parts: string[] = [];
  for (const key of Object.keys(value).slice(0, 100))
    try {
      parts.push(`${key}: ${textOf((value as Record<string, unknown>)[key], depth - 1)}`);
    } catch {
      parts.push(`${key}: (not readable)`);
    }
  return `{ ${parts.join(', ')} }`;
}

/** The line of the caller's caller that is not the oracle's own. */
export function callerLine(): string {
  const lines = (new Error().stack ?? '').split('\n').filter((line) => /:\d+:\d+/.test(line));
  return (lines.find((line) => !line.includes('/oracle.js')) ?? '').trim();
}
