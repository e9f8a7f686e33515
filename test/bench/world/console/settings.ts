import type { Source } from './sources.js';

/** How the console behaves; each can be changed at any time and is set back by a reset. */
export interface ConsoleSettings {
  /** `CONSOLE_API_URL`: where the redirect URI points. Empty, as by default in Docker, makes it relative. */
  apiUrl: string;
  /** `CONSOLE_WEB_URL`: where a completed authorization ends. */
  webUrl: string;
  /** The page there: `/oauth-callback` of the product's making, `/dify-oauth-callback`, or any other. */
  callbackPath: string;
  /** Other origins that may read answers, with cookies. Default none. */
  corsOrigins: string[];
  /** `__Host-` as on https; browsers take such cookies from http on loopback if they hold it trustworthy. */
  cookiePrefix: '' | '__Host-';
  /** Life of access and CSRF tokens, in seconds. Default 3600. */
  sessionSeconds: number;
  /** Life of a flow's context, in seconds. Default 300. */
  contextSeconds: number;
  /**
   * Whether a bearer token needs the CSRF comparison too, as in Dify with anything but its admin key (contract 1.5).
   * Default false: the servers that a bearer token is meant for.
   */
  csrfForBearer: boolean;
  /** Newer servers: what somebody else keeps private is not listed, and OAuth makes private ones. Default true. */
  visibility: boolean;
  /** Newest servers: operation 3 is for those who may edit. Default false. */
  editToReadOne: boolean;
  /** Whether the plugin compares the state of the answer with the context's. Dify leaves it to the plugin. Default false. */
  checkState: boolean;
  /** What the plugin finds wrong with values, if anything. By default a value that contains "invalid". */
  validate: (source: Source | undefined, values: Record<string, unknown>) => string | undefined;
}

export function defaultSettings(origin: string): ConsoleSettings {
  return {
    apiUrl: origin,
    webUrl: origin,
    callbackPath: '/oauth-callback',
    corsOrigins: [],
    cookiePrefix: '',
    sessionSeconds: 3600,
    contextSeconds: 300,
    csrfForBearer: false,
    visibility: true,
    editToReadOne: false,
    checkState: false,
    validate: (_source, values) =>
      Object.values(values).some((value) => String(value).includes('invalid'))
        ? 'The key was refused.'
        : undefined,
  };
}
