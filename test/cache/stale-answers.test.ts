import { expect } from '@open-wc/testing';
import { createDatasourceStore } from '../../src/store/store.js';
import { until } from '../store/support/shown.js';
import { FakeServer, json, wireSource } from '../support/fake-server.js';

const LIST = '/auth/plugin/datasource/list';

/** All orders of the numbers below n. */
function orders(n: number): number[][] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}

describe('answers that come in another order than they were asked for (D12)', () => {
  // A page may have replaced `fetch` by one that heeds no signal: then every answer comes.
  for (const heeds of [true, false])
    for (let count = 2; count <= 5; count++)
      it(`${count} reads, their answers in all ${orders(count).length} orders, by a fetch that ${heeds ? 'heeds' : 'ignores'} the signal: the last one asked for stays`, async () => {
        for (const order of orders(count)) {
          const server = new FakeServer();
          const answers: ((response: Response) => void)[] = [];
          server.intercept(({ path }) =>
            path === LIST && server.count('GET', LIST) > 1
              ? new Promise<Response>((resolve) => answers.push(resolve))
              : undefined,
          );
          const fetch: typeof window.fetch = (input, { signal, ...init } = {}) =>
            server.fetch(input, heeds && signal ? { ...init, signal } : init);
          const store = createDatasourceStore({ fetch });
          const source = store.list();
          const seen: string[] = [];
          const stop = source.subscribe(() => {
            seen.push(source.getSnapshot().data?.[0]?.name ?? '');
          });
          await until(() => source.getSnapshot().data, 'the first read is over');
          seen.length = 0;
          for (let asked = 1; asked <= count; asked++) {
            void source.refetch();
            await until(() => answers.length === asked, `number ${asked} is sent`);
          }
          for (const index of order) {
            answers[index]!(json({ result: [wireSource({ name: `answer-${index}` })] }));
            await until(() => true, 'it was heard');
          }
          await until(() => !source.getSnapshot().isFetching, 'it is over');
          expect(source.getSnapshot().data![0]!.name, order.join()).to.equal(`answer-${count - 1}`);
          const others = seen.filter((name) => name.startsWith('answer') && name !== `answer-${count - 1}`);
          expect(others, `${order.join()}: never shown in between`).to.be.empty;
          stop();
          store.queryClient.clear();
        }
      });
});
