import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fault } from '../bench/fault-test.js';
import { elementsModule } from '../bench/world/bundle.js';
import { NOTION, sees } from './support/flow.js';

interface Package {
  name: string;
  dependencies: Record<string, string>;
  scripts: Record<string, string>;
  optionalDependencies?: object;
  peerDependencies?: object;
}

interface Lock {
  packages: Record<
    string,
    { integrity?: string; resolved?: string; hasInstallScript?: boolean; dev?: boolean; link?: boolean }
  >;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** A page that loads the product as a CDN tells people to: one script tag with the hash of the file. */
async function integrity(): Promise<string> {
  return `sha384-${createHash('sha384')
    .update(await elementsModule())
    .digest('base64')}`;
}

const script = (hash: string): string => `addEventListener('DOMContentLoaded', () => {
  const script = Object.assign(document.createElement('script'), {
    type: 'module', src: '/elements.js', integrity: ${JSON.stringify(hash)}, crossOrigin: 'anonymous',
  });
  script.addEventListener('load', () => { window.loaded = 'loaded'; });
  script.addEventListener('error', () => { window.loaded = 'refused'; });
  const context = document.createElement('datasource-context');
  context.append(document.createElement('datasource-list'));
  document.body.append(context, script);
})`;

fault('F9', 'the one file is loaded by its hash and works', {}, async (bench) => {
  bench.world.console.connect(NOTION, { name: 'Team' });
  bench.world.preludes.set('integrity', script(await integrity()));
  const tab = await bench.open('blank', { account: 'anne', bundles: 0, preludes: ['integrity'] });
  await sees(tab, 'Team');
  assert.equal(await tab.evaluate(() => (window as { loaded?: string }).loaded), 'loaded');
});

fault('F9', 'a file that somebody changed is refused by its hash', {}, async (bench) => {
  // What the browser says of it.
  bench.allow({ problems: [/integrity|digest/i] });
  const hash = `sha384-${createHash('sha384')
    .update(`${await elementsModule()}//`)
    .digest('base64')}`;
  bench.world.preludes.set('integrity', script(hash));
  const tab = await bench.open('blank', { account: 'anne', bundles: 0, preludes: ['integrity'] });
  await tab.waitFor(() => (window as { loaded?: string }).loaded === 'refused');
  assert.equal(await tab.evaluate(() => customElements.get('datasource-list') === undefined), true);
});

const REGISTRY = 'https://registry.npmjs.org/';

/** What decision 3 names. */
const DEPENDENCIES = ['@lit/context', '@lit/task', '@tanstack/query-core', '@tanstack/virtual-core', 'lit'];

test('F9: the package depends on Lit and on TanStack’s cores only, and runs nothing when it is installed', () => {
  const { dependencies, scripts, optionalDependencies, peerDependencies } = read<Package>('package.json');
  assert.deepEqual(Object.keys(dependencies).sort(), DEPENDENCIES);
  assert.deepEqual([optionalDependencies, peerDependencies], [undefined, undefined]);
  const installing = Object.keys(scripts).filter((name) =>
    /^(pre|post)?(install|prepare)$|^(pre|post)publish$/.test(name),
  );
  assert.deepEqual(installing, []);
});

test('F9: what is shipped with it runs nothing when it is installed, and every package is locked by its hash', () => {
  const { packages } = read<Lock>('package-lock.json');
  const entries = Object.entries(packages).filter(
    ([path, { link }]) => path.startsWith('node_modules/') && !link,
  );
  assert.ok(entries.length > 100);
  // Without an address it is taken from the registry that is set up, and the hash says whether it is the same.
  const unlocked = entries.filter(
    ([, { integrity: hash, resolved = REGISTRY }]) =>
      !hash?.startsWith('sha512-') || !resolved.startsWith(REGISTRY),
  );
  assert.deepEqual(
    unlocked.map(([path]) => path),
    [],
  );
  const shipped = entries.filter(([, { dev, hasInstallScript }]) => !dev && hasInstallScript);
  assert.deepEqual(
    shipped.map(([path]) => path),
    [],
  );
});
