import { OnDemand } from '../../api/on-demand.js';

/** How a connection is chosen. */
export const connectionChoosers = new OnDemand(() => import('./connection-chooser.js'));
