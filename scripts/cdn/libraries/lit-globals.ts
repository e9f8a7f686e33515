/** What is left of Lit looks up only these of `src/internal/lit-globals.ts`, and they may be elements of the page as well. */
for (const name of ['litElementVersions', 'trustedTypes'])
  if (name in globalThis && !Object.hasOwn(globalThis, name))
    Object.assign(globalThis, { [name]: undefined });

// A module, whose names are its own.
export {};
