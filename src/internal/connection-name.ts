/** Longest name of a connection, in characters (contract 1.2). */
export const MAX_NAME = 100;
