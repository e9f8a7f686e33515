import { UserManager } from 'oidc-client-ts';

/** The same for the page that begins a login and for the redirect page. */
export const managerOf = (authority: string): UserManager =>
  new UserManager({
    authority,
    client_id: 'peers',
    redirect_uri: `${location.origin}/oidc-callback`,
  });
