import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
  /** How often everything is measured. */
  readonly rounds: number;
  /** Groups, rows or lengths of lists; all when empty. */
  readonly only: readonly string[];
  /** An earlier commit that is measured as well. */
  readonly against: string | null;
  /** Where the results are written. */
  readonly out: string;
  /** Whether a missed budget makes the command fail. */
  readonly verdict: boolean;
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '9' },
      only: { type: 'string', default: '' },
      against: { type: 'string' },
      out: { type: 'string', default: 'bench/results.json' },
      'no-verdict': { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a number from 1 on.');
  return {
    rounds,
    only: values.only.split(',').filter(Boolean),
    against: values.against ?? null,
    out: values.out,
    verdict: !values['no-verdict'],
  };
}
