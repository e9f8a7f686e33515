export * from './datasource-context.js';
export * from '../../events/events.js';
