/** `npm run test:fuzz`: hostile inputs in large numbers for what reads other people's data. */
import './messages.test.js';
import './retry-after.test.js';
import './url-guard.test.js';
import './wire.test.js';
