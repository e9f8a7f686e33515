import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<
    string,
    {
      'timeout-minutes'?: number;
      strategy?: { matrix: Record<string, (string | number)[]> };
      steps: { run?: string; uses?: string; with?: Record<string, string>; env?: Record<string, string> }[];
    }
  >;
}

const workflows = new Map(
  readdirSync(FOLDER).map((name) => [name, parse(readFileSync(join(FOLDER, name), 'utf8')) as Workflow]),
);
const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as {
  engines: { node: string };
  scripts: Record<string, string>;
};

/** The commands of a workflow, those of a matrix one by one. */
const commandsOf = ({ jobs }: Workflow): string[] =>
  Object.values(jobs).flatMap(({ strategy, steps }) =>
    steps.flatMap(({ run, with: options }) =>
      run === '${{ matrix.command }}'
        ? (strategy?.matrix['command'] ?? []).map(String)
        : [run, options?.['version'], options?.['publish']].filter((one) => one !== undefined),
    ),
  );
const all = [...workflows.values()].flatMap(commandsOf);

describe('the workflows', () => {
  it('run scripts that there are', () => {
    const scripts = all.flatMap((command) =>
      [...command.matchAll(/npm (?:run ([\w:-]+)|(test))/g)].map(([, name, test]) => name ?? test ?? ''),
    );
    assert.ok(scripts.length > 8);
    for (const name of scripts) assert.ok(name in packageJson.scripts, name);
  });

  it('test every change by the command of the README', () => {
    assert.ok(commandsOf(workflows.get('ci.yml')!).includes('npm ci && npm test'));
    assert.match(readFileSync('README.md', 'utf8'), /npm ci && npm test/);
  });

  it('run every long suite, which the README names', () => {
    const readme = readFileSync('README.md', 'utf8');
    const long = Object.keys(packageJson.scripts).filter((name) => /^(test:|bench$)/.test(name));
    assert.ok(long.length > 5);
    for (const name of long) {
      assert.ok(commandsOf(workflows.get('long.yml')!).includes(`npm run ${name}`), name);
      assert.ok(readme.includes(`npm run ${name}`), `README: ${name}`);
    }
    assert.ok(commandsOf(workflows.get('long.yml')!).some((command) => /npm test -- .*cdn/.test(command)));
  });

  it('end by themselves, and may write where they publish alone', () => {
    for (const [name, { permissions, jobs }] of workflows) {
      for (const job of Object.values(jobs)) assert.ok(job['timeout-minutes'], name);
      const isWriting = Object.values(permissions).includes('write');
      assert.equal(isWriting, name === 'release.yml', name);
    }
  });

  it('publish with provenance, after the tests', () => {
    const release = workflows.get('release.yml')!;
    assert.equal(release.permissions['id-token'], 'write');
    const { steps } = release.jobs['release']!;
    const tested = steps.findIndex(({ run }) => run === 'npm test');
    const published = steps.findIndex(({ with: options }) => options?.['publish']);
    assert.ok(tested >= 0 && published > tested);
    assert.equal(steps[published]?.env?.['NPM_CONFIG_PROVENANCE'], 'true');
  });

  it('know the lowest Node that is supported', () => {
    const { matrix } = workflows.get('ci.yml')!.jobs['test']!.strategy!;
    assert.equal(String(matrix['node']?.[0]), /\d+/.exec(packageJson.engines.node)?.[0]);
  });
});
