import type { Browser } from 'puppeteer-core';
import type { Shape } from './page/shape.js';
import { COUNTS, GROUPS, isWanted, LONG, SHORT } from './rows.js';
import { sampleCold, sampleList, sampleMemory, sampleTask, type Sample } from './sample.js';
import type { BenchServer } from './server.js';
import type { BenchSide } from './sides.js';

/** What is measured in one page, for some sides. */
export interface Job {
  readonly name: string;
  readonly count: number;
  readonly sides: readonly BenchSide[];
  /** In which rounds sides that have all rows in the page take part: every first, every third. */
  readonly every: number;
  run(browser: Browser, side: BenchSide): Promise<{ sample: Sample; shape?: Shape }>;
}

/** Everything that is to be measured in a round. */
export function jobsOf(sides: readonly BenchSide[], server: BenchServer, only: readonly string[]): Job[] {
  const isAsked = (groups: readonly string[], count?: number): boolean =>
    GROUPS.filter(({ name }) => groups.includes(name)).some(({ name, rows }) =>
      rows.some(({ id }) => (!count || id.endsWith(`.${count}`)) && isWanted(name, id, only)),
    );
  const jobs: Job[] = [];
  if (isAsked(['cold'])) {
    jobs.push({
      name: 'cold load',
      count: 0,
      sides: sides.filter(({ coldPath }) => coldPath),
      every: 1,
      run: async (browser, side) => ({ sample: await sampleCold(browser, server, side.coldPath ?? '') }),
    });
  }
  for (const count of COUNTS.filter((length) => isAsked(['show', 'change', 'search', 'unmount'], length))) {
    jobs.push({
      name: `list of ${count}`,
      count,
      sides: sides.filter(({ from }) => from <= count),
      every: 1,
      run: (browser, side) =>
        sampleList(browser, server, side.listPath, {
          count,
          search: count >= LONG[0] && count <= side.searchTo,
        }),
    });
  }
  for (const count of SHORT.filter((length) => isAsked(['task'], length))) {
    jobs.push({
      name: `tasks of ${count}`,
      count,
      sides: sides.filter(({ from }) => from <= count),
      every: 1,
      run: async (browser, side) => ({ sample: await sampleTask(browser, server, side.listPath, count) }),
    });
  }
  for (const count of LONG.filter((length) => isAsked(['memory'], length))) {
    jobs.push({
      name: `memory of ${count}`,
      count,
      sides: sides.filter(({ memory }) => memory),
      // Two times minutes of work for a number that is the same within two percent each time.
      every: count > 1000 ? 3 : 1,
      run: async (browser, side) => ({ sample: await sampleMemory(browser, server, side.listPath, count) }),
    });
  }
  return jobs;
}
