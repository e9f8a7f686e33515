/** Somebody who can be logged in. */
export interface Account {
  readonly id: string;
  readonly tenantId: string;
  /** Owners and editors may change connections; a `normal` member may read only (contract 1.2). */
  role: 'owner' | 'editor' | 'normal';
  readonly email: string;
}

export type AccountName = 'anne' | 'ben' | 'dora' | 'carl';

/** Anne, Ben and Dora share a workspace; Carl is in another one. */
export function accounts(): Record<AccountName, Account> {
  return {
    anne: { id: 'account-anne', tenantId: 'acme', role: 'owner', email: 'anne@example.com' },
    ben: { id: 'account-ben', tenantId: 'acme', role: 'normal', email: 'ben@example.com' },
    dora: { id: 'account-dora', tenantId: 'acme', role: 'editor', email: 'dora@example.com' },
    carl: { id: 'account-carl', tenantId: 'globex', role: 'owner', email: 'carl@example.com' },
  };
}

export const mayEdit = ({ role }: Account): boolean => role !== 'normal';
