import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { build, type Rolldown } from 'vite';
import { CDN } from '../../scripts/size-budgets.mjs';
import { sizeOf } from '../../scripts/sizes.mjs';

interface PackageJson {
  exports: Record<string, string | { types: string; default: string }>;
  unpkg: string;
}

const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as PackageJson;

/** The built package as somebody else's project sees it, in a folder of its own. */
describe('the built package', () => {
  let project: string;

  before(() => {
    project = mkdtempSync(join(tmpdir(), 'datasource-consumer-'));
    symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
    writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  });
  after(() => rmSync(project, { recursive: true }));

  const entry = (subpath: string): string => {
    const target = packageJson.exports[subpath];
    assert.ok(target && typeof target === 'object', subpath);
    return resolve(target.default);
  };

  async function bundle(source: string): Promise<string> {
    writeFileSync(join(project, 'main.js'), source);
    const output = (await build({
      root: project,
      logLevel: 'silent',
      configFile: false,
      build: {
        write: false,
        minify: true,
        rolldownOptions: { input: join(project, 'main.js') },
        modulePreload: false,
      },
    })) as Rolldown.RolldownOutput;
    return output.output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('');
  }

  it('names its CDN build for unpkg, which redirects to the file; not for jsDelivr, which serves it where its parts are not', () => {
    assert.equal(packageJson.unpkg, './cdn/datasource-elements.js');
    assert.ok(!('jsdelivr' in packageJson));
    for (const { entry, parts } of CDN.map((one) => ({ ...one, ...sizeOf('cdn', one.entry) })))
      for (const name of [entry, ...parts.map((part) => part.name)])
        assert.doesNotMatch(readFileSync(join('cdn', name), 'utf8'), /process\.env/, name);
  });

  it('has a file for everything that it exports', () => {
    for (const [subpath, target] of Object.entries(packageJson.exports)) {
      assert.doesNotMatch(subpath, /\*/);
      for (const file of typeof target === 'string' ? [target] : Object.values(target)) {
        assert.doesNotThrow(() => readFileSync(file), `${subpath}: ${file}`);
      }
    }
  });

  it('keeps its elements in a bundle of the entry that defines them', async () => {
    const code = await bundle(`import ${JSON.stringify(entry('./define'))};`);
    assert.match(code, /datasource-list/);
    assert.match(code, /customElements\.define/);
  });

  it('costs a headless page neither Lit nor the elements', async () => {
    const code = await bundle(
      `import { createDatasourceStore } from ${JSON.stringify(entry('.'))}; globalThis.store = createDatasourceStore();`,
    );
    assert.match(code, /data-source-auth/);
    assert.doesNotMatch(code, /customElements|adoptedStyleSheets|datasource-card/);
  });

  it('can be imported where there is no browser', () => {
    for (const subpath of ['.', './store']) {
      const script = `const { createDatasourceStore } = await import(${JSON.stringify(entry(subpath))}); createDatasourceStore({ baseUrl: 'https://x.example/console/api' });`;
      const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
    }
  });

  it('types its elements and events for whoever imports the entry that defines them', () => {
    const types = entry('./define');
    const check = (name: string, body: string): { status: number | null; stdout: string } => {
      const file = join(project, `${name}.ts`);
      writeFileSync(file, `import ${JSON.stringify(types)};\n${body}`);
      const options = [
        '--noEmit',
        '--strict',
        '--skipLibCheck',
        '--target',
        'es2022',
        '--module',
        'esnext',
        '--moduleResolution',
        'bundler',
        '--lib',
        'es2022,dom',
      ];
      return spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...options, file], {
        encoding: 'utf8',
        // Away from this project's own settings.
        cwd: project,
      });
    };
    const good = check(
      'good',
      `document.addEventListener('datasource-authorized', ({ detail }) => { const id: string = detail.credential.id; console.log(id); });
       document.createElement('datasource-list').source = 'default';`,
    );
    assert.equal(good.status, 0, good.stdout);
    const bad = check(
      'bad',
      `document.addEventListener('datasource-authorized', ({ detail }) => console.log(detail.secret));`,
    );
    assert.notEqual(bad.status, 0, 'a wrong use must not compile');
  });
});
