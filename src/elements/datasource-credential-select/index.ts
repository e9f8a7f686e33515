export * from './datasource-credential-select.js';
export * from '../../events/events.js';
