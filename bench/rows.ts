/** How a number is written. */
export type Unit = 'ms' | 'bytes' | 'count';

/** One thing that is measured, for every side. */
export interface Row {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
}

/** Rows that are read together. */
export interface Group {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly Row[];
}

/** How long the lists are. */
export const COUNTS = [10, 100, 1000, 10_000] as const;
/** How long those are whose longest task is looked for. */
export const SHORT = [10, 100] as const;
/** How long those are whose search and memory are measured. */
export const LONG = [1000, 10_000] as const;

const each = (counts: readonly number[], metric: string, title: string, unit: Unit = 'ms'): Row[] =>
  counts.map((count) => ({
    id: `${metric}.${count}`,
    title: `${title}, ${count.toLocaleString('en')} sources`,
    unit,
  }));

/** Everything that is measured, in the order in which it is told. */
export const GROUPS: readonly Group[] = [
  {
    name: 'cold',
    title: 'Cold load of a page with one Connect button',
    rows: [
      { id: 'cold.clickable', title: 'until a click on it works', unit: 'ms' },
      { id: 'cold.bytes', title: 'loaded by then (brotli)', unit: 'bytes' },
      { id: 'cold.requests', title: 'requests by then', unit: 'count' },
    ],
  },
  {
    name: 'show',
    title: 'Showing the list',
    rows: [
      ...each(COUNTS, 'first', 'first rows painted'),
      ...each(COUNTS, 'all', 'all rows painted'),
      ...each(COUNTS, 'nodes', 'elements in the page', 'count'),
    ],
  },
  {
    name: 'task',
    title: 'Longest task until the list is shown whole, on a processor slowed four times',
    rows: each(SHORT, 'task', 'longest task'),
  },
  {
    name: 'change',
    title: 'One changed source',
    rows: [
      ...each(COUNTS, 'update.layout', 'one object replaced, to layout'),
      ...each(COUNTS, 'update.painted', 'one object replaced, to paint'),
      ...each(COUNTS, 'reread.layout', 'whole list read again, to layout'),
      ...each(COUNTS, 'reread.painted', 'whole list read again, to paint'),
    ],
  },
  {
    name: 'search',
    title: 'Search, from the key to the painted result',
    rows: [...each(LONG, 'search.first', 'first key'), ...each(LONG, 'search.next', 'next keys')],
  },
  {
    name: 'unmount',
    title: 'Taking the list away',
    rows: each(COUNTS, 'unmount', 'to layout'),
  },
  {
    name: 'memory',
    title: 'Memory',
    rows: [
      ...each(LONG, 'memory.data', 'the data itself, per source', 'bytes'),
      ...each(LONG, 'memory.all', 'shown: JS and page, per source', 'bytes'),
      ...each(LONG, 'memory.js', 'shown: JS alone, per source', 'bytes'),
      ...each(LONG, 'memory.left', 'left after unmount, in all', 'bytes'),
      ...each(LONG, 'memory.again', 'left more after the second time, in all', 'bytes'),
    ],
  },
];

/** Whether a row is asked for by one of some names: its group, its id or the beginning of that, or the list's length. */
export function isWanted(group: string, id: string, only: readonly string[]): boolean {
  return (
    only.length === 0 ||
    only.some((name) => name === group || name === id || id.startsWith(`${name}.`) || id.endsWith(`.${name}`))
  );
}
