/**
 * What a script tag loads: every element registered, and what a page without a bundler may want to import. The classes
 * of elements and events are at hand there as `customElements.get(…)` and as the events themselves. Not
 * `configureDatasources()`, which would come too late: the elements on the page are there by then.
 */
import '../../src/elements/define.js';

export * from './datasource-store.js';
export { en as englishLabels } from '../../src/locales/en.js';
