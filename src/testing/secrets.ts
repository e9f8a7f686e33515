import { HIDDEN_VALUE, type FieldValue } from '../api/types.js';
import type { WireField } from './wire.js';

/** What takes the place of a kept value that was never stored (contract 1.6). */
const UNKNOWN = '[__UNKNOWN__]';

/** What is stored; answers have masks of it. */
export type Values = Record<string, FieldValue>;

/** A value where the form said that it did not change. What the form left out is lost: this replaces, it does not merge. */
export function restoreHidden(sent: Record<string, unknown>, stored: Values): Values {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      value === HIDDEN_VALUE ? (Object.hasOwn(stored, name) ? stored[name] : UNKNOWN) : value,
    ]),
  ) as Values;
}

/**
 * Values as they are listed.
 *
 * @param mask what is shown of a secret.
 */
export function maskSecrets(
  values: Values,
  schema: readonly WireField[],
  mask: (secret: string) => string,
): Values {
  const secrets = new Set(schema.filter(({ type }) => type === 'secret-input').map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      secrets.has(name) ? mask(String(value ?? '')) : value,
    ]),
  );
}

/** A mask of what a secret was encrypted to, so it shows nothing of the secret (contract 1.6, "Masking"). */
export const maskOfCiphertext = (): string => `SFlCUk${'*'.repeat(12)}w=`;

/** A mask of the value itself, as OAuth client settings have it (contract 1.6). */
export function maskOfClientParam(secret: string): string {
  if (secret.length <= 6) return '*'.repeat(secret.length);
  return `${secret.slice(0, 2)}${'*'.repeat(secret.length - 4)}${secret.slice(-2)}`;
}
