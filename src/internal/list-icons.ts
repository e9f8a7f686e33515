import { icon } from './icons.js';

export const searchIcon = icon('M7 2.5a4.5 4.5 0 1 0 .01 0M10.25 10.25l3.25 3.25');
export const boxIcon = icon('M3 3h10v10H3zm0 5h10M7 5.5h2m-2 5h2');
export const moreIcon = icon(
  'M3 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0m4.6 0a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0m4.6 0a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0',
);
