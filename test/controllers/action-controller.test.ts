import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { ActionController } from '../../src/controllers/action-controller.js';
import { DatasourceError } from '../../src/index.js';

interface Call {
  input: string;
  signal: AbortSignal;
  resolve: (value: string) => void;
  reject: (reason: unknown) => void;
}

class Host extends LitElement {
  readonly calls: Call[] = [];
  readonly action = new ActionController(
    this,
    ([input]: readonly [string], signal) =>
      new Promise<string>((resolve, reject) => {
        this.calls.push({ input, signal, resolve, reject });
        signal.addEventListener('abort', () => reject(new DatasourceError('aborted', 'Aborted.')));
      }),
  );
  updates = 0;

  protected override render(): string {
    this.updates++;
    return '';
  }
}
customElements.define('action-host', Host);

describe('ActionController', () => {
  let host: Host;
  beforeEach(async () => {
    host = await fixture<Host>(html`<action-host></action-host>`);
  });

  it('tells what came of it, and shows its host that it is at work', async () => {
    const before = host.updates;
    const run = host.action.run('a');
    expect(host.action.pending).to.be.true;
    await host.updateComplete;
    expect(host.updates).to.equal(before + 1);
    host.calls[0]!.resolve('b');
    expect(await run).to.deep.equal({ ok: true, value: 'b' });
    expect(host.action.pending).to.be.false;
    expect(host.action.error).to.equal(null);
  });

  it('does nothing while it is at work', async () => {
    const first = host.action.run('a');
    expect(await host.action.run('b')).to.equal(null);
    host.calls[0]!.resolve('x');
    expect(await first).to.deep.equal({ ok: true, value: 'x' });
    expect(host.calls.map(({ input }) => input)).to.deep.equal(['a']);
  });

  it('keeps an error until it is dismissed or the next run', async () => {
    const refused = new DatasourceError('forbidden', 'No.');
    const run = host.action.run('a');
    host.calls[0]!.reject(refused);
    expect(await run).to.deep.equal({ ok: false, error: refused });
    expect(host.action.error).to.equal(refused);
    host.action.dismiss();
    expect(host.action.error).to.equal(null);
    const again = host.action.run('b');
    host.calls[1]!.reject(refused);
    await again;
    expect(host.action.error).to.equal(refused);
    void host.action.run('c');
    expect(host.action.error).to.equal(null);
  });

  it('turns whatever is thrown into an error of the package', async () => {
    const run = host.action.run('a');
    host.calls[0]!.reject(new RangeError('odd'));
    await run;
    expect(host.action.error).to.be.instanceOf(DatasourceError);
  });

  it('is given up on request, which is no error to show', async () => {
    const run = host.action.run('a');
    host.action.abort();
    expect(host.calls[0]!.signal.aborted).to.be.true;
    const result = await run;
    expect(result?.ok === false && result.error.code).to.equal('aborted');
    expect(host.action.error).to.equal(null);
    const again = host.action.run('b');
    host.calls[1]!.resolve('c');
    expect(await again).to.deep.equal({ ok: true, value: 'c' });
  });

  it('is given up when its host leaves the page', async () => {
    void host.action.run('a');
    host.remove();
    expect(host.calls[0]!.signal.aborted).to.be.true;
  });
});
