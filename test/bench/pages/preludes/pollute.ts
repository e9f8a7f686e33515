import { GADGETS } from '../../../support/hostile/gadgets.js';

/** Adds members to `Object.prototype` that careless code takes for its own options. `window.polluted` are their names. */
for (const name of GADGETS)
  Object.defineProperty(Object.prototype, name, {
    value: `polluted-${name}`,
    writable: true,
    enumerable: true,
    configurable: true,
  });

Object.assign(window, { polluted: GADGETS });
