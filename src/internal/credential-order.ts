import type { DatasourceCredential } from '../api/types.js';

/**
 * The default one first, then by name. The server's own order means nothing (contract 1.6).
 *
 * @param language a BCP 47 tag, by whose rules names are compared.
 */
export function inOrder(
  credentials: readonly DatasourceCredential[],
  language: string,
): readonly DatasourceCredential[] {
  if (credentials.length < 2) return credentials;
  const { compare } = collator(language);
  // Names are unique, but a collator may call two of them equal.
  return credentials.toSorted(
    (a, b) =>
      Number(b.is_default) - Number(a.is_default) || compare(a.name, b.name) || (a.id < b.id ? -1 : 1),
  );
}

const collators = new Map<string, Intl.Collator>();

function collator(language: string): Intl.Collator {
  let known = collators.get(language);
  if (!known) collators.set(language, (known = makeCollator(language)));
  return known;
}

/** A `lang` that is no language tag must not break the list. */
function makeCollator(language: string): Intl.Collator {
  try {
    return new Intl.Collator(language, { numeric: true });
  } catch {
    return new Intl.Collator(undefined, { numeric: true });
  }
}
