#!/usr/bin/env node
/** `datasource-contract`: tries the rules of the contract on somebody's own server (docs/contract-check.md). */
import { randomBytes } from 'node:crypto';
import { ConsoleApi } from './api/console-api.js';
import { parseCookies } from './api/cookies.js';
import { LIST } from './api/paths.js';
import { signIn } from './api/sign-in.js';
import { describe, wordsOf } from './expect.js';
import { readOptions, USAGE, UsageError, type Options } from './options.js';
import { Redaction } from './redaction.js';
import { report } from './report.js';
import { RULES } from './rules.js';
import { run } from './run.js';
import { Workbench } from './workbench.js';

process.exitCode = await main();

async function main(): Promise<number> {
  const redaction = new Redaction();
  try {
    const options = readOptions(process.argv.slice(2), process.env);
    if (options) return await check(options, redaction);
    process.stdout.write(USAGE);
    return 0;
  } catch (error) {
    const help = error instanceof UsageError ? `\n\n${USAGE}` : '\n';
    process.stderr.write(redaction.apply(wordsOf(error)) + help);
    return 2;
  }
}

async function check(
  { base, identity, source, credentials }: Options,
  redaction: Redaction,
): Promise<number> {
  redaction.add(...Object.values(credentials ?? {}).filter((value) => typeof value === 'string'));
  const api = new ConsoleApi(base, fetch, redaction);
  let signOut: (() => Promise<void>) | undefined;
  if ('email' in identity) {
    redaction.add(identity.password);
    signOut = await signIn(api, identity.email, identity.password);
  } else api.session = parseCookies(identity.cookie);

  // Whoever is not let in, or finds no server, learns that and not a list of failures.
  const first = await api.get(LIST);
  if (first.status === 401) throw new Error(`The server does not know this session: ${describe(first)}.`);

  const bench = new Workbench(api, { source, credentials, run: randomBytes(3).toString('hex') });
  const result = await run(RULES, bench, redaction, untilInterrupted());
  await signOut?.().catch(() => undefined);
  process.stdout.write(report(result));
  const isComplete = result.results.length === RULES.length;
  if (!isComplete) process.stdout.write('Interrupted: the other rules were not tried.\n');
  const isGood = result.results.every(({ outcome }) => outcome !== 'fail') && result.leftBehind.length === 0;
  return isGood && isComplete ? 0 : 1;
}

/** Ctrl-C lets it clean up first; a second one ends it at once. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
