/** Adds an enumerable member to arrays and to functions, as old libraries do. */
Object.assign(Array.prototype, { foo: () => 'foo' });
Object.assign(Function.prototype, { bar: () => 'bar' });

export {};
