import { icon } from '../../internal/icons.js';

export const editIcon = icon('m3 13 .5-3L10 3.5 12.5 6 6 12.5zm5.5-8L11 7');
export const starIcon = icon('m8 2.5 1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6z');
export const trashIcon = icon('M3 4.5h10M6.5 4V2.75h3V4m-5 .5.5 8.75h6l.5-8.75M6.75 7v3.5m2.5-3.5v3.5');
