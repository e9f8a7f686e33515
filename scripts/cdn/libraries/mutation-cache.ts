/** A cache of mutations that is always empty; it answers what `QueryClient` asks of it, and what is in it. */
export class MutationCache {
  clear(): void {
    // There is nothing in it.
  }

  getAll(): [] {
    return [];
  }

  resumePausedMutations(): void {
    // There are none.
  }
}
