import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { icon } from '../../bench/data/icon.js';
import { relabelled, source, sources } from '../../bench/data/sources.js';
import { readOptions } from '../../bench/options.js';
import { GROUPS, isWanted } from '../../bench/rows.js';
import { differences } from '../../bench/shapes.js';
import { equal } from '../../bench/sides/dom/equal.js';
import { median, orderOf, ratio, summarize } from '../../bench/statistics.js';
import { cellsOf, formatBytes, formatValue, markdownTable, plainTable } from '../../bench/table.js';
import { CDN } from '../../scripts/size-budgets.mjs';
import { judge, judgeSizes } from '../../bench/verdicts.js';
import { parseDatasourceList } from '../../src/api/parse.js';

it('the median is the middle value, or what lies between the two', () => {
  assert.equal(median([5, 1, 9]), 5);
  assert.equal(median([10, 2, 4, 8]), 6);
  assert.equal(median([7]), 7);
  assert.throws(() => median([]));
});

it('a summary has the median and the range, and leaves the samples in their order', () => {
  const samples = [10, 9, 100];
  assert.deepEqual(summarize(samples), { median: 10, min: 9, max: 100 });
  assert.deepEqual(samples, [10, 9, 100]);
});

it('a ratio to nothing, or of something negative, says nothing', () => {
  assert.equal(ratio(3, 2), 1.5);
  assert.equal(ratio(3, undefined), null);
  assert.equal(ratio(3, 0), null);
  assert.equal(ratio(-1, 2), null);
});

it('over two rounds for each side, every side stands in every place equally often', () => {
  for (const sides of [
    ['a', 'b'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c', 'd'],
    ['a', 'b', 'c', 'd', 'e'],
  ]) {
    const places = new Map<string, number>();
    for (let round = 0; round < 2 * sides.length; round++) {
      const order = orderOf(sides, round);
      assert.deepEqual(order.toSorted(), sides);
      order.forEach((side, place) => places.set(side + place, (places.get(side + place) ?? 0) + 1));
    }
    assert.deepEqual([...new Set(places.values())], [2], sides.join());
    assert.equal(places.size, sides.length ** 2);
  }
});

it('the data is the same each time, is what the contract says, and has 0 to 3 connections each', () => {
  const list = sources(40);
  assert.deepEqual(list, sources(40));
  assert.equal(parseDatasourceList({ result: list }).result.length, 40);
  assert.deepEqual(
    [...new Set(list.map(({ credentials_list: { length } }) => length))].toSorted(),
    [0, 1, 2, 3],
  );
  const types = new Set(list.flatMap(({ credentials_list: all }) => all.map(({ type }) => type)));
  assert.deepEqual([...types].toSorted(), ['api-key', 'oauth2']);
  assert.equal(new Set(list.map((one) => `${one.plugin_id}/${one.name}`)).size, 40);
});

it('a search for a number finds nothing but labels with it', () => {
  for (const { author, label, description, name } of sources(300)) {
    const number = /\d+/.exec(label['en_US'] ?? '')?.[0];
    for (const text of [name, description['en_US'] ?? '']) assert.deepEqual(text.match(/\d+/g), [number]);
    assert.equal(author.match(/\d/), null);
  }
});

it('another label changes nothing else', () => {
  const before = source(3);
  const after = relabelled(before, 'Other');
  assert.equal(after.label['en_US'], 'Other');
  assert.equal(after.credentials_list, before.credentials_list);
  assert.notEqual(before.label['en_US'], 'Other');
});

it('an icon is a PNG with all its pixels', () => {
  const png = icon(7, 16);
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  const length = png.readUInt32BE(33);
  assert.equal(inflateSync(png.subarray(41, 41 + length)).length, 16 * (16 * 3 + 1));
  assert.notDeepEqual(icon(1), icon(2));
});

it('values of JSON are compared by what they say', () => {
  assert.ok(equal(source(3), structuredClone(source(3))));
  assert.ok(!equal(source(3), source(4)));
  assert.ok(!equal({ a: [1, 2] }, { a: [1, 3] }));
  assert.ok(!equal([1], [1, 2]));
  assert.ok(!equal({ a: 1 }, { b: 1 }));
  assert.ok(!equal({ a: null }, { a: {} }));
});

it('numbers are written with as many digits as mean something', () => {
  assert.equal(formatValue(1.234, 'ms'), '1.23 ms');
  assert.equal(formatValue(12.34, 'ms'), '12.3 ms');
  assert.equal(formatValue(1234.5, 'ms'), '1235 ms');
  assert.equal(formatValue(4259, 'count'), '4,259');
  assert.equal(formatBytes(512), '512 B');
  assert.equal(formatBytes(2560), '2.5 KiB');
  assert.equal(formatBytes(-2560), '-2.5 KiB');
  assert.equal(formatBytes(3 * 1024 * 1024), '3.0 MiB');
});

const cell = (value: number, ratio: number | null) => ({
  median: value,
  min: value - 1,
  max: value + 1,
  ratio,
  samples: [value],
});

it('a cell has its median, its ratio and its range; the base has no ratio, and what was not measured a dash', () => {
  const row = {
    id: 'first.10',
    group: 'show',
    title: '',
    unit: 'ms' as const,
    sides: { dom: cell(100, 1), elements: cell(50, 0.5) },
  };
  assert.deepEqual(cellsOf(row, ['elements', 'dom', 'react']), [
    '50.0 ms ×0.50 (49.0 – 51.0 ms)',
    '100 ms (99.0 – 101 ms)',
    '–',
  ]);
});

it('tables', () => {
  assert.equal(plainTable(['a', 'bb'], [['ccc', 'd']]), 'a    bb\n---  --\nccc  d');
  assert.equal(markdownTable(['a', 'b'], [['c', 'd']]), '| a | b |\n| --- | --- |\n| c | d |');
});

it('a budget is missed by what is above it, and not judged without its row', () => {
  const row = (id: string, elements: number, dom: number) => ({
    id,
    group: '',
    title: '',
    unit: 'ms' as const,
    sides: { elements: cell(elements, null), dom: cell(dom, null) },
  });
  assert.deepEqual(judge([]), []);
  const verdicts = judge([
    row('first.10000', 99, 0),
    row('all.10000', 0, 1000),
    row('update.layout.10000', 16, 10),
    row('nodes.10000', 3000, 0),
  ]);
  assert.deepEqual(
    verdicts.map(({ found, kept }) => [found, kept]),
    [
      ['0.10 ×', true],
      ['3,000', true],
      ['1.60 ×', false],
    ],
  );
});

it('a file for script tags that is a byte above its budget misses it', () => {
  const budgets: Record<string, number> = Object.fromEntries(CDN.map(({ entry, budget }) => [entry, budget]));
  const verdicts = judgeSizes((entry) => (budgets[entry] ?? 0) + (entry === 'datasource-store.js' ? 1 : 0));
  assert.deepEqual(
    verdicts.map(({ kept }) => kept),
    CDN.map(({ entry }) => entry !== 'datasource-store.js'),
  );
  assert.match(verdicts[1]?.title ?? '', /a connect button/);
  assert.equal(verdicts[1]?.budget, '≤ 22,000 B');
});

it('sides that are not alike are told apart', () => {
  const shape = { elements: 1000, depth: 13, rows: 10, height: 500, boxes: '1 1 1 1' };
  assert.deepEqual(differences(shape, { ...shape, elements: 1020, depth: 12 }), []);
  assert.equal(differences(shape, { elements: 900, depth: 9, rows: 9, height: 501, boxes: '' }).length, 5);
});

it('rows are chosen by group, id, beginning or length', () => {
  assert.ok(isWanted('show', 'first.10', []));
  for (const name of ['show', 'first', 'first.10', '10'])
    assert.ok(isWanted('show', 'first.10', [name]), name);
  for (const name of ['cold', 'firs', '100', 'first.100'])
    assert.ok(!isWanted('show', 'first.10', [name]), name);
  const ids = GROUPS.flatMap(({ rows }) => rows.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
});

it('the command line', () => {
  assert.deepEqual(readOptions([]), {
    rounds: 9,
    only: [],
    against: null,
    out: 'bench/results.json',
    verdict: true,
  });
  const options = readOptions(['--rounds', '3', '--only', 'cold,show', '--against', 'v1', '--no-verdict']);
  assert.deepEqual(
    [options.rounds, options.only, options.against, options.verdict],
    [3, ['cold', 'show'], 'v1', false],
  );
  assert.throws(() => readOptions(['--rounds', 'many']));
});
