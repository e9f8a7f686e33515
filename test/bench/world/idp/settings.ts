/** The steps that a user is taken through: both are pages; `redirect` is the way back to the console. */
export type IdpStage = 'login' | 'consent' | 'redirect';

export type Coop = 'unsafe-none' | 'same-origin-allow-popups' | 'same-origin' | 'noopener-allow-popups';

/** A page in place of the provider's own. */
export interface SubstitutePage {
  status: number;
  contentType: string;
  body: string | Uint8Array<ArrayBuffer>;
}

/** How the provider behaves; each can be changed at any time and is set back by a reset. */
export interface IdpSettings {
  /** Under which name browsers reach it. Default `127.0.0.1`, which is cross-site to `localhost`. */
  hostname: '127.0.0.1' | 'localhost' | '127.0.0.2';
  /** `Cross-Origin-Opener-Policy` of all its pages. Default none is sent. */
  coop: Coop | undefined;
  /** Pages that are passed without being shown. Default none; with both the answer comes at once. */
  skip: readonly ('login' | 'consent')[];
  /** How long each answer takes, in milliseconds. Default 0. */
  slow: number;
  /** A step that never answers. */
  hang: IdpStage | undefined;
  /** What comes in place of the login page. */
  page: SubstitutePage | undefined;
  /** Whether the login page redirects to itself for ever. */
  loop: boolean;
  /** What the user decides where the consent page is skipped. Default `allow`. */
  decision: 'allow' | 'deny';
  /** What the answer at the callback carries in place of `code` and `error`; `state` is sent unless given. */
  answer: Record<string, string> | undefined;
  /** What the console gets as the address to open, in place of the true one; `javascript:…` for one. */
  authorizationUrl: string | undefined;
  /** The account that is authorized; it names the connection. `null` for a provider that tells no name. */
  accountName: string | null;
  avatarUrl: string | null;
}

export const defaultIdpSettings = (): IdpSettings => ({
  hostname: '127.0.0.1',
  coop: undefined,
  skip: [],
  slow: 0,
  hang: undefined,
  page: undefined,
  loop: false,
  decision: 'allow',
  answer: undefined,
  authorizationUrl: undefined,
  accountName: "Anne's workspace",
  avatarUrl: null,
});

/** A bare JSON error, as servers answer that know nothing of browsers. */
export const jsonErrorPage = (status: number): SubstitutePage => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ error: 'server_error', error_description: `The provider says ${status}.` }),
});

/** Bytes that are no page at all, under the name of one. */
export const junkPage = (): SubstitutePage => ({
  status: 200,
  contentType: 'text/html',
  body: Uint8Array.from({ length: 4096 }, (_, index) => (index * 197 + 31) % 256),
});
