import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Results } from './results.js';
import { COUNTS } from './rows.js';

const THEMES = {
  light: {
    background: '#ffffff',
    text: '#1f2328',
    muted: '#59636e',
    grid: '#d1d9e0',
    sides: { elements: '#155eef', dom: '#6e7781', 'dom-cv': '#a8b1ba', react: '#c2410c', before: '#8250df' },
  },
  dark: {
    background: '#0d1117',
    text: '#f0f6fc',
    muted: '#9198a1',
    grid: '#30363d',
    sides: { elements: '#6ea8ff', dom: '#9aa4ae', 'dom-cv': '#656e78', react: '#ff9a5c', before: '#bc8cff' },
  },
};

const NAMES: Readonly<Record<string, string>> = {
  elements: 'These elements',
  dom: 'Hand-written DOM',
  'dom-cv': 'with content-visibility',
  react: 'React 19 + React Query',
  before: 'These elements, before',
};

interface Point {
  readonly side: string;
  readonly count: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Draws the chart of all results, as an SVG. */
export async function drawChart(results: Results, theme: keyof typeof THEMES): Promise<string> {
  const { background, text, muted, grid, sides: colors } = THEMES[theme];
  const sides = Object.keys(results.sides).filter((side) => side in colors);
  const color = {
    field: 'side',
    type: 'nominal' as const,
    title: null,
    scale: {
      domain: sides.map((side) => NAMES[side] ?? side),
      range: sides.map((side) => colors[side as keyof typeof colors]),
    },
  };
  const points = (metric: string, counts: readonly number[], scale = 1): Point[] =>
    counts.flatMap((count) => {
      const row = results.rows.find(({ id }) => id === `${metric}.${count}`);
      return sides.flatMap((side) => {
        const cell = row?.sides[side];
        if (!cell) return [];
        const at = (value: number): number => Math.max(value / scale, 0.01);
        return [
          { side: NAMES[side] ?? side, count, median: at(cell.median), min: at(cell.min), max: at(cell.max) },
        ];
      });
    });
  const lines = (title: string, subtitle: string, values: Point[], unit: string) => ({
    title: { text: title, subtitle },
    width: 360,
    height: 220,
    data: { values },
    encoding: {
      x: {
        field: 'count',
        type: 'quantitative' as const,
        scale: { type: 'log' as const, domain: [8, 12_500], nice: false },
        axis: { title: 'data sources', values: [...COUNTS], format: ',d', grid: false },
      },
      color,
    },
    layer: [
      {
        mark: { type: 'rule' as const, strokeWidth: 3, opacity: 0.25 },
        encoding: {
          y: {
            field: 'min',
            type: 'quantitative' as const,
            scale: { type: 'log' as const },
            axis: { title: unit, values: [1, 10, 100, 1000, 10_000], format: ',d' },
          },
          y2: { field: 'max' },
        },
      },
      {
        mark: { type: 'line' as const, strokeWidth: 2, point: { size: 40, filled: true } },
        encoding: { y: { field: 'median', type: 'quantitative' as const } },
      },
    ],
  });
  const bars = (title: string, subtitle: string, values: (Point & { label: string })[]) => ({
    title: { text: title, subtitle },
    width: 360,
    height: 220,
    data: { values },
    encoding: {
      y: { field: 'side', type: 'nominal' as const, sort: null, axis: null },
      x: {
        field: 'median',
        type: 'quantitative' as const,
        axis: null,
        scale: { domainMax: Math.max(...values.map(({ median }) => median)) * 1.45 },
      },
      color,
    },
    layer: [
      { mark: { type: 'bar' as const, cornerRadiusEnd: 3, height: { band: 0.6 } } },
      {
        mark: {
          type: 'text' as const,
          align: 'left' as const,
          baseline: 'middle' as const,
          dx: 6,
          color: text,
          fontSize: 12,
        },
        encoding: {
          text: { field: 'label' },
          color: { value: text },
        },
      },
    ],
  });
  const cold = results.rows.find(({ id }) => id === 'cold.clickable');
  const bytes = results.rows.find(({ id }) => id === 'cold.bytes');
  const coldPoints = sides.flatMap((side) => {
    const cell = cold?.sides[side];
    if (!cell) return [];
    const { median, min, max } = cell;
    const size = (bytes?.sides[side]?.median ?? 0) / 1024;
    const label = `${(median / 1000).toFixed(2)} s, ${size.toFixed(1)} KiB`;
    return [{ side: NAMES[side] ?? side, count: 0, median, min, max, label }];
  });
  const memory = points('memory.all', [10_000], 1024).map((point) => ({
    ...point,
    label: `${point.median < 10 ? point.median.toFixed(1) : Math.round(point.median)} KiB`,
  }));
  const spec: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background,
    padding: 16,
    spacing: { row: 100, column: 104 },
    columns: 2,
    bounds: 'flush',
    concat: [
      bars('Cold load', 'Until a click on Connect works; slow 4G, a quarter of the processor', coldPoints),
      lines('List painted', 'First rows, from the call that shows the list', points('first', COUNTS), 'ms'),
      lines(
        'One changed source',
        'Read again with one changed, to layout',
        points('reread.layout', COUNTS),
        'ms',
      ),
      bars('Memory of a shown list', 'JS and page, per source of 10,000, without the data', memory),
    ],
    resolve: { scale: { color: 'shared' } },
    config: {
      font: 'system-ui, sans-serif',
      view: { stroke: null },
      axis: {
        labelColor: muted,
        titleColor: muted,
        gridColor: grid,
        domainColor: grid,
        tickColor: grid,
        labelFontSize: 12,
        titleFontSize: 12,
        titleFontWeight: 'normal',
      },
      title: {
        anchor: 'start',
        frame: 'group',
        color: text,
        subtitleColor: muted,
        fontSize: 15,
        subtitleFontSize: 12,
        offset: 14,
      },
      legend: {
        orient: 'top',
        direction: 'horizontal',
        labelColor: text,
        labelFontSize: 13,
        symbolType: 'circle',
        symbolSize: 90,
        symbolOpacity: 1,
        labelLimit: 0,
        columnPadding: 24,
        offset: 20,
      },
    },
  };
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
