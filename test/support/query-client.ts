/** For scenarios that are texts: the client that the sources have, of the library or, with `BUILD=cdn-cache`, in its place. */
export { QueryClient } from '@tanstack/query-core';
