import { parseArgs } from 'node:util';
import { isObject } from './expect.js';

/** How the check is used, in words. */
export const USAGE = `Tries the rules of the contract on a Dify console API.

  datasource-contract <base url> [options]

  <base url>         its address, e.g. https://dify.example.com/console/api
  --email <address>  signs in; the password is taken from DATASOURCE_PASSWORD
  --cookie           uses the cookies of a session in DATASOURCE_COOKIE: access_token=…; csrf_token=…
  --source <id>      the data source to make connections of, organization/plugin/name;
                     default: the first that needs no field
  --help             shows this

  DATASOURCE_CREDENTIALS  what that source is connected with, as JSON: {"api_key": "…"}

Exit code: 0 every rule holds or was skipped, 1 one does not hold or something was left behind, 2 it could not begin.
`;

/** What to check, and as whom. */
export interface Options {
  readonly base: string;
  readonly identity: { readonly email: string; readonly password: string } | { readonly cookie: string };
  readonly source: string | undefined;
  readonly credentials: Readonly<Record<string, unknown>> | undefined;
}

/** The command was not given what it needs. */
export class UsageError extends Error {}

/**
 * Reads the command line and the environment.
 *
 * @returns `null` where help is asked for.
 * @throws {UsageError} where something is missing or wrong.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [base = '', ...more] = positionals;
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol) || more.length > 0)
    throw new UsageError('Give one address of an API, with http or https.');
  const { source } = values;
  if (source !== undefined && !/^[a-z0-9_-]+\/[a-z0-9_-]+\/[a-z0-9_-]+$/.test(source))
    throw new UsageError('--source is organization/plugin/name.');
  const credentials = readCredentials(env['DATASOURCE_CREDENTIALS']);
  return { base, identity: readIdentity(values, env), source, credentials };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        email: { type: 'string' },
        cookie: { type: 'boolean', default: false },
        source: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch {
    // The parser's own words would repeat what was given, which could be a secret in the wrong place.
    throw new UsageError('There is an option that is unknown, or has no value.');
  }
}

function readIdentity(
  { email, cookie }: { email?: string | undefined; cookie: boolean },
  env: NodeJS.ProcessEnv,
): Options['identity'] {
  if ((email !== undefined) === cookie) throw new UsageError('Give either --email or --cookie.');
  const name = cookie ? 'DATASOURCE_COOKIE' : 'DATASOURCE_PASSWORD';
  const secret = env[name];
  if (!secret) throw new UsageError(`Set ${name}.`);
  return email === undefined ? { cookie: secret } : { email, password: secret };
}

function readCredentials(json: string | undefined): Record<string, unknown> | undefined {
  if (!json) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // Not JSON; said below, without what it is.
  }
  if (!isObject(value)) throw new UsageError('DATASOURCE_CREDENTIALS is not an object in JSON.');
  return value;
}
