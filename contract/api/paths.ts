const SOURCES = '/auth/plugin/datasource';

/** Operations 1 and 2. */
export const LIST = `${SOURCES}/list`;
export const DEFAULT_LIST = `${SOURCES}/default-list`;

/** Operations 3 to 10, of a source by its full id. */
export const ofSource = (id: string, action = ''): string => `${SOURCES}/${id}${action && `/${action}`}`;

/** Operation 11. */
export const authorizationUrlOf = (id: string): string =>
  `/oauth/plugin/${id}/datasource/get-authorization-url`;

/** Operation 12. */
export const callbackOf = (id: string, query = ''): string =>
  `/oauth/plugin/${id}/datasource/callback${query}`;
