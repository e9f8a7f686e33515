import { createHash } from 'node:crypto';

/** What a form sends for a secret that the user did not touch (contract 1.6). */
const HIDDEN = '[__HIDDEN__]';

/** What takes the place of a kept value that was never stored. */
const UNKNOWN = '[__UNKNOWN__]';

/** What stands for a stored secret in a list: a mask of its ciphertext, none of which is the user's own. */
export function maskSecret(value: unknown): string {
  const ciphertext = createHash('sha256').update(String(value)).digest('base64');
  return `SFlCUk${'*'.repeat(12)}${ciphertext.slice(-2)}`;
}

/** What stands for a secret of the OAuth client settings: a mask of the value itself. */
export function maskClientParam(value: unknown): string {
  const text = String(value ?? '');
  if (text.length <= 6) return '*'.repeat(text.length);
  return `${text.slice(0, 2)}${'*'.repeat(text.length - 4)}${text.slice(-2)}`;
}

/** Puts stored values where the form said "unchanged". What the form left out is lost: this replaces, it does not merge. */
export function restoreHidden(
  sent: Record<string, unknown>,
  stored: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      if (value !== HIDDEN) return [name, value];
      return [name, Object.hasOwn(stored, name) ? stored[name] : UNKNOWN];
    }),
  );
}
