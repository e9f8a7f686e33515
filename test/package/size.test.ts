import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { CDN } from '../../scripts/size-budgets.mjs';
import { importsOf, sizeOf } from '../../scripts/sizes.mjs';

describe('the size of what a page loads', () => {
  for (const { entry, budget } of CDN) {
    it(`${entry} stays within its budget, Lit and cache included`, () => {
      const { atOnce } = sizeOf('cdn', entry);
      assert.ok(atOnce <= budget, `${atOnce} bytes brotli, ${budget} allowed`);
      assert.ok(atOnce > 1_000, 'an empty file is none');
    });
  }

  it('is that of everything: each file that is there is loaded by an entry, at once or on demand', () => {
    for (const { entry } of CDN) {
      const { parts } = sizeOf('cdn', entry);
      for (const { name, size } of parts)
        assert.equal(size, brotliCompressSync(readFileSync(join('cdn', name))).length, name);
    }
  });

  it('leaves forms, flows, writes and windowing to when they are needed', () => {
    const names = sizeOf('cdn', 'datasource-elements.js').parts.map(({ name }) => name);
    for (const part of ['api-key-form', 'oauth-client-form', 'flow-tracking', 'writer', 'virtual-window'])
      assert.ok(
        names.some((name) => name.startsWith(`datasource-elements/${part}-`)),
        part,
      );
  });

  it('no part imports the file of the script tag, which a CDN may have redirected and a browser would load again', () => {
    for (const { entry } of CDN)
      for (const { name } of sizeOf('cdn', entry).parts) {
        const { statically, onDemand } = importsOf(readFileSync(join('cdn', name), 'utf8'), name);
        assert.ok(![...statically, ...onDemand].includes(entry), name);
      }
  });

  describe('measured on files that are known', () => {
    let folder: string;
    const write = (name: string, code: string): number => {
      writeFileSync(join(folder, name), code);
      return brotliCompressSync(code).length;
    };
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'datasource-sizes-'));
      mkdirSync(join(folder, 'parts'));
    });
    after(() => rmSync(folder, { recursive: true }));

    it('tells what comes at once from texts and from what comes later, and counts each file once', () => {
      const entry = write(
        'entry.js',
        'import"./parts/core.js";export{a}from"./parts/core.js";import{t}from"./parts/locale-en.js";',
      );
      const core = write('parts/core.js', 'export const a=1;export const later=()=>import("./late.js");');
      const late = write(
        'parts/late.js',
        'import{a}from"./core.js";import{b}from"./later.js";console.log(a,b)',
      );
      const later = write('parts/later.js', 'export const b=2');
      const locale = write('parts/locale-en.js', 'export const t={}');
      const { parts, ...sums } = sizeOf(folder, 'entry.js');
      assert.deepEqual(sums, { atOnce: entry + core, locale, onDemand: late + later });
      assert.deepEqual(parts.map(({ name }) => name).sort(), ['parts/late.js', 'parts/later.js']);
    });

    it('fails the build when an entry is above its budget', () => {
      const broken = join(folder, 'scripts');
      mkdirSync(broken);
      for (const name of ['size.mjs', 'sizes.mjs'])
        writeFileSync(join(broken, name), readFileSync(join('scripts', name)));
      writeFileSync(
        join(broken, 'size-budgets.mjs'),
        'export const CDN = [{ entry: "entry.js", what: "", budget: 10 }]; export const NPM = [];',
      );
      mkdirSync(join(folder, 'cdn'));
      writeFileSync(join(folder, 'cdn/entry.js'), 'export const text = "more than ten bytes of code";');
      writeFileSync(
        join(broken, 'vite.mjs'),
        `export { build } from ${JSON.stringify(resolve('node_modules/vite/dist/node/index.js'))};`,
      );
      const code = readFileSync(join(broken, 'size.mjs'), 'utf8').replace("from 'vite'", "from './vite.mjs'");
      writeFileSync(join(broken, 'size.mjs'), code);
      const { status, stderr } = spawnSync(process.execPath, ['scripts/size.mjs', 'cdn'], {
        cwd: folder,
        encoding: 'utf8',
      });
      assert.equal(status, 1, stderr);
      assert.match(stderr, /entry\.js loads \d+ bytes at once; 10 are allowed/);
    });
  });
});
