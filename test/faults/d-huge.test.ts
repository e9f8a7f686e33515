import assert from 'node:assert/strict';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { NOTION } from '../bench/world/console/sources.js';
import { changeJson } from '../bench/world/faults/actions.js';
import { LIST, listIsShown } from './support/api.js';
import { sees } from './support/flow.js';

const MANY = 10_000;

/** How many nodes there are, in shadow roots too. */
function countNodes(tab: Tab): Promise<number> {
  return tab.evaluate(() => {
    const count = (root: Node): number =>
      [...root.childNodes].reduce(
        (sum, node) =>
          sum + 1 + count(node) + (node instanceof Element && node.shadowRoot ? count(node.shadowRoot) : 0),
        0,
      );
    return count(document.body);
  });
}

/**
 * How long something takes until the page can paint again, in milliseconds. The shortest of some attempts: what else the
 * machine does is not the page's fault.
 */
function shortest(tab: Tab, what: 'scroll' | 'search'): Promise<number> {
  return tab.evaluate(async (action) => {
    const root = document.querySelector('datasource-list')?.shadowRoot;
    const field = root?.querySelector<HTMLInputElement>('input[type=search]');
    const times: number[] = [];
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await frame();
      const start = performance.now();
      if (action === 'scroll') window.scrollBy(0, 3_000);
      else if (field) {
        field.value = `Source ${attempt}`;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
      await new Promise((resolve) => setTimeout(resolve));
      await frame();
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  }, what);
}

fault(
  'D15',
  '10,000 data sources: few of them are in the page, and it stays quick',
  { timeout: 120_000 },
  async (bench) => {
    const { world } = bench;
    const [source] = world.console.sources;
    assert.ok(source);
    world.console.sources = Array.from({ length: MANY }, (_, index) => ({
      ...source,
      name: `source_${index}`,
      label: `Source ${index}`,
    }));
    const tab = await bench.open('list', { account: 'anne' });
    await listIsShown(tab);
    await sees(tab, '10,000 data sources');
    const cards = await tab.evaluate(
      () =>
        document.querySelector('datasource-list')?.shadowRoot?.querySelectorAll('datasource-card').length ??
        0,
    );
    assert.ok(cards > 0 && cards <= 200, `${cards} cards`);
    assert.ok((await countNodes(tab)) < 20_000);
    for (const what of ['scroll', 'search'] as const) {
      const time = await shortest(tab, what);
      assert.ok(time < 200, `${what}: ${time} ms`);
    }
  },
);

fault(
  'D15',
  'labels, descriptions and names of a megabyte are cut before they are shown',
  { timeout: 120_000 },
  async (bench) => {
    const { world } = bench;
    const huge = 'x'.repeat(1_000_000);
    const [source] = world.console.sources;
    assert.ok(source);
    source.label = huge;
    source.wire = { description: { en_US: huge } };
    world.console.connect(NOTION, { name: huge });
    const tab = await bench.open('list', { account: 'anne' });
    await listIsShown(tab);
    const length = await tab.evaluate(() => {
      const textOf = (root: Node): number =>
        [...root.childNodes].reduce(
          (sum, node) =>
            sum +
            (node.nodeType === Node.TEXT_NODE ? (node.textContent?.length ?? 0) : textOf(node)) +
            (node instanceof Element && node.shadowRoot ? textOf(node.shadowRoot) : 0),
          0,
        );
      return textOf(document.body);
    });
    assert.ok(length < 50_000, `${length} characters`);
    const time = await shortest(tab, 'scroll');
    assert.ok(time < 200, `${time} ms`);
  },
);

fault(
  'D15',
  '10,000 connections of one data source: a hundred are shown at a time, and it stays quick',
  { timeout: 120_000 },
  async (bench) => {
    const { world } = bench;
    world.console.connect(NOTION, { name: 'Connection' });
    world.faults.on(
      LIST,
      changeJson(({ result }: { result: { credentials_list: object[] }[] }) => {
        for (const source of result)
          source.credentials_list = source.credentials_list.flatMap((connection) =>
            Array.from({ length: MANY }, (_, index) => ({
              ...connection,
              ...{ id: `connection-${index}`, name: `Connection ${index}`, is_default: index === 0 },
            })),
          );
        return { result };
      }),
    );
    const tab = await bench.open('list', { account: 'anne' });
    await listIsShown(tab);
    await sees(tab, 'Show more (9,900 hidden)');
    await tab.click('datasource-list >>> datasource-card >>> .more');
    await sees(tab, 'Show more (9,800 hidden)');
    assert.ok((await countNodes(tab)) < 20_000);
    for (const what of ['scroll', 'search'] as const) {
      const time = await shortest(tab, what);
      assert.ok(time < 200, `${what}: ${time} ms`);
    }
  },
);
