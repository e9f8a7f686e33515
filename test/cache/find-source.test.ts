import { expect } from '@open-wc/testing';
import { parseDatasourceList } from '../../src/api/parse.js';
import { findSource } from '../../src/cache/find-source.js';
import { jinaSource, wireSource } from '../support/fake-server.js';

const list = parseDatasourceList({ result: [wireSource(), jinaSource()] }).result;

describe('findSource', () => {
  it('finds a source by plugin id and name, in each list again', () => {
    const ref = { pluginId: 'langgenius/jina_datasource', provider: 'jinareader' };
    expect(findSource(list, ref)).to.equal(list[1]);
    expect(findSource(list, ref)).to.equal(list[1]);
    const other = [...list];
    other[1] = { ...list[1]! };
    expect(findSource(other, ref)).to.equal(other[1]);
    expect(findSource([], ref)).to.equal(undefined);
  });

  for (const [pluginId, provider] of [
    ['langgenius/jina_datasource', 'jina_datasource'],
    ['langgenius/notion_datasource', 'jinareader'],
    ['langgenius/jina_datasource', ''],
    ['', 'jinareader'],
    ['constructor', '__proto__'],
  ] as const)
    it(`finds none for ${pluginId} and ${provider}`, () => {
      expect(findSource(list, { pluginId, provider })).to.equal(undefined);
    });

  it('goes by the name where it differs from the provider', () => {
    const { result } = parseDatasourceList({ result: [wireSource({ name: 'a', provider: 'b' })] });
    const pluginId = 'langgenius/notion_datasource';
    expect(findSource(result, { pluginId, provider: 'a' })).to.equal(result[0]);
    expect(findSource(result, { pluginId, provider: 'b' })).to.equal(undefined);
  });
});
