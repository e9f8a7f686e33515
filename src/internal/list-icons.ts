import { icon } from './icons.js';

export const searchIcon = icon('M7 2.5a4.5 4.5 0 1 0 .01 0M10.25 10.25l3.25 3.25');
export const boxIcon = icon('M3 3h10v10H3zm0 5h10M7 5.5h2m-2 5h2');
export const moreIcon = icon(
  'M3 8a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0m4.6 0a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0m4.6 0a.4.4 0 1 0 .8 0 .4.4 0 1 0-.8 0',
);
export const editIcon = icon('m3 13 .5-3L10 3.5 12.5 6 6 12.5zm5.5-8L11 7');
export const starIcon = icon('m8 2.5 1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6z');
export const trashIcon = icon('M3 4.5h10M6.5 4V2.75h3V4m-5 .5.5 8.75h6l.5-8.75M6.75 7v3.5m2.5-3.5v3.5');
