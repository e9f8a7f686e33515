import { OnDemand } from '../../api/on-demand.js';

/** What searches and filters, and shows that nothing was found. */
export const listSearch = new OnDemand(() => import('./list-search.js'));
