export * from './datasource-oauth-button.js';
export * from '../../events/events.js';
