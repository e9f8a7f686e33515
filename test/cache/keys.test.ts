import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import { datasourceKeys } from '../../src/cache/keys.js';
import { datasourceQueries } from '../../src/cache/queries.js';

const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };

describe('the query keys of the original hooks', () => {
  const queries = datasourceQueries(new DatasourceClient());
  const TABLE: [name: string, key: readonly unknown[], expected: readonly unknown[]][] = [
    ['useGetDataSourceListAuth', datasourceKeys.list, ['data-source-auth', 'list']],
    ['useGetDefaultDataSourceListAuth', datasourceKeys.defaultList, ['data-source-auth', 'default-list']],
    [
      'useGetDataSourceAuth',
      datasourceKeys.credentials(NOTION),
      ['data-source-auth', 'specific-data-source', 'langgenius/notion_datasource', 'notion_datasource'],
    ],
    ['the pipeline editor’s list', datasourceKeys.pipelineList, ['pipeline', 'datasource']],
    ['the read of the list', queries.list().queryKey, ['data-source-auth', 'list']],
    ['the read of the default list', queries.defaultList().queryKey, ['data-source-auth', 'default-list']],
    [
      'the read of one source',
      queries.credentials(NOTION).queryKey,
      ['data-source-auth', 'specific-data-source', 'langgenius/notion_datasource', 'notion_datasource'],
    ],
  ];
  for (const [name, key, expected] of TABLE)
    it(name, () => {
      expect([...key]).to.deep.equal(expected);
    });
});
