import { OnDemand } from '../../api/on-demand.js';

/** How buttons are where there is a connection. */
export const connectionViews = new OnDemand(() => import('./connection-view.js'));
