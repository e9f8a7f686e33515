import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

interface Declaration {
  tagName?: string;
  attributes?: { name: string; description?: string }[];
  events?: { name: string; description?: string; type?: { text: string } }[];
}

const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
  modules: { path: string; declarations?: Declaration[]; exports?: { kind: string; name: string }[] }[];
};
const elements = manifest.modules
  .flatMap(({ declarations = [] }) => declarations)
  .filter(({ tagName }) => tagName);

const TAGS = [
  'api-key-dialog',
  'datasource-api-key-button',
  'datasource-card',
  'datasource-connect-button',
  'datasource-context',
  'datasource-credential',
  'datasource-credential-select',
  'datasource-list',
  'datasource-oauth-button',
  'oauth-client-dialog',
];

describe('custom-elements.json', () => {
  it('is what the doc comments say now', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/manifest.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('has every element, each with its definition', () => {
    assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), TAGS);
    const defined = manifest.modules
      .flatMap(({ exports = [] }) => exports)
      .filter(({ kind }) => kind === 'custom-element-definition')
      .map(({ name }) => name);
    assert.deepEqual(defined.sort(), TAGS);
  });

  it('describes every attribute and event', () => {
    for (const { tagName, attributes = [], events = [] } of elements) {
      for (const { name, description } of [...attributes, ...events])
        assert.ok(description, `${tagName}: ${name}`);
    }
  });

  it('names only events that exist, by their classes', () => {
    for (const { tagName, events = [] } of elements) {
      for (const { name, type } of events) {
        assert.match(name, /^(datasource-[a-z-]+|close|input|change)$/, `${tagName}`);
        assert.match(type?.text ?? '', /^(Datasource\w+Event|Event)$/, `${tagName}: ${name}`);
      }
    }
  });

  it('names files that are published', () => {
    for (const { path } of manifest.modules) {
      assert.match(path, /^dist\/.*\.js$/);
      assert.ok(existsSync(path), `${path} is built`);
    }
  });
});
