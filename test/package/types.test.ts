import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';

const FOLDER = 'test/package/types';

/** Where a checker found something wrong, as `bad.tsx:3 TS2322`. */
type Finding = string;

const CHECKERS: Record<string, (folder: string) => Finding[]> = {
  react: (folder) => compile('typescript/bin/tsc', folder),
  preact: (folder) => compile('typescript/bin/tsc', folder),
  solid: (folder) => compile('typescript/bin/tsc', folder),
  vue: (folder) => compile('vue-tsc/bin/vue-tsc.js', folder),
  svelte: checkSvelte,
};

/** The types as somebody else's project sees them: by the package's name, out of dist/. */
describe('the types for frameworks', () => {
  for (const [framework, check] of Object.entries(CHECKERS)) {
    it(`let ${framework} set and hear what there is, and nothing else`, () => {
      const folder = join(FOLDER, framework);
      assert.deepEqual(check(folder), readdirSync(folder).sort().flatMap(expectedIn(folder)));
    });
  }

  it('are exported for each of these frameworks', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: object };
    const entries = Object.keys(exports).filter((subpath) => subpath.startsWith('./types/'));
    assert.deepEqual(entries.map((subpath) => basename(subpath)).sort(), Object.keys(CHECKERS).sort());
  });
});

/** Each line of a file that must not compile ends with a comment that says what is wrong with it. */
function expectedIn(folder: string): (file: string) => Finding[] {
  return (file) => {
    const codes = readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .map((line) => /(?:\/\/|<!--) (TS\d.*?)(?: -->)?$/.exec(line)?.[1]?.split(', ') ?? []);
    assert.equal(codes.flat().length > 0, file.startsWith('bad.'), file);
    return codes.flatMap((found, index) => found.map((code) => `${file}:${index + 1} ${code}`));
  };
}

function compile(compiler: string, folder: string): Finding[] {
  const output = run(compiler, '-p', folder, '--pretty', 'false');
  const found = output.matchAll(/^(\S+?)\((\d+),\d+\): error (TS\d+)/gm);
  return [...found].map(([, file = '', line, code]) => `${basename(file)}:${line} ${code}`);
}

function checkSvelte(folder: string): Finding[] {
  const options = ['--tsconfig', './tsconfig.json', '--threshold', 'error', '--output', 'machine-verbose'];
  const output = run('svelte-check/bin/svelte-check', '--workspace', folder, ...options);
  assert.match(output, /COMPLETED/, output);
  return [...output.matchAll(/^\d+ (\{.*\})$/gm)].map(([, json = '']) => {
    const { filename, start, code } = JSON.parse(json) as {
      filename: string;
      start: { line: number };
      code?: number;
    };
    return `${filename}:${start.line + 1} TS${code}`;
  });
}

/** What a checker prints, which fails since there is something wrong in one of the files. */
function run(checker: string, ...options: string[]): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join('node_modules', checker), ...options],
    { encoding: 'utf8' },
  );
  assert.notEqual(status, 0, stdout);
  assert.equal(stderr, '');
  return stdout;
}
