export * from './api-key-dialog.js';
export * from '../../events/events.js';
