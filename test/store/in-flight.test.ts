import { expect } from '@open-wc/testing';
import { DatasourceError } from '../../src/api/errors.js';
import { InFlight } from '../../src/store/in-flight.js';

/** Work that the test ends, and which heeds its signal unless told otherwise. */
class Work {
  runs = 0;
  signal!: AbortSignal;
  decided!: () => void;
  done!: (value: string) => void;
  fail!: (error: Error) => void;
  readonly run = (signal: AbortSignal, decided: () => void): Promise<string> => {
    this.runs++;
    this.signal = signal;
    this.decided = decided;
    return new Promise((resolve, reject) => {
      this.done = resolve;
      this.fail = reject;
      if (this.heeds) signal.addEventListener('abort', () => reject(new DatasourceError('aborted', 'x')));
    });
  };
  constructor(readonly heeds = true) {}
}

const codeOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (value) => value,
    (error: DatasourceError) => error.code,
  );

describe('InFlight (D13)', () => {
  it('does the same once for all who ask while it is under way', async () => {
    const inFlight = new InFlight();
    const work = new Work();
    const runs = Array.from({ length: 50 }, () => inFlight.once('a', undefined, work.run));
    work.done('x');
    expect(new Set(await Promise.all(runs))).to.deep.equal(new Set(['x']));
    expect(work.runs).to.equal(1);
  });

  it('is one promise for all who cannot give up, by which they can tell that it is one thing', () => {
    const inFlight = new InFlight();
    const work = new Work();
    expect(inFlight.once('a', undefined, work.run) === inFlight.once('a', undefined, work.run)).to.be.true;
  });

  it('what is decided cannot be given up any more', async () => {
    const inFlight = new InFlight();
    const work = new Work();
    const controller = new AbortController();
    const run = inFlight.once('a', controller.signal, work.run);
    work.decided();
    controller.abort();
    expect(work.signal.aborted).to.be.false;
    work.done('x');
    expect(await run).to.equal('x');
  });

  it('begins at once', () => {
    const work = new Work();
    void new InFlight().once('a', undefined, work.run);
    expect(work.runs).to.equal(1);
  });

  it('does other things side by side, and the same again once it is over, however it ended', async () => {
    const inFlight = new InFlight();
    const [one, two] = [new Work(), new Work()];
    const runs = [inFlight.once('a', undefined, one.run), codeOf(inFlight.once('b', undefined, two.run))];
    one.done('x');
    two.fail(new DatasourceError('server', 'x'));
    await Promise.all(runs);
    void inFlight.once('a', undefined, one.run);
    void inFlight.once('b', undefined, two.run);
    expect([one.runs, two.runs]).to.deep.equal([2, 2]);
  });

  it('a caller who gives up gets aborted at once; the others get the answer', async () => {
    const inFlight = new InFlight();
    const work = new Work();
    const controller = new AbortController();
    const gone = codeOf(inFlight.once('a', controller.signal, work.run));
    const stays = inFlight.once('a', new AbortController().signal, work.run);
    controller.abort();
    expect(await gone).to.equal('aborted');
    expect(work.signal.aborted).to.be.false;
    work.done('x');
    expect(await stays).to.equal('x');
  });

  it('the work is given up when the last caller has', async () => {
    const inFlight = new InFlight();
    const work = new Work();
    const controllers = [new AbortController(), new AbortController()];
    const runs = controllers.map(({ signal }) => codeOf(inFlight.once('a', signal, work.run)));
    controllers[0]!.abort();
    await runs[0];
    expect(work.signal.aborted).to.be.false;
    controllers[1]!.abort();
    expect(await Promise.all(runs)).to.deep.equal(['aborted', 'aborted']);
    expect(work.signal.aborted).to.be.true;
  });

  it('a caller without a signal never gives up', async () => {
    const inFlight = new InFlight();
    const work = new Work();
    const controller = new AbortController();
    const stays = inFlight.once('a', undefined, work.run);
    const gone = codeOf(inFlight.once('a', controller.signal, work.run));
    controller.abort();
    await gone;
    expect(work.signal.aborted).to.be.false;
    work.done('x');
    expect(await stays).to.equal('x');
  });

  it('who comes to work that goes on after all others have gone gets its answer', async () => {
    const inFlight = new InFlight();
    const work = new Work(false);
    const controller = new AbortController();
    const gone = codeOf(inFlight.once('a', controller.signal, work.run));
    controller.abort();
    await gone;
    const late = inFlight.once('a', undefined, work.run);
    work.done('x');
    expect(await late).to.equal('x');
    expect(work.runs).to.equal(1);
  });

  it('who comes to work that is being given up has it done again', async () => {
    const inFlight = new InFlight();
    const work = new Work(false);
    const controller = new AbortController();
    const gone = codeOf(inFlight.once('a', controller.signal, work.run));
    controller.abort();
    await gone;
    const late = inFlight.once('a', undefined, work.run);
    work.fail(new DatasourceError('aborted', 'x'));
    while (work.runs < 2) await Promise.resolve();
    work.done('x');
    expect(await late).to.equal('x');
  });

  it('who asks with a signal that is aborted already waits for nothing', async () => {
    const inFlight = new InFlight();
    const work = new Work();
    expect(await codeOf(inFlight.once('a', AbortSignal.abort(), work.run))).to.equal('aborted');
    expect(work.signal.aborted).to.be.true;
  });
});
