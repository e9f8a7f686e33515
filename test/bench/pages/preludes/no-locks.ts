/** A browser without the Web Locks API, as every page is that is not loaded safely. */
Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });

export {};
