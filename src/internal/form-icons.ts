import { CIRCLE, icon } from './icons.js';

const EYE = 'M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8zM8 6.25a1.75 1.75 0 1 0 .01 0';

export const externalIcon = icon('M6.5 3.5h-3v9h9v-3m-3-6.5H13v3.5M13 3 7.5 8.5');
export const eyeIcon = icon(EYE);
export const eyeOffIcon = icon(`${EYE}M2.5 2.5l11 11`);
export const copyIcon = icon('M5.5 5.5h8v8h-8zm5-3h-8v8');
export const checkIcon = icon('m3.5 8.5 3 3 6-7');
export const infoIcon = icon(`${CIRCLE}M8 7.5V11M8 5h.01`);
export const lockIcon = icon('M3.5 7h9v6.5h-9zm2 0V5a2.5 2.5 0 0 1 5 0v2');
