import { expect } from '@open-wc/testing';
import { QueryClient, QueryObserver } from '@tanstack/query-core';
import { forgetAnswers } from '../../src/cache/forget-answers.js';

const LIST = ['data-source-auth', 'list'];
const OTHER_LIST = ['data-source-auth', 'default-list'];
const CREDENTIALS = [
  'data-source-auth',
  'specific-data-source',
  'langgenius/notion_datasource',
  'notion_datasource',
];
const OF_THE_HOST = ['pipeline', 'datasource'];

describe('forgetAnswers (C7)', () => {
  let queryClient: QueryClient;
  let stops: (() => void)[];
  /** Who is signed in; the server answers with the name. */
  let account: string;
  let reads: string[];

  beforeEach(() => {
    queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    stops = [];
    account = 'anne';
    reads = [];
  });
  afterEach(() => {
    for (const stop of stops) stop();
    queryClient.clear();
  });

  /** Shows what a query holds; returns everything that it showed, in order. */
  function show(queryKey: string[], answer = (): Promise<string> => Promise.resolve(account)): unknown[] {
    const shown: unknown[] = [];
    const queryFn = (): Promise<string> => {
      reads.push(queryKey.join('/'));
      return answer();
    };
    const observer = new QueryObserver(queryClient, { queryKey, queryFn, staleTime: Infinity });
    stops.push(observer.subscribe(({ data, status }) => shown.push(data ?? status)));
    return shown;
  }

  it('drops every answer at once, and nothing of the host’s own', () => {
    for (const key of [LIST, OTHER_LIST, CREDENTIALS, OF_THE_HOST]) queryClient.setQueryData(key, 'anne');
    void forgetAnswers(queryClient);
    for (const key of [LIST, OTHER_LIST, CREDENTIALS])
      expect(queryClient.getQueryData(key)).to.equal(undefined);
    expect(queryClient.getQueryData(OF_THE_HOST)).to.equal('anne');
  });

  it('reads again what is on show, and waits for it; and nothing that is not', async () => {
    queryClient.setQueryData(OTHER_LIST, 'anne');
    queryClient.setQueryData(LIST, 'anne');
    const shown = show(LIST);
    account = 'bob';
    await forgetAnswers(queryClient);
    expect(reads).to.deep.equal([LIST.join('/')]);
    expect(queryClient.getQueryData(LIST)).to.equal('bob');
    expect(shown.at(-1)).to.equal('bob');
    expect(shown.slice(0, -1)).not.to.include('anne');
    expect(queryClient.getQueryData(OTHER_LIST)).to.equal(undefined);
  });

  it('what is shown later is read then', async () => {
    queryClient.setQueryData(LIST, 'anne');
    await forgetAnswers(queryClient);
    account = 'bob';
    const shown = show(LIST);
    await Promise.resolve();
    await queryClient.fetchQuery({ queryKey: LIST, queryFn: () => 'bob' });
    expect(shown).not.to.include('anne');
    expect(reads).to.have.length(1);
  });

  it('forgets an error, too', async () => {
    const shown = show(LIST, () => Promise.reject(new Error('x')));
    await queryClient.refetchQueries({ queryKey: LIST }).catch(() => undefined);
    expect(shown.at(-1)).to.equal('error');
    void forgetAnswers(queryClient);
    expect(queryClient.getQueryState(LIST)).to.include({ status: 'pending', error: null });
  });

  it('does not show an answer that was under way', async () => {
    const answers: ((value: string) => void)[] = [];
    const shown = show(LIST, () => new Promise((resolve) => answers.push(resolve)));
    const forgotten = forgetAnswers(queryClient);
    answers[0]!('anne');
    await Promise.resolve();
    answers[1]!('bob');
    await forgotten;
    expect(shown).not.to.include('anne');
    expect(queryClient.getQueryData(LIST)).to.equal('bob');
  });

  it('does nothing where nothing was read', async () => {
    await forgetAnswers(queryClient);
    expect(queryClient.getQueryCache().getAll()).to.have.length(0);
  });
});
