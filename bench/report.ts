import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { sizeOf } from '../scripts/sizes.mjs';
import { THROTTLING } from './browser.js';
import { drawChart } from './chart.js';
import type { Options } from './options.js';
import type { Shape } from './page/shape.js';
import type { Cell, ResultRow, Results } from './results.js';
import { GROUPS, isWanted } from './rows.js';
import type { Sample } from './sample.js';
import { LISTED } from './server.js';
import type { BenchSide } from './sides.js';
import { ratio, summarize } from './statistics.js';
import { markdownTable, tables, verdictRows } from './table.js';
import { judge, judgeSizes } from './verdicts.js';

/** What was measured, as it comes out of the rounds. */
interface Measured {
  readonly root: string;
  readonly options: Options;
  readonly sides: readonly BenchSide[];
  /** By side, a sample for each page. */
  readonly samples: Readonly<Record<string, readonly Sample[]>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly browser: string;
}

export function resultsOf({ root, options, sides, samples, shapes, browser }: Measured): Results {
  const valuesOf = (side: string, id: string): number[] =>
    (samples[side] ?? []).map((sample) => sample[id]).filter((value) => value !== undefined);
  const rows = GROUPS.flatMap(({ name, rows: all }) =>
    all
      .filter(({ id }) => isWanted(name, id, options.only))
      .map((row): ResultRow => {
        const base = valuesOf('dom', row.id);
        const dom = base.length ? summarize(base).median : undefined;
        const cells = sides.flatMap(({ name: side }): [string, Cell][] => {
          const values = valuesOf(side, row.id).map((value) => Math.round(value * 1000) / 1000);
          if (values.length === 0) return [];
          const summary = summarize(values);
          return [[side, { ...summary, ratio: ratio(summary.median, dom), samples: values }]];
        });
        return { ...row, group: name, sides: Object.fromEntries(cells) };
      }),
  ).filter((row) => Object.keys(row.sides).length > 0);
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim();
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '-uno') ? ' (changed)' : ''),
    against: options.against && git('rev-parse', '--short', options.against),
    machine: {
      processor: cpus()[0]?.model ?? '',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 1024 ** 3),
      system: `${process.platform} ${process.arch}`,
      node: process.version,
      browser,
      // Of the last quarter of an hour; the bench itself is about 1 of it.
      load: Math.round((loadavg()[2] ?? 0) * 10) / 10,
    },
    settings: { rounds: options.rounds, viewport: '1280x800', coldLoad: { ...THROTTLING, listed: LISTED } },
    sides: Object.fromEntries(sides.map(({ name, title }) => [name, title])),
    verdicts: [
      ...(options.only.length > 0 ? [] : judgeSizes((entry) => sizeOf(join(root, 'cdn'), entry).atOnce)),
      ...judge(rows),
    ],
    shapes: Object.fromEntries(Object.entries(shapes).map(([name, { boxes: _, ...shape }]) => [name, shape])),
    rows,
  };
}

const BEGIN = '<!-- bench: begin, written by npm run bench -->';
const END = '<!-- bench: end -->';

/** Writes the results, and for a full run also the charts and the generated part of docs/performance.md. */
export async function writeReport(results: Results, root: string, { out, only }: Options): Promise<void> {
  writeFileSync(out, await pretty(JSON.stringify(results), 'json', root));
  // Part of the rows would leave holes in the page.
  if (only.length > 0) return;
  for (const theme of ['light', 'dark'] as const)
    writeFileSync(join(root, `docs/performance-${theme}.svg`), await drawChart(results, theme));
  const page = join(root, 'docs/performance.md');
  const text = existsSync(page) ? readFileSync(page, 'utf8') : `# Performance\n\n${BEGIN}\n${END}\n`;
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${page} has lost its marks.`);
  writeFileSync(
    page,
    await pretty(`${before}${BEGIN}\n\n${generated(results)}\n\n${END}${after}`, 'markdown', root),
  );
}

function generated(results: Results): string {
  const { machine, settings, sides, verdicts, date, commit, against } = results;
  const load = Number(machine['load']);
  const busy =
    load > Number(machine['cores'])
      ? ` **The machine was busy with other work** (load ${load} in place of about 1): times are too long, ratios uncertain.`
      : '';
  const intro = `Measured on ${date.slice(0, 10)} at commit ${commit}${against ? `, with ${against} as \`before\`` : ''}:
${machine['browser']}, ${machine['cores']} cores (${machine['processor']}), Node ${machine['node']}; medians of
${String(settings['rounds'])} ${settings['rounds'] === 1 ? 'round' : 'rounds'} with the lowest and the highest value, and × how much of hand-written DOM in the same run.${busy}`;
  const picture = `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="performance-dark.svg">
  <img src="performance-light.svg" alt="Four charts of the tables below: cold load, time to the painted list, one changed source, memory">
</picture>`;
  return [
    intro,
    Object.entries(sides)
      .map(([name, title]) => `- \`${name}\`: ${title}`)
      .join('\n'),
    picture,
    '## Budgets',
    markdownTable(
      ['budget', 'asked', 'found', ''],
      verdictRows(verdicts).map((row) => row.map((cell) => cell.replace('MISSED', '**missed**'))),
    ),
    ...tables(results, GROUPS, markdownTable).flatMap(({ title, table }) => [
      `## ${title}`,
      table.replace(`| ${title} |`, '| |'),
    ]),
  ].join('\n\n');
}

async function pretty(text: string, parser: string, root: string): Promise<string> {
  const config = await prettier.resolveConfig(join(root, 'docs/performance.md'));
  return prettier.format(text, { ...config, parser });
}
