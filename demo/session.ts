/** The console's own session: the elements find it by its cookies, they do not sign anybody in. */
export interface Profile {
  name: string;
  email: string;
  role: string;
}

export const ACCOUNTS = [
  { name: 'Anne', email: 'anne@example.com' },
  { name: 'Norman', email: 'norman@example.com' },
] as const;

const API = '/console/api';
const ACCOUNT = 'atlas.account';
const SIGNED_OUT = 'signed-out';

/**
 * Whoever is signed in. A newcomer is signed in as Anne, so that the demo asks for no password; who signed out stays so.
 */
export async function openSession(): Promise<Profile | null> {
  const known = localStorage.getItem(ACCOUNT);
  if (known === SIGNED_OUT) return null;
  if (csrfToken()) {
    const profile = await readProfile();
    if (profile) return profile;
  }
  if (known && (await post('/refresh-token')).ok) {
    const profile = await readProfile();
    if (profile) return profile;
  }
  await signIn(known ?? ACCOUNTS[0].email);
  return readProfile();
}

export async function signIn(email: string): Promise<void> {
  const response = await post('/login', { email, password: 'demo' });
  if (!response.ok) throw new Error(`The server refused to sign ${email} in (status ${response.status}).`);
  localStorage.setItem(ACCOUNT, email);
}

export async function signOut(): Promise<void> {
  await post('/logout');
  localStorage.setItem(ACCOUNT, SIGNED_OUT);
}

/** What to tell a user of a failure: `fetch` itself only fails when nobody answers. */
export function explain(error: unknown): string {
  if (error instanceof Error && !(error instanceof TypeError)) return error.message;
  return 'The console API cannot be reached. Is the demo’s server (npm start) running?';
}

/**
 * Posts as whoever is signed in. A session that ran out is renewed once, as the elements do it for themselves; what is
 * still 401 then has ended.
 */
export async function postAsUser(path: string, body: object, signal: AbortSignal): Promise<Response> {
  const response = await post(path, body, signal);
  if (response.status !== 401 || !(await post('/refresh-token', undefined, signal)).ok) return response;
  return post(path, body, signal);
}

async function readProfile(): Promise<Profile | null> {
  const response = await fetch(`${API}/account/profile`, { headers: { 'X-CSRF-Token': csrfToken() } });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`The server did not tell who is signed in (status ${response.status}).`);
  const { name, email, role } = (await response.json()) as Profile;
  localStorage.setItem(ACCOUNT, email);
  return { name, email, role };
}

function post(path: string, body?: object, signal?: AbortSignal): Promise<Response> {
  return fetch(API + path, {
    method: 'POST',
    headers: { 'X-CSRF-Token': csrfToken(), ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
}

function csrfToken(): string {
  return /(?:^|; )(?:__Host-)?csrf_token=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}
