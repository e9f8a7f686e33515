/** A connection of this name is there already (contract 1.4). */
export const NAME_TAKEN = 'Authorization name is already exists';

/** Keeps a stored value (contract 1.6). */
export const HIDDEN = '[__HIDDEN__]';

/** What no connection is called by. */
export const NO_ID = '00000000-0000-4000-8000-000000000000';

/** One character more than a name may have (contract 1.2). */
export const tooLong = (name: string): string => name.padEnd(101, 'x');
