import { setCookies } from './cookies.js';
import type { ConsoleApi } from './console-api.js';
import { describe } from '../expect.js';

/**
 * Begins a session (contract 1.5).
 *
 * @returns a function that ends it.
 * @throws {Error} where the server lets nobody in by that.
 */
export async function signIn(api: ConsoleApi, email: string, password: string): Promise<() => Promise<void>> {
  const answer = await api.post('/login', { email, password }, { as: 'nobody' });
  const cookies = setCookies(answer.headers);
  if (answer.status !== 200 || cookies.size === 0)
    throw new Error(`The server did not sign in ${email}: ${describe(answer)}.`);
  api.session = cookies;
  return async () => {
    await api.post('/logout', {});
  };
}
