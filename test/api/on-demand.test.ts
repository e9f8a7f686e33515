import { expect } from '@open-wc/testing';
import type { DatasourceError } from '../../src/api/errors.js';
import { OnDemand } from '../../src/api/on-demand.js';

interface Part {
  name: string;
}

/** A part of the test's own. */
function made() {
  const pending: { resolve: (part: Part) => void; reject: (reason: unknown) => void }[] = [];
  const part = new OnDemand<Part>(
    () => new Promise<Part>((resolve, reject) => pending.push({ resolve, reject })),
  );
  return { part, pending };
}

const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

describe('OnDemand', () => {
  it('loads nothing before somebody asks', () => {
    const { part, pending } = made();
    expect([part.part, pending.length]).to.deep.equal([undefined, 0]);
  });

  it('loads once for all who ask, while it is under way and afterwards', async () => {
    const { part, pending } = made();
    part.prefetch();
    const asked = [part.load(), part.load()];
    expect(pending).to.have.length(1);
    pending[0]!.resolve({ name: 'it' });
    const [one, other] = await Promise.all(asked);
    expect(one).to.equal(other);
    expect(await part.load()).to.equal(one);
    part.prefetch();
    expect(pending).to.have.length(1);
  });

  it('has the part only once it is there, and then before whoever asked goes on', async () => {
    const { part, pending } = made();
    const seen: unknown[] = [];
    const asked = part.load().then((loaded) => seen.push(part.part === loaded));
    expect(part.part).to.equal(undefined);
    pending[0]!.resolve({ name: 'it' });
    await asked;
    expect(seen).to.deep.equal([true]);
    expect(part.part).to.deep.equal({ name: 'it' });
  });

  it('tells all who ask of a failure as one of the network, in words for the user, not those of the browser', async () => {
    const { part, pending } = made();
    const asked = [failureOf(part.load()), failureOf(part.load())];
    pending[0]!.reject(
      new TypeError('Failed to fetch dynamically imported module: https://cdn.example/x.js'),
    );
    for (const error of await Promise.all(asked)) {
      expect(error).to.include({ name: 'DatasourceError', code: 'network' });
      expect(error.message)
        .to.match(/could not be loaded/)
        .and.not.to.include('cdn.example');
    }
    expect(part.part).to.equal(undefined);
  });

  it('tries again after a failure, once for all who ask then', async () => {
    const { part, pending } = made();
    const failed = failureOf(part.load());
    pending[0]!.reject(new Error());
    await failed;
    const again = [part.load(), part.load()];
    expect(pending).to.have.length(2);
    pending[1]!.resolve({ name: 'it' });
    expect(await Promise.all(again)).to.deep.equal([{ name: 'it' }, { name: 'it' }]);
  });

  it('can be asked for again by who hears of the failure', async () => {
    const { part, pending } = made();
    const again = part.load().catch(() => part.load());
    pending[0]!.reject(new Error());
    await failureOf(Promise.race([part.load()]));
    pending[1]!.resolve({ name: 'it' });
    expect(await again).to.deep.equal({ name: 'it' });
  });

  it('says nothing of what goes wrong when it is loaded ahead', async () => {
    const { part, pending } = made();
    const unhandled: unknown[] = [];
    const onUnhandled = (event: PromiseRejectionEvent): void => {
      event.preventDefault();
      unhandled.push(event.reason);
    };
    window.addEventListener('unhandledrejection', onUnhandled);
    try {
      expect(part.prefetch()).to.equal(undefined);
      pending[0]!.reject(new Error());
      // The browser tells of what nobody handled after the task in which it failed.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    } finally {
      window.removeEventListener('unhandledrejection', onUnhandled);
    }
    expect(unhandled).to.be.empty;
    part.prefetch();
    expect(pending, 'and tries again').to.have.length(2);
  });
});
