import { OnDemand } from '../../api/on-demand.js';

/** What "Configure" opens. */
export const configureMenu = new OnDemand(() => import('./configure-menu.js'));
