export * from './datasource-card.js';
export * from '../../events/events.js';
