import { expect } from '@open-wc/testing';
import { QueryClient } from '@tanstack/query-core';
import { DatasourceReads } from '../../src/api/reads.js';
import type { DatasourceAuth } from '../../src/api/types.js';
import { datasourceKeys } from '../../src/cache/keys.js';
import { datasourceQueries } from '../../src/cache/queries.js';
import { QuerySource } from '../../src/cache/query-source.js';

/** As a server sends it, with a note of how often it is looked at. */
function wire(name: string, looks: string[]): object {
  return {
    plugin_id: 'acme/plugin',
    get name() {
      looks.push(name);
      return name;
    },
    label: { en_US: name },
  };
}

describe('an answer in which little is new', () => {
  let queryClient: QueryClient;
  let source: QuerySource<DatasourceAuth>;
  const answer = (result: readonly object[]): void => {
    queryClient.setQueryData(datasourceKeys.list, { result });
  };
  const names = (): string[] => (source.getSnapshot().data ?? []).map(({ name }) => name);

  beforeEach(() => {
    queryClient = new QueryClient();
    // What is put there stays as it is, as after the library has compared it with what was there.
    queryClient.setDefaultOptions({ queries: { structuralSharing: false } });
    source = new QuerySource(queryClient, datasourceQueries(new DatasourceReads()).list());
  });
  afterEach(() => queryClient.clear());

  it('is looked at only where it is new, and the rest stays the same objects', () => {
    const looks: string[] = [];
    const [one, two, three] = ['one', 'two', 'three'].map((name) => wire(name, looks));
    answer([one!, two!]);
    const before = source.getSnapshot().data!;
    looks.length = 0;
    answer([one!, three!]);
    expect(names()).to.deep.equal(['one', 'three']);
    expect(looks.includes('one'), 'what is known').to.be.false;
    expect(looks.includes('three'), 'what is new').to.be.true;
    expect(source.getSnapshot().data![0] === before[0]).to.be.true;
  });

  it('that says the same in other objects is the same list', () => {
    answer([wire('one', []), wire('two', [])]);
    const before = source.getSnapshot().data;
    answer([wire('one', []), wire('two', [])]);
    expect(source.getSnapshot().data === before).to.be.true;
  });

  it('with items gone, added and in another order shows them as they are now', () => {
    const [one, two, three] = ['one', 'two', 'three'].map((name) => wire(name, []));
    answer([one!, two!, three!]);
    expect(names()).to.deep.equal(['one', 'two', 'three']);
    answer([three!, one!]);
    expect(names()).to.deep.equal(['three', 'one']);
    answer([]);
    expect(names()).to.deep.equal([]);
    answer([two!, two!]);
    expect(names()).to.deep.equal(['two', 'two']);
  });

  it('that breaks the contract says where, and what came before stays', () => {
    const one = wire('one', []);
    answer([one]);
    expect(names()).to.deep.equal(['one']);
    answer([one, { plugin_id: 'acme/plugin' }]);
    const { data, error } = source.getSnapshot();
    expect(error).to.include({ code: 'contract', path: 'result[1].name' });
    expect(data!.map(({ name }) => name)).to.deep.equal(['one']);
    answer([one, null as unknown as object]);
    expect(source.getSnapshot().error).to.include({ code: 'contract', path: 'result[1]' });
  });
});
