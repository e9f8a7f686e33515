import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };

describe('the built command datasource-contract', () => {
  const folder = mkdtempSync(join(tmpdir(), 'datasource-contract-'));
  after(() => rmSync(folder, { recursive: true }));

  it('runs by itself, with no package beside it', () => {
    const command = bin['datasource-contract'];
    assert.equal(command, 'dist/contract/main.js');
    assert.match(readFileSync(command, 'utf8'), /^#!\/usr\/bin\/env node\n/);
    cpSync('dist/contract', folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'main.js'), '--help'], {
      encoding: 'utf8',
      cwd: folder,
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /datasource-contract <base url>/);
  });

  it('imports its own files and what comes with Node alone', () => {
    const files = readdirSync('dist/contract', { recursive: true, encoding: 'utf8' });
    const code = files.filter((name) => name.endsWith('.js'));
    assert.ok(code.length > 10);
    for (const name of code)
      for (const [, from = ''] of readFileSync(join('dist/contract', name), 'utf8').matchAll(
        / from '([^']+)'/g,
      ))
        assert.match(from, /^(?:\.\.?\/|node:)/, `${name} imports ${from}`);
  });
});
