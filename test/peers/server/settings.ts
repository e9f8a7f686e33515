/** How the servers of the peers behave; set back for each measurement. */
export interface PeerServerSettings {
  /** How long what comes before the provider's page takes: OIDC discovery, Nango's first word. In milliseconds. */
  slowStart: number;
  /** How long the last word takes: the token, Nango's message that it has the connection. In milliseconds. */
  lateResult: number;
  /** Whether the callback page and Nango's server say everything twice. */
  twice: boolean;
  /** What OIDC discovery names in place of the provider's true address. */
  authorizationEndpoint: string | undefined;
}

export const defaultPeerServerSettings = (): PeerServerSettings => ({
  slowStart: 0,
  lateResult: 0,
  twice: false,
  authorizationEndpoint: undefined,
});
