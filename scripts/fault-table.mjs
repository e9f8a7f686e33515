import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_NAMES } from './engines.mjs';
import { FAULTS } from './fault-list.mjs';

const LABELS = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

/** Every result that test files have written into a folder; of several of one test the last. */
export function readResults(folder) {
  const last = new Map();
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort())
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)) {
      const result = JSON.parse(line);
      last.set(`${file} ${result.engine} ${result.id} ${result.title}`, result);
    }
  return [...last.values()];
}

/**
 * What the results say of each fault in each engine. A cell passes if there is a test and all of them passed; what was
 * begun and never finished has failed.
 */
export function tableOf(results) {
  const rows = Object.entries(FAULTS).map(([id, title]) => {
    const own = results.filter((result) => result.id === id);
    const cells = Object.fromEntries(
      ENGINE_NAMES.map((engine) => [engine, cellOf(own.filter((result) => result.engine === engine))]),
    );
    return { id, title, cells };
  });
  const versions = Object.fromEntries(
    ENGINE_NAMES.map((engine) => [
      engine,
      results.find((result) => result.engine === engine && result.version)?.version ?? null,
    ]),
  );
  return { rows, versions, counts: countsOf(results) };
}

/** What the tests that passed have counted: the sums for each fault and engine. */
function countsOf(results) {
  const counts = new Map();
  for (const id of Object.keys(FAULTS))
    for (const { engine, counts: own = {} } of results.filter(
      (each) => each.id === id && each.result === 'pass',
    ))
      for (const [what, number] of Object.entries(own)) {
        const count = counts.get(`${id} ${what}`) ?? { id, what, sums: {} };
        count.sums[engine] = (count.sums[engine] ?? 0) + number;
        counts.set(`${id} ${what}`, count);
      }
  return [...counts.values()];
}

function cellOf(results) {
  const count = (...states) => results.filter(({ result }) => states.includes(result)).length;
  const reasons = [
    ...new Set(results.filter(({ result }) => result === 'n/a').map(({ reason }) => reason)),
  ].sort();
  const passed = count('pass');
  const again = results.filter((each) => each.result === 'pass' && each.again).length;
  const cell = (state) => ({ state, passed, again });
  if (count('fail', 'planned') > 0) return cell('failed');
  if (count('skipped') > 0) return cell('skipped');
  if (passed > 0) return cell('passed');
  return reasons.length > 0 ? { ...cell('n/a'), reasons } : cell('missing');
}

/** Figures about the whole table, as whole sentences of a list. */
export function figuresOf({ rows, versions }) {
  const cells = rows.flatMap(({ cells: each }) => Object.values(each));
  const count = (state) => cells.filter((cell) => cell.state === state).length;
  const covered = rows.filter(({ cells: each }) =>
    Object.values(each).every(({ state }) => state === 'passed' || state === 'n/a'),
  ).length;
  const share = ((100 * count('n/a')) / cells.length).toFixed(1);
  const again = cells.reduce((sum, cell) => sum + cell.again, 0);
  const states = ['passed', 'n/a', 'failed', 'missing', 'skipped'].map((state) => `${count(state)} ${state}`);
  return [
    `Covered in every engine: ${covered} of ${rows.length} faults.`,
    `Cells: ${states.join(', ')}, of ${cells.length}; not applicable are ${share} % (at most 15 % are allowed).`,
    `Tests that passed at the second try only: ${again}.`,
    `Engines: ${ENGINE_NAMES.map((name) => `${LABELS[name]} ${versions[name] ?? '(not run)'}`).join(', ')}.`,
  ];
}

/** Whether nothing is missing or failed, and not too much is left out as not applicable. */
export function isGood({ rows }, engines) {
  const cells = rows.flatMap((row) => engines.map((engine) => row.cells[engine].state));
  const leftOut = cells.filter((state) => state === 'n/a').length / cells.length;
  return leftOut <= 0.15 && !cells.some((state) => state === 'missing' || state === 'failed');
}

/** The table as a page of the documentation. */
export function markdownOf(table) {
  const notes = [];
  const cell = ({ state, passed, again, reasons = [] }) => {
    if (state === 'passed') return again > 0 ? `pass (${passed}, ${again} again)` : `pass (${passed})`;
    if (state !== 'n/a')
      return state === 'failed' ? '**failed**' : state === 'missing' ? '**missing**' : state;
    const note = reasons.join('; ');
    if (!notes.includes(note)) notes.push(note);
    return `n/a [${notes.indexOf(note) + 1}]`;
  };
  const lines = table.rows.map(
    ({ id, title, cells }) =>
      `| ${id} | ${escape(title)} | ${ENGINE_NAMES.map((name) => cell(cells[name])).join(' | ')} |`,
  );
  const counts = table.counts.map(
    ({ id, what, sums }) =>
      `| ${id} | ${escape(what)} | ${ENGINE_NAMES.map((name) => sums[name]?.toLocaleString('en') ?? '–').join(' | ')} |`,
  );
  const engines = `${ENGINE_NAMES.map((name) => LABELS[name]).join(' | ')} |`;
  const rule = (side) => `| --- | --- |${side.repeat(ENGINE_NAMES.length)}`;
  return [
    '# Faults',
    'What can go wrong around an authorization, and whether the tests in real browsers show that the elements survive it. Written by `npm run test:faults`; not to be edited.',
    [`| fault | what | ${engines}`, rule(' --- |'), ...lines].join('\n'),
    'The number in brackets is that of the tests; “again” are those that failed once and passed when they ran once more.',
    figuresOf(table)
      .map((figure) => `- ${figure}`)
      .join('\n'),
    ...(counts.length > 0
      ? ['## Counted', [`| fault | what | ${engines}`, rule(' ---: |'), ...counts].join('\n')]
      : []),
    ...(notes.length > 0
      ? ['## Not applicable', notes.map((note, index) => `${index + 1}. ${escape(note)}`).join('\n')]
      : []),
    '',
  ].join('\n\n');
}

const escape = (text) => text.replace(/[\\|*_`<>[\]]/g, '\\$&');
