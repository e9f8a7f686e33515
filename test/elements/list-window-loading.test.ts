import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { expectAccessible } from '../support/appearance.js';
import { click, forgetModules, holdModule, type ModuleGate } from '../support/driver.js';
import { FakeServer, wireSource } from '../support/fake-server.js';
import { allByRole, byRole, findText, textOf, until } from '../support/find.js';
import { mount, settled } from '../support/mounting.js';

const COUNT = 250;
const sources = Array.from({ length: COUNT }, (_, index) =>
  wireSource({ plugin_id: `acme/source_${index}`, name: 'source', label: { en_US: `Source ${index}` } }),
);

/** In one page and in this order: what is loaded stays loaded. */
describe('a long list whose window is not there yet', () => {
  let server: FakeServer;
  let module: ModuleGate;

  before(async () => {
    module = await holdModule('internal/virtual-window');
  });
  after(forgetModules);
  beforeEach(() => {
    server = new FakeServer();
    server.sources = sources;
  });

  const show = async (): Promise<HTMLElement> =>
    (await mount(server, html`<datasource-list></datasource-list>`)).querySelector('datasource-list')!;
  const rows = (list: HTMLElement): HTMLElement[] => [...list.shadowRoot!.querySelectorAll('li')];
  const untilRows = (list: HTMLElement, count: number): Promise<void> =>
    until(
      () => rows(list).length === count,
      () => `${rows(list).length} rows`,
    );
  const places = (list: HTMLElement) =>
    rows(list).map((row) => [row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')].join('/'));
  const alerts = (list: Node): string[] => allByRole(list, 'alert').map(textOf).filter(Boolean);

  it('is not needed for a hundred', async () => {
    server.sources = sources.slice(0, 100);
    await untilRows(await show(), 100);
    expect(await module.requests()).to.equal(0);
  });

  it('shows its first ten rows, and says of how many', async () => {
    const list = await show();
    await untilRows(list, 10);
    await until(module.requests, () => 'not asked for');
    await settled();
    expect(places(list)).to.deep.equal(Array.from({ length: 10 }, (_, index) => `${index + 1}/${COUNT}`));
    expect(alerts(list)).to.be.empty;
    await findText(list, 'Source 9');
    expect(textOf(list)).to.include(`${COUNT}`);
    await expectAccessible(list, ['light']);
  });

  it('shows a hundred rows and says so when it cannot be loaded, until the user tries again', async () => {
    const list = await show();
    await untilRows(list, 10);
    await module.fail();
    await untilRows(list, 100);
    expect(places(list).at(-1)).to.equal(`100/${COUNT}`);
    expect(alerts(list).join()).to.match(/^Only the first 100 data sources can be shown/);
    const before = await module.requests();
    await settled();
    expect(await module.requests(), 'not by itself').to.equal(before);
    await click(byRole(list, 'button', 'Retry'));
    await until(
      async () => (await module.requests()) > before,
      () => 'not tried again',
    );
    await until(
      () => alerts(list).length === 1 && rows(list).length === 100,
      () => `${rows(list).length} rows`,
    );
    await module.open();
    await click(byRole(list, 'button', 'Retry'));
    await until(
      () => alerts(list).length === 0,
      () => `still: ${alerts(list).join()}`,
    );
    await until(
      () => list.shadowRoot!.querySelector('.windowed'),
      () => 'no window',
    );
    expect(rows(list).length).to.be.lessThan(60);
    expect(new Set(places(list).map((place) => place.split('/')[1]))).to.deep.equal(new Set([`${COUNT}`]));
  });
});
