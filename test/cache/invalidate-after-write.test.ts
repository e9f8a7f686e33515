import { expect } from '@open-wc/testing';
import { QueryClient, QueryObserver } from '@tanstack/query-core';
import { invalidateAfterWrite } from '../../src/cache/invalidate-after-write.js';

const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };

const MADE_STALE = [
  ['data-source-auth', 'list'],
  ['data-source-auth', 'default-list'],
  ['data-source-auth', 'specific-data-source', 'langgenius/notion_datasource', 'notion_datasource'],
  ['pipeline', 'datasource'],
];
const LEFT_ALONE = [
  ['data-source-auth'],
  ['data-source-auth', 'oauth-url', 'langgenius/notion_datasource/notion_datasource'],
  ['data-source-auth', 'specific-data-source', 'langgenius/notion_datasource', 'other'],
  ['data-source-auth', 'specific-data-source', 'langgenius/jina_datasource', 'jinareader'],
  ['data-source-auth', 'lists'],
  ['pipeline'],
  ['pipeline', 'templates'],
  ['pipeline', 'datasources'],
  ['list'],
  ['tools', 'list'],
];

describe('invalidateAfterWrite', () => {
  it('makes stale what the original page makes stale, and nothing else', async () => {
    const queryClient = new QueryClient();
    for (const key of [...MADE_STALE, ...LEFT_ALONE]) queryClient.setQueryData(key, 'data');
    await invalidateAfterWrite(queryClient, NOTION);
    const stale = (key: string[]): boolean | undefined => queryClient.getQueryState(key)?.isInvalidated;
    for (const key of MADE_STALE) expect(stale(key), key.join()).to.be.true;
    for (const key of LEFT_ALONE) expect(stale(key), key.join()).to.be.false;
    queryClient.clear();
  });

  it('waits until what is on show was read again, and reads nothing that is not', async () => {
    const queryClient = new QueryClient();
    const reads: string[] = [];
    const observe = (queryKey: string[]): (() => void) => {
      queryClient.setQueryData(queryKey, 'old');
      return new QueryObserver(queryClient, {
        queryKey,
        staleTime: Infinity,
        queryFn: async () => {
          await Promise.resolve();
          reads.push(queryKey.at(-1)!);
          return 'new';
        },
      }).subscribe(() => undefined);
    };
    const stop = observe(['data-source-auth', 'list']);
    queryClient.setQueryData(['data-source-auth', 'default-list'], 'old');
    await invalidateAfterWrite(queryClient, NOTION);
    expect(reads).to.deep.equal(['list']);
    expect(queryClient.getQueryData(['data-source-auth', 'list'])).to.equal('new');
    stop();
    queryClient.clear();
  });

  for (const [name, queryFn] of [
    ['never ends', () => new Promise<never>(() => undefined)],
    ['fails', () => Promise.reject(new Error('host'))],
  ] as const)
    it(`does not wait for the host’s pipeline query that ${name}`, async () => {
      const queryClient = new QueryClient();
      const queryKey = ['pipeline', 'datasource'];
      queryClient.setQueryData(queryKey, 'old');
      let asked = 0;
      const stop = new QueryObserver(queryClient, {
        queryKey,
        staleTime: Infinity,
        retry: false,
        queryFn: () => (asked++, queryFn()),
      }).subscribe(() => undefined);
      await invalidateAfterWrite(queryClient, NOTION);
      expect(asked).to.equal(1);
      stop();
      queryClient.clear();
    });

  it('repeats a first read that is on show, for the server may have answered it before', async () => {
    const queryClient = new QueryClient();
    const answers: ((answer: string) => void)[] = [];
    const observer = new QueryObserver(queryClient, {
      queryKey: ['data-source-auth', 'list'],
      queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
    });
    const stop = observer.subscribe(() => undefined);
    const run = invalidateAfterWrite(queryClient, NOTION);
    expect(answers).to.have.length(2);
    answers[0]!('old');
    answers[1]!('new');
    await run;
    expect(observer.getCurrentResult()).to.include({ data: 'new', fetchStatus: 'idle', error: null });
    stop();
    queryClient.clear();
  });

  it('leaves the host a first read that is not on show', async () => {
    const queryClient = new QueryClient();
    let answer!: (text: string) => void;
    const fetched = queryClient.fetchQuery({
      queryKey: ['data-source-auth', 'list'],
      queryFn: () => new Promise<string>((resolve) => (answer = resolve)),
    });
    await invalidateAfterWrite(queryClient, NOTION);
    answer('data');
    expect(await fetched).to.equal('data');
    queryClient.clear();
  });

  it('is not failed by a read that fails', async () => {
    const queryClient = new QueryClient();
    const queryKey = ['data-source-auth', 'list'];
    queryClient.setQueryData(queryKey, 'old');
    const stop = new QueryObserver(queryClient, {
      queryKey,
      staleTime: Infinity,
      retry: false,
      queryFn: () => Promise.reject(new Error('no')),
    }).subscribe(() => undefined);
    await invalidateAfterWrite(queryClient, NOTION);
    expect(queryClient.getQueryState(queryKey)?.status).to.equal('error');
    stop();
    queryClient.clear();
  });

  it('does not wait for ever for a list that hangs', async () => {
    const queryClient = new QueryClient();
    let reads = 0;
    const observer = new QueryObserver(queryClient, {
      queryKey: ['data-source-auth', 'list'],
      queryFn: () => (reads++ === 0 ? Promise.resolve('data') : new Promise<string>(() => undefined)),
    });
    const stop = observer.subscribe(() => undefined);
    await observer.refetch();
    reads = 1;
    await invalidateAfterWrite(queryClient, NOTION);
    expect(reads, 'it was asked for').to.be.greaterThan(1);
    stop();
    queryClient.clear();
  });
});
