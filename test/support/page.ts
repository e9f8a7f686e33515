import { loadParts } from './parts.js';

export * from './mounting.js';

await loadParts();
