import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export interface DemoOptions {
  /** Port of the console; 0 for any free one. */
  port?: number;
  /** Port of the authorization server; 0 for any free one. */
  oauthPort?: number;
  dataDir?: string;
  databaseUrl?: string;
  databaseAuthToken?: string;
  /** 32 bytes in base64. */
  secretKey?: string;
  /** Addresses that browsers use when several copies run behind one address. */
  publicUrl?: string;
  oauthPublicUrl?: string;
  /** How long an access token lasts, in seconds. */
  accessTokenSeconds?: number;
  /** How long an access token lasts that the authorization server issues to a client, in seconds. */
  providerTokenSeconds?: number;
  /** false: only the API, without the demo's pages. */
  pages?: boolean;
  /** For tests: how long a provider may take to let a document be read, in seconds. */
  providerTimeoutSeconds?: number;
  /** For tests: the time in seconds since 1970. */
  now?: () => number;
}

const DEFAULTS = {
  port: 5173,
  oauthPort: 5174,
  accessTokenSeconds: 3600,
  providerTokenSeconds: 3600,
  providerTimeoutSeconds: 10,
} as const;

export type ResolvedOptions = ReturnType<typeof resolveOptions>;

export function resolveOptions(options: DemoOptions) {
  const dataDir = options.dataDir ?? join(REPOSITORY, 'demo', '.data');
  return {
    port: options.port ?? DEFAULTS.port,
    oauthPort: options.oauthPort ?? DEFAULTS.oauthPort,
    dataDir,
    databaseUrl: options.databaseUrl ?? pathToFileURL(join(dataDir, 'demo.db')).href,
    databaseAuthToken: options.databaseAuthToken,
    secretKey: options.secretKey,
    publicUrl: origin(options.publicUrl, 'PUBLIC_URL'),
    oauthPublicUrl: origin(options.oauthPublicUrl, 'OAUTH_PUBLIC_URL'),
    accessTokenSeconds: options.accessTokenSeconds ?? DEFAULTS.accessTokenSeconds,
    providerTokenSeconds: options.providerTokenSeconds ?? DEFAULTS.providerTokenSeconds,
    providerTimeoutSeconds: options.providerTimeoutSeconds ?? DEFAULTS.providerTimeoutSeconds,
    pages: options.pages ?? true,
    now: options.now ?? (() => Math.floor(Date.now() / 1000)),
  };
}

/** The environment variables of `npm start`. */
export function optionsFromEnvironment(env: NodeJS.ProcessEnv): DemoOptions {
  const values: Record<string, unknown> = {
    port: number(env, 'PORT'),
    oauthPort: number(env, 'OAUTH_PORT'),
    dataDir: env['DATA_DIR'] || undefined,
    databaseUrl: env['DATABASE_URL'] || undefined,
    databaseAuthToken: env['DATABASE_AUTH_TOKEN'] || undefined,
    secretKey: env['SECRET_KEY'] || undefined,
    publicUrl: env['PUBLIC_URL'] || undefined,
    oauthPublicUrl: env['OAUTH_PUBLIC_URL'] || undefined,
    accessTokenSeconds: number(env, 'ACCESS_TOKEN_SECONDS'),
    providerTokenSeconds: number(env, 'PROVIDER_TOKEN_SECONDS', 1),
    pages: env['DEMO_PAGES'] === '0' ? false : undefined,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function number(env: NodeJS.ProcessEnv, name: string, least = 0): number | undefined {
  const value = env[name];
  if (value === undefined || value === '') return undefined;
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535 || Number(value) < least)
    throw new Error(`${name} must be a number from ${least} to 65535`);
  return Number(value);
}

function origin(value: string | undefined, name: string): string | undefined {
  if (value === undefined) return undefined;
  if (!URL.canParse(value) || !/^https?:/.test(value)) throw new Error(`${name} must be an http(s) address`);
  return new URL(value).origin;
}
