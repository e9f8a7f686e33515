/** What says that a connection that was refused may be good again. */
const REPAIRS: ReadonlySet<string> = new Set(['reauthorized', 'updated']);

/** Calls `repaired` whenever the user has authorized a connection again, or given it another key. */
export function listenForRepairs(repaired: (credentialId: string, name: string) => void): void {
  document.addEventListener('datasource-authorized', ({ detail: { reauthorized, credential } }) => {
    if (reauthorized) repaired(credential.id, credential.name);
  });
  document.addEventListener('datasource-credential-change', ({ detail: { action, credential } }) => {
    if (REPAIRS.has(action)) repaired(credential.id, credential.name);
  });
}
