/** What stands for a stored secret in a listed credential: a mask of its ciphertext (contract 1.6, "Masking"). */
export function maskCiphertext(ciphertext: string): string {
  if (ciphertext.length <= 8) return '*'.repeat(20);
  return `${ciphertext.slice(0, 6)}${'*'.repeat(12)}${ciphertext.slice(-2)}`;
}

/** What stands for a secret of the OAuth client settings: a mask of the value itself (contract 1.6). */
export function maskClientParam(value: string): string {
  if (value.length <= 6) return '*'.repeat(value.length);
  return `${value.slice(0, 2)}${'*'.repeat(value.length - 4)}${value.slice(-2)}`;
}

/** What a form sends for a secret that the user did not touch (contract 1.6). */
export const HIDDEN = '[__HIDDEN__]';

/** What takes the place of a kept value that was never stored (contract 1.6). */
export const UNKNOWN = '[__UNKNOWN__]';

/** Puts stored values where the form said "unchanged". Keys that the form left out are lost: this replaces, it does not merge. */
export function restoreHidden(
  sent: Record<string, unknown>,
  stored: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      value === HIDDEN ? (Object.hasOwn(stored, name) ? stored[name] : UNKNOWN) : value,
    ]),
  );
}
