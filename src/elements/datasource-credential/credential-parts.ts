import { OnDemand } from '../../api/on-demand.js';

/** What is done to a connection in its row: loaded with the menu in which it is offered. */
export const credentialWork = new OnDemand(() => import('./credential-work.js'));
