import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { datasourceId, parseDatasourceId, sameDatasource } from '../../src/api/datasource-id.js';
import { DatasourceError } from '../../src/api/errors.js';

const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };

describe('parseDatasourceId', () => {
  const GOOD: [
    provider: string | null,
    pluginId: string | null | undefined,
    { pluginId: string; provider: string },
  ][] = [
    ['notion_datasource', 'langgenius/notion_datasource', NOTION],
    ['langgenius/notion_datasource/notion_datasource', undefined, NOTION],
    ['langgenius/notion_datasource/notion_datasource', null, NOTION],
    ['langgenius/notion_datasource/notion_datasource', '', NOTION],
    ['langgenius/notion_datasource/notion_datasource', 'langgenius/notion_datasource', NOTION],
    ['notion_datasource', undefined, NOTION],
    ['  notion_datasource\n', ' langgenius/notion_datasource ', NOTION],
    ['notion_datasource', '   ', NOTION],
    ['x', undefined, { pluginId: 'langgenius/x', provider: 'x' }],
    ['a-b_0', 'o-r_1/p-l_2', { pluginId: 'o-r_1/p-l_2', provider: 'a-b_0' }],
    ['list', 'acme/list', { pluginId: 'acme/list', provider: 'list' }],
  ];
  for (const [provider, pluginId, expected] of GOOD) {
    it(`reads provider=${JSON.stringify(provider)} plugin-id=${JSON.stringify(pluginId)}`, () => {
      expect(parseDatasourceId(provider, pluginId)).to.deep.equal(expected);
    });
  }

  const BAD: [provider: string | null | undefined, pluginId?: string | null][] = [
    [null],
    [undefined],
    [''],
    ['   '],
    [null, 'langgenius/notion'],
    ['', 'langgenius/notion'],
    ['a/b'],
    ['a/b/c/d'],
    ['a//c'],
    ['/a/b/c'],
    ['a/b/c/'],
    ['A'],
    ['a b'],
    ['a.b'],
    ['..'],
    ['../../x'],
    ['a/../c'],
    ['a%2Fb%2Fc'],
    ['a/b/c?x'],
    ['a/b/c#x'],
    ['a\\b\\c'],
    ['a\nb'],
    ['é'],
    ['ａ'],
    ['x', 'langgenius'],
    ['x', 'a/b/c'],
    ['x', 'a/b/'],
    ['x', '/a/b'],
    ['b/c', 'a'],
    ['a/b', 'a/b'],
    ['other/plugin/x', 'langgenius/notion'],
    ['langgenius/notion/x', 'langgenius/notio'],
    ['langgenius/notion/x', 'langgenius'],
    ['constructor/__proto__'],
  ];
  for (const [provider, pluginId] of BAD) {
    it(`refuses provider=${JSON.stringify(provider)} plugin-id=${JSON.stringify(pluginId)}`, () => {
      expect(() => parseDatasourceId(provider, pluginId))
        .to.throw(DatasourceError)
        .with.property('code', 'invalid_id');
    });
  }

  it('names what was given, in few words', () => {
    const thrown = (() => {
      try {
        return parseDatasourceId('x'.repeat(10_000).toUpperCase(), 'acme/plugin');
      } catch (error) {
        return error as DatasourceError;
      }
    })() as DatasourceError;
    expect(thrown.message).to.contain('plugin-id="acme/plugin"');
    expect(thrown.message.length).to.be.lessThan(400);
  });

  it('gives back every id that it wrote', () => {
    const token = fc.stringMatching(/^[a-z0-9_-]{1,12}$/);
    fc.assert(
      fc.property(token, token, token, (organization, plugin, provider) => {
        const ref = { pluginId: `${organization}/${plugin}`, provider };
        expect(parseDatasourceId(datasourceId(ref))).to.deep.equal(ref);
        expect(parseDatasourceId(provider, ref.pluginId)).to.deep.equal(ref);
      }),
    );
  });

  it('lets nothing through that could leave a path', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (provider, pluginId) => {
        let id: string;
        try {
          id = datasourceId(parseDatasourceId(provider, pluginId));
        } catch (thrown) {
          expect(thrown).to.be.instanceOf(DatasourceError);
          return;
        }
        expect(new URL(`https://api.example/base/${id}/end`).pathname).to.equal(`/base/${id}/end`);
        expect(id.split('/')).to.have.length(3);
      }),
      { numRuns: 500 },
    );
  });
});

describe('sameDatasource', () => {
  it('compares both parts', () => {
    expect(sameDatasource(NOTION, { ...NOTION })).to.be.true;
    expect(sameDatasource(NOTION, { ...NOTION, provider: 'x' })).to.be.false;
    expect(sameDatasource(NOTION, { ...NOTION, pluginId: 'a/b' })).to.be.false;
  });
});
