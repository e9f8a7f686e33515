export * from './datasource-list.js';
export * from '../../events/events.js';
