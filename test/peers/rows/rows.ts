import { ASKING_ROWS } from './asking.js';
import { CLOSING_ROWS } from './closing.js';
import { LEAVING_ROWS } from './leaving.js';
import { MESSAGE_ROWS } from './messages.js';
import { CONTROL, OPENING_ROWS } from './opening.js';
import type { Row } from './row.js';
import { TIME_ROWS } from './time.js';

const ORDER = [
  '',
  'A1',
  'A2',
  'A3',
  'A5',
  'A6',
  'A7',
  'A8',
  'A9',
  'A10',
  'A14',
  'B1',
  'B2',
  'B7',
  'C3',
  'H2',
];

/** All of them, in the order of their ids; the control comes first. */
export const ROWS: readonly Row[] = [
  CONTROL,
  ...OPENING_ROWS,
  ...CLOSING_ROWS,
  ...TIME_ROWS,
  ...ASKING_ROWS,
  ...LEAVING_ROWS,
  ...MESSAGE_ROWS,
].sort((one, other) => ORDER.indexOf(one.id) - ORDER.indexOf(other.id));
