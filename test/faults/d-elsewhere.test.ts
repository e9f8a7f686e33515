import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import { fault } from '../bench/fault-test.js';
import { redirectTo } from '../bench/world/faults/actions.js';
import { call, CREATE, LIST, listIsShown, NOTION_REF, type StoreSettings } from './support/api.js';
import { sees } from './support/flow.js';

const HOSTILE_IDS = [
  '../../secret',
  'langgenius/../../x',
  'a/b/..',
  'a/b/c/../../d',
  '//evil.example/x',
  '/\\evil.example/x',
  'a/b/c@evil.example',
  'a/b/c?x=1',
  'a/b/c#x',
  'a/b/%2e%2e',
  'https://evil.example/a/b',
];

/** Everything below the API that is not the list. */
const OTHERS = { path: /^\/console\/api\/(?!auth\/plugin\/datasource\/list$)/ };

/** What the other server got that is secret: nothing may be. */
function secretsAtEvil({ world }: Bench): string[] {
  return world.evil.log.entries
    .map(({ headers, body, path, search }) => JSON.stringify([path, search, headers, body]))
    .filter((text) => /csrf-|access-|refresh-|sk-canary/.test(text));
}

for (const id of HOSTILE_IDS)
  fault('D3', `an element for ${id} asks for nothing, and says why`, {}, async (bench) => {
    const tab = await bench.open('element', {
      account: 'anne',
      element: 'datasource-card',
      provider: id,
    });
    await sees(tab, 'does not name a data source');
    assert.equal(bench.world.host.log.count(OTHERS), 0);
  });

fault('D3', 'ids in the server’s data never leave the paths of the API', {}, async (bench) => {
  const { world } = bench;
  const [source] = world.console.sources;
  assert.ok(source);
  world.console.sources = HOSTILE_IDS.map((id, index) => ({
    ...source,
    name: `x${index}`,
    wire: { plugin_id: id.split('/').slice(0, 2).join('/'), name: id, label: { en_US: `Hostile ${index}` } },
  }));
  const tab = await bench.open('list', { account: 'anne' });
  await listIsShown(tab);
  await sees(tab, 'does not name a data source');
  assert.equal(world.host.log.count({ path: /secret|evil|\.\.|@/ }), 0);
  const asked = world.host.log.filter(OTHERS).map(({ path }) => path);
  assert.deepEqual(
    asked.filter((path) => !path.includes('/plugin/icon')),
    [],
  );
});

const REDIRECTED: readonly [what: string, settings: (bench: Bench) => StoreSettings][] = [
  ['a session by cookie', () => ({})],
  ['a bearer token', ({ world }) => ({ bearer: world.console.login('anne').access })],
];
for (const [what, settings] of REDIRECTED)
  for (const status of [301, 302, 307, 308])
    fault('D3', `${status} to another server, with ${what}: it is not followed`, {}, async (bench) => {
      const { world } = bench;
      const evil = `${world.evil.origin}/collect/x`;
      for (const match of [LIST, CREATE]) world.faults.on(match, redirectTo(evil, status));
      const tab = await bench.open('blank', { account: 'anne' });
      const own = settings(bench);
      const read = await call(tab, 'client.listDatasources', [], own);
      const input = { credentials: { integration_secret: 'sk-canary' } };
      const write = await call(tab, 'client.createCredential', [NOTION_REF, input], own);
      assert.equal(read.code, 'bad_response');
      assert.equal(write.code, 'bad_response');
      assert.deepEqual(secretsAtEvil(bench), []);
      assert.equal(world.evil.log.count({ path: /^\/collect/ }), 0);
    });

const BASE_URLS: readonly [what: string, of: (origin: string) => string][] = [
  ['a query', (origin) => `${origin}/console/api?next=1`],
  ['a fragment', (origin) => `${origin}/console/api#x`],
  ['a user name', (origin) => `${origin.replace('//', '//anne:pass@')}/console/api`],
  ['another scheme', () => 'javascript:alert(1)//'],
];
for (const [what, of] of BASE_URLS)
  fault('D3', `a base-url with ${what} is refused in words, and nothing is sent`, {}, async (bench) => {
    const { world } = bench;
    const tab = await bench.open('list', { account: 'anne', baseUrl: of(world.host.origin()) });
    await sees(tab, 'The base-url cannot be used.');
    assert.equal(world.host.log.count({ path: /^\/console/ }), 0);
  });

fault(
  'D3',
  'an API at another site gets no cookie, and the page says why (cross_site)',
  {},
  async (bench) => {
    const { world } = bench;
    world.console.settings.corsOrigins = [world.host.origin('127.0.0.1')];
    const tab = await bench.open('list', { site: '127.0.0.1', baseUrl: world.apiUrl('localhost') });
    await sees(tab, 'to the browser these are two sites');
    for (const { headers } of world.host.log.filter(LIST)) assert.equal(headers['cookie'], undefined);
    const asked = world.host.log.count({ path: /get-authorization-url$/ });
    const { code } = await call(tab, 'getAuthorizationUrl', [NOTION_REF], {
      baseUrl: world.apiUrl('localhost'),
    });
    assert.equal(code, 'cross_site');
    assert.equal(world.host.log.count({ path: /get-authorization-url$/ }), asked, 'known without a request');
  },
);

fault(
  'D3',
  'an API that does not let the page read is told from one that is not there (cors)',
  {},
  async (bench) => {
    const { world } = bench;
    bench.allow({
      problems: [/CORS|Access-Control|NetworkError|Failed to load|not allowed|network connection/i],
    });
    const options = { site: '127.0.0.1', bearer: 'token' } as const;
    const tab = await bench.open('list', { ...options, baseUrl: world.apiUrl('localhost') });
    await sees(tab, 'does not let this page read its answers');
    const probes = world.host.log.filter({ method: 'GET', path: '/console/api' });
    const reads = world.host.log.count({ method: 'OPTIONS', path: LIST.path });
    assert.ok(probes.length >= 1 && probes.length <= reads, `${probes.length} probes for ${reads} reads`);
    for (const { headers } of probes)
      assert.deepEqual(
        ['authorization', 'cookie', 'referer'].filter((name) => name in headers),
        [],
      );
    const other = await bench.open('list', { ...options, baseUrl: 'http://localhost:9/console/api' });
    await sees(other, 'The server could not be reached.');
  },
);
