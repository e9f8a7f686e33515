export * from './datasource-api-key-button.js';
export * from '../../events/events.js';
