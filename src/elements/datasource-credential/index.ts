export * from './datasource-credential.js';
export * from '../../events/events.js';
