import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Bench } from '../bench/bench.js';
import { fault } from '../bench/fault-test.js';
import { HOSTILE_STRINGS } from '../support/hostile/strings.js';
import { sourceOf } from '../support/hostile/source.js';
import { HOSTILE_AUTHORIZATION_URLS, HOSTILE_LINKS } from '../support/hostile/urls.js';
import { EverythingPage } from './support/everything.js';
import { executionsOf } from './support/oracles.js';

const SHORT = [...HOSTILE_STRINGS, ...HOSTILE_LINKS, ...HOSTILE_AUTHORIZATION_URLS].filter(
  ({ length }) => length < 500,
);
const SOURCES_AT_ONCE = 4;

/** Pieces of what is known to be hostile, cut and put together anew, between any characters. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...SHORT),
      fc
        .tuple(fc.constantFrom(...SHORT), fc.nat(60), fc.nat(60))
        .map(([text, from, length]) => text.slice(from, from + length)),
      fc.constantFrom(
        ...['"', "'", '`', '<', '>', '</', '/>', '=', '&#', ';', '\u0000', '\u202e', '${', '{{', ' on'],
      ),
      fc.string({ unit: 'binary', maxLength: 10 }),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''))
  // Pictures of other hosts are shown; no test asks them for any.
  .filter((text) => !URL.canParse(text, 'http://localhost') || isHarmless(new URL(text, 'http://localhost')));

const isHarmless = ({ protocol, hostname }: URL): boolean =>
  hostname === 'localhost' || !/^(https?|wss?|ftp):$/.test(protocol);

async function showGenerated(bench: Bench, atLeast: number): Promise<void> {
  // Pictures that are not there.
  bench.allow({ problems: [/Failed to load|status of 4\d\d|404/] });
  const page = new EverythingPage(bench);
  await page.open();
  const seed = Date.now() | 0;
  const where = `seed ${seed}`;
  let shown = 0;
  for (let round = 0; shown < atLeast; round += 1) {
    const texts = fc.sample(anyText, { seed: seed + round, numRuns: 1_500 });
    const next = (): string => texts[shown++ % texts.length] as string;
    const sources = Array.from({ length: SOURCES_AT_ONCE }, (_, index) =>
      sourceOf(next, index === 0 ? undefined : `source_${index}`),
    );
    const { tags, armed, links } = await page.show(...sources);
    assert.ok(tags.includes('datasource-credential'), `${where}: something is shown`);
    assert.deepEqual(armed, [], where);
    assert.deepEqual(
      links.filter((link) => !/^https?:/.test(link)),
      [],
      where,
    );
  }
  const executions = await executionsOf(page.tab);
  assert.equal(executions, 0, where);
  bench.counted({ 'generated texts': shown, 'executions of generated texts': executions });
}

fault(
  'F1',
  '100,000 generated texts are nothing but text',
  { engines: ['chromium'], timeout: 900_000 },
  (bench) => showGenerated(bench, 100_000),
);

fault(
  'F1',
  '10,000 generated texts are nothing but text',
  { engines: ['firefox', 'webkit'], timeout: 300_000 },
  (bench) => showGenerated(bench, 10_000),
);
