/** Registers every element, and exports what the package has. */
import './elements/define.js';

export * from './index.js';
