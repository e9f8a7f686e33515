import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

/** How an `import` is resolved by TypeScript; `require()` and Node before 12.7 are not for this package. */
const SUPPORTED = ['node16-esm', 'bundler'];

const run = (command: string, args: readonly string[], cwd?: string): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
};

describe('what is published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'datasource-published-'));
  const project = join(folder, 'project');
  let tarball: string;

  before(() => {
    const [{ filename }] = JSON.parse(
      run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]),
    ) as [{ filename: string }];
    tarball = join(folder, filename);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has nothing that publint would have otherwise', async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
      strict: true,
    });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it('has types that are found wherever it can be imported', async () => {
    const found = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
    assert.ok('problems' in found);
    const problems = found.problems.filter(
      (problem) => !('resolutionKind' in problem) || SUPPORTED.includes(problem.resolutionKind),
    );
    assert.deepEqual(problems, []);
    assert.ok(Object.keys(found.entrypoints).length > 20);
  });

  it('brings the licences of what its files for script tags have inside', () => {
    const text = readFileSync('cdn/LICENSES.txt', 'utf8');
    for (const name of ['lit', 'lit-html', 'lit-element', '@lit/reactive-element', '@tanstack/virtual-core'])
      assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((BSD-3-Clause|MIT)\\)$`, 'm'));
    assert.match(text, /Copyright \(c\) 2017 Google LLC/);
    assert.ok(run('tar', ['-tf', tarball]).includes('package/cdn/LICENSES.txt\n'));
  });

  it('runs nothing when it is installed, nor does what comes with it', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>;
    };
    const scripts = Object.entries(packages).filter(([, one]) => one.hasInstallScript && !one.dev);
    assert.deepEqual(scripts, []);
  });

  describe('in an empty project', () => {
    before(() => {
      mkdirSync(project);
      writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }));
      run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], project);
    });

    const node = (code: string): string =>
      run(process.execPath, ['--input-type=module', '--eval', code], project).trim();

    it('can be imported by Node, every entry of it', () => {
      const { exports } = JSON.parse(
        readFileSync(join(project, 'node_modules/datasource-elements/package.json'), 'utf8'),
      ) as { exports: Record<string, unknown> };
      const entries = Object.keys(exports).filter((entry) => !entry.endsWith('.json'));
      const names = entries.map((entry) => entry.replace(/^\./, 'datasource-elements'));
      assert.equal(
        node(`for (const name of ${JSON.stringify(names)}) await import(name); console.log('imported')`),
        'imported',
      );
    });

    it('reads the list of the test kit’s server, without an element and without Lit', () => {
      for (const name of ['lit', '@lit']) rmSync(join(project, 'node_modules', name), { recursive: true });
      const code = `
        import { createDatasourceStore } from 'datasource-elements/store';
        import { connectedServer } from 'datasource-elements/testing';
        const baseUrl = 'https://dify.example.com/console/api';
        const list = createDatasourceStore({ baseUrl, fetch: connectedServer().fetch }).list();
        await list.refetch();
        console.log(list.getSnapshot().data.map(({ name }) => name).join());
        process.exit();`;
      assert.equal(node(code), 'notion_datasource,jinareader');
    });

    it('has its command', () => {
      const command = join(project, 'node_modules/.bin/datasource-contract');
      assert.match(run(command, ['--help']), /datasource-contract <base url>/);
    });

    it('has its files for script tags, and types that compile', () => {
      const from = join(project, 'node_modules/datasource-elements');
      assert.match(readFileSync(join(from, 'cdn/datasource-elements.js'), 'utf8'), /createDatasourceStore/);
      writeFileSync(
        join(project, 'main.ts'),
        `import { createDatasourceStore, type DatasourceAuth } from 'datasource-elements/store';
        const store = createDatasourceStore();
        export const names: (source: DatasourceAuth) => string = ({ name }) => name;
        // @ts-expect-error: it is no number
        store.list().getSnapshot().data?.map(names).push(7);`,
      );
      run(
        process.execPath,
        [
          resolve('node_modules/typescript/bin/tsc'),
          '--noEmit',
          '--strict',
          '--skipLibCheck',
          'false',
          '--module',
          'nodenext',
          '--target',
          'es2022',
          'main.ts',
        ],
        project,
      );
    });
  });
});
