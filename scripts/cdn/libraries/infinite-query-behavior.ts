/** A query's behaviour for an infinite one, of which there are none: that of any other query. */
export function infiniteQueryBehavior(): void {
  // No behaviour of its own.
}

export { infiniteQueryBehavior as hasNextPage, infiniteQueryBehavior as hasPreviousPage };
