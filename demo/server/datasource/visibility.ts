import type { StoredCredential, Visibility } from '../storage/credentials.js';
import type { User } from '../storage/users.js';

/** Reads the `visibility` of an authorization request: absent or unknown means private (contract 1.6, G3). */
export function parseVisibility(value: string | undefined): Visibility {
  return value === 'all_team_members' ? 'all_team_members' : 'only_me';
}

/** Lists are limited to what the caller may see (contract 0, G3). */
export function canSee(user: User, credential: StoredCredential): boolean {
  return credential.visibility === 'all_team_members' || credential.userId === user.id;
}

/**
 * The connection that counts as the default: the first by (marked as default, oldest), so with none marked the oldest one, and
 * removing the default promotes the oldest (contract 1.6, "is_default"). Ids grow with time and settle a tie.
 */
export function pickDefault(credentials: StoredCredential[]): StoredCredential | undefined {
  return [...credentials].sort(
    (a, b) =>
      Number(b.isDefault) - Number(a.isDefault) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  )[0];
}
