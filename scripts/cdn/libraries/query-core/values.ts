type Members = Record<string, unknown>;

/** A key as text: the same for objects with the same members in another order. */
export function hashKey(key: readonly unknown[]): string {
  return JSON.stringify(key, (_, value: unknown) =>
    isPlain(value)
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((name) => [name, value[name]]),
        )
      : value,
  );
}

/** Whether a key begins with another one, and each object in it has what that one's has. */
export function startsWithKey(key: unknown, start: unknown): boolean {
  return (
    key === start ||
    (isObject(key) &&
      isObject(start) &&
      Object.keys(start).every((name) => startsWithKey(key[name], start[name])))
  );
}

/** `after`, with all that is equal in `before` being that of before; `before` itself when nothing is new. */
export function replaceEqualDeep(before: unknown, after: unknown, depth = 0): unknown {
  // Not deeper than the library looks: the stack has an end.
  if (before === after || depth > 500) return after;
  const areLists = Array.isArray(before) && Array.isArray(after);
  if (!areLists && !(isPlain(before) && isPlain(after))) return after;
  const [from, to] = [before, after] as unknown as [Members, Members];
  const names = Object.keys(to);
  const copy = (areLists ? [] : {}) as Members;
  let isSame = names.length === Object.keys(from).length;
  for (const name of names) {
    const value = replaceEqualDeep(from[name], to[name], depth + 1);
    copy[name] = value;
    isSame &&= value === from[name] && Object.hasOwn(from, name);
  }
  return isSame ? before : copy;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

/** Neither a list nor an instance of a class. */
function isPlain(value: unknown): value is Members {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}
