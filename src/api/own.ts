/**
 * A copy of what an object itself has. It inherits nothing, so that what a page, or an attack on it, put on
 * `Object.prototype` is taken neither for a setting nor, by a library or the browser, for an option.
 */
export function own<T extends object>(members: T): T {
  return Object.assign(Object.create(null) as T, members);
}
