import { OnDemand } from '../../api/on-demand.js';

/** What shows the data sources. */
export const listViews = new OnDemand(() => import('./list-view.js'));

/** What searches and filters, and shows that nothing was found. */
export const listSearch = new OnDemand(() => import('./list-search.js'));
