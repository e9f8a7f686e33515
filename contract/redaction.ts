/** What stands where a secret stood. */
const REMOVED = '•••';

/** Shorter ones are found in any text by chance. */
const SHORTEST = 4;

/** Takes keys, cookies and tokens out of what is printed. */
export class Redaction {
  readonly #secrets = new Set<string>();

  add(...secrets: readonly string[]): void {
    for (const secret of secrets) if (secret.length >= SHORTEST) this.#secrets.add(secret);
  }

  apply(text: string): string {
    // The longest first: one may be a part of another.
    const secrets = [...this.#secrets].sort((one, other) => other.length - one.length);
    return secrets.reduce((left, secret) => left.replaceAll(secret, REMOVED), text);
  }
}
