import type { Labels } from '../locales/en.js';
import type { CredentialMark } from '../store/credential-statuses.js';

/** What a user is told of a connection that does not work any more; `null` when it works. */
export function needsReauthorization(
  name: string,
  { status, message }: CredentialMark,
  text: (key: keyof Labels, values?: Record<string, string | number>) => string,
): string | null {
  if (status === 'connected') return null;
  return message
    ? text('needsReauthorizationWhy', { name, message })
    : text('needsReauthorizationOf', { name });
}
