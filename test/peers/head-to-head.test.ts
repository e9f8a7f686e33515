/**
 * The same windows, the same user, four libraries. Of the other three nothing is asserted but that each plain login
 * succeeds and each measurement is conclusive; the product has to be right everywhere.
 */
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { Bench } from '../bench/bench.js';
import type { EngineName } from '../bench/engines/engine.js';
import { runningEngine, runningWorld, startOver, stopEverything } from '../bench/running.js';
import { ROWS } from './rows/rows.js';
import type { Finding, Row } from './rows/row.js';
import { PeerServer } from './server/peer-server.js';
import { Elements } from './subjects/elements.js';
import { Peer } from './subjects/peer.js';
import type { LibraryId, Settings, Subject } from './subjects/subject.js';

const RESULTS = '.test-results/peers';
const LIBRARIES: readonly LibraryId[] = [
  'datasource-elements',
  'auth0-spa-js',
  'oidc-client-ts',
  'nango-frontend',
];
const SETTINGS: readonly Settings[] = ['defaults', 'best'];
const ENGINES = (process.env['ENGINES'] ?? 'chromium').split(',') as EngineName[];
/** How long one measurement may take, in milliseconds. */
const LIMIT = 120_000;

let server: Promise<PeerServer> | undefined;

after(async () => {
  await stopEverything();
  await (await server)?.stop();
});

for (const engine of ENGINES)
  for (const [index, row] of ROWS.entries())
    for (const library of LIBRARIES)
      for (const settings of SETTINGS) {
        const name = `${row.id || 'control'} ${engine}, ${library}, ${settings}: ${row.title}`;
        test(name, { timeout: LIMIT }, async (context) => {
          const { finding, version } = await measured(engine, row, library, settings);
          context.diagnostic(`${finding.verdict}: ${finding.what}`);
          const { id, title, required } = row;
          write({ index, id, title, required, engine, version, library, settings, ...finding });
          if (library === 'datasource-elements') assert.equal(finding.verdict, 'right', finding.what);
        });
      }

async function measured(
  engine: EngineName,
  row: Row,
  library: LibraryId,
  settings: Settings,
): Promise<{ finding: Finding; version: string }> {
  let spoiled = true;
  try {
    const running = await runningEngine(engine);
    const bench = new Bench(running, await runningWorld());
    server ??= startServer(bench);
    const subject = subjectOf(bench, await server, library, settings);
    const finding = await row.measure({ bench, subject });
    spoiled = false;
    return { finding, version: running.version };
  } finally {
    await startOver(engine, spoiled);
    (await server)?.reset();
  }
}

async function startServer({ world }: Bench): Promise<PeerServer> {
  const started = new PeerServer(world.idp);
  await started.start();
  return started;
}

const subjectOf = (bench: Bench, peers: PeerServer, library: LibraryId, settings: Settings): Subject =>
  library === 'datasource-elements'
    ? new Elements(bench, settings)
    : new Peer(bench, peers, library, settings);

function write(result: object): void {
  mkdirSync(RESULTS, { recursive: true });
  appendFileSync(`${RESULTS}/results.jsonl`, `${JSON.stringify(result)}\n`);
}
