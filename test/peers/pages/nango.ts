import Nango, { AuthError } from '@nangohq/frontend';
import { authority, best, drive } from './driver.js';

const nango = new Nango({ host: authority, connectSessionToken: 'session' });

drive({
  start: () => (best ? nango.auth('notion', { detectClosedAuthWindow: true }) : nango.auth('notion')),
  abandon: () => nango.clear(),
  kindOf: (error) => {
    const type = error instanceof AuthError ? error.type : '';
    if (type === 'window_closed') return 'cancelled';
    return type === 'blocked_by_browser' ? 'blocked' : 'failed';
  },
});
