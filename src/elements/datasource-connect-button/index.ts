export * from './datasource-connect-button.js';
export * from '../../events/events.js';
