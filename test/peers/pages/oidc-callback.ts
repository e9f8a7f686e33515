import { managerOf } from './oidc-manager.js';

const { authority = '', times = '1' } = document.body.dataset;
const manager = managerOf(authority);

// All at once, before the first makes the window close.
await Promise.all(Array.from({ length: Number(times) }, () => manager.signinCallback()));

export {};
