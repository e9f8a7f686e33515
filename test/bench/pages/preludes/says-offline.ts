/** A browser that says that it is offline, which it is not. */
Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false });

export {};
