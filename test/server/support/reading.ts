import assert from 'node:assert/strict';
import type { Answer, Member } from './member.js';

export interface ReadDocument {
  title: string;
  text: string;
  url?: string;
  source: string;
  read_at: string;
  characters: number;
}

export const read = async (member: Member, id: string, credentialId: string | undefined): Promise<Answer> =>
  member.send('POST', `/demo/datasource/${id}/read`, { credential_id: credentialId });

export function documentOf(answer: Answer): ReadDocument {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body as { document: ReadDocument }).document;
}

/** Reads, and makes sure that it worked. */
export const readWell = async (
  member: Member,
  id: string,
  credentialId: string | undefined,
): Promise<ReadDocument> => documentOf(await read(member, id, credentialId));

export const tokenRefused = (brand: string): object => ({
  code: 'credential_unauthorized',
  message: `${brand} no longer accepts this connection. Re-authorize it.`,
  status: 400,
});

export const keyRefused = (brand: string): object => ({
  code: 'credential_unauthorized',
  message: `${brand} no longer accepts this key. Edit the connection and enter a new one.`,
  status: 400,
});

export const NOT_FOUND = { code: 'invalid_param', message: 'provider not found', status: 400 };

/** The only connection of a source. */
export async function onlyId(member: Member, id: string): Promise<string> {
  const [credential, ...rest] = await member.credentials(id);
  assert.ok(credential && rest.length === 0, `one connection of ${id}`);
  return credential.id;
}

export async function removeAll(member: Member, ids: string[]): Promise<void> {
  for (const id of ids) {
    for (const credential of await member.credentials(id))
      await member.post(id, '/delete', { credential_id: credential.id });
  }
}
