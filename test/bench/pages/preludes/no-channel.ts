/** A browser without channels between tabs. */
Object.defineProperty(window, 'BroadcastChannel', { value: undefined });

export {};
