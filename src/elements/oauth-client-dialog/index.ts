export * from './oauth-client-dialog.js';
export * from '../../events/events.js';
