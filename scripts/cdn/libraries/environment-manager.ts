/** The build is for pages only. */
export const isServer = (): boolean => false;

export const environmentManager = { isServer };
