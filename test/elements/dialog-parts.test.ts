import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { OnDemand } from '../../src/api/on-demand.js';
import type { ApiKeyDialogElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, holdDown, press, pressWithShift } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  findByRole,
  findText,
  focused,
  nameOf,
  textOf,
  until,
  untilFocused,
  untilGone,
} from '../support/find.js';
import { fill, hold, mount, NOTION, requestsTo, said, settled } from '../support/page.js';

const TITLE = 'API Key Authorization Configuration';
const SECRET = 'Integration Secret';

/** What a dialog is made of. */
interface Parts {
  formClass: OnDemand<unknown>;
}

let count = 0;

/** The dialog as it is before its form was loaded, which comes, or does not, when a test says so. */
function slowDialog(): {
  dialog: ApiKeyDialogElement;
  loads: () => number;
  arrive: () => void;
  fail: () => void;
} {
  const Original = customElements.get('api-key-dialog') as new () => ApiKeyDialogElement;
  const pending: { resolve: () => void; reject: (reason: Error) => void }[] = [];
  let loads = 0;
  class SlowDialog extends Original {
    constructor() {
      super();
      const parts = this as unknown as Parts;
      const { formClass: real } = parts;
      parts.formClass = new OnDemand(async () => {
        loads++;
        await new Promise<void>((resolve, reject) => pending.push({ resolve, reject }));
        return real.load();
      });
    }
  }
  const tag = `slow-dialog-${++count}`;
  customElements.define(tag, SlowDialog);
  const dialog = document.createElement(tag) as ApiKeyDialogElement;
  dialog.provider = NOTION;
  const next = (): (typeof pending)[number] => {
    const first = pending.shift();
    if (!first) throw new Error('Nothing is being loaded.');
    return first;
  };
  return {
    dialog,
    loads: () => loads,
    arrive: () => next().resolve(),
    fail: () => next().reject(new TypeError('Failed to fetch dynamically imported module')),
  };
}

describe('a dialog whose form is not there yet', () => {
  let server: FakeServer;
  let page: HTMLElement;

  beforeEach(async () => {
    server = new FakeServer();
    page = await mount(server, html`<button>Open</button>`);
    await until(
      () => customElements.get('api-key-dialog'),
      () => 'not defined',
    );
  });

  /** Opens a dialog by a button of the page. */
  async function open(slow = slowDialog()): Promise<ReturnType<typeof slowDialog> & { shown: HTMLElement }> {
    page.append(slow.dialog);
    const button = page.querySelector('button')!;
    button.onclick = () => slow.dialog.show();
    button.focus();
    await press('Enter');
    return { ...slow, shown: await findByRole(page, 'dialog', TITLE) };
  }

  it('opens at once, says that it is loading, and can be used as soon as the form is there', async () => {
    const { shown, dialog, arrive, loads } = await open();
    expect(dialog.open).to.be.true;
    expect(shown.matches(':modal')).to.be.true;
    expect(allByRole(shown, 'status').map(textOf)).to.include(said('loading'));
    expect(allByRole(shown, 'button').map(nameOf)).to.deep.equal(['Close', 'Cancel']);
    await expectAccessible(shown, ['light', 'dark', 'forced-colors']);
    arrive();
    await findText(shown, SECRET);
    expect(textOf(shown)).not.to.include(said('loading'));
    expect(byRole(page, 'dialog', TITLE) === shown, 'the same dialog').to.be.true;
    await untilFocused('Authorization Name');
    await fill(byLabel(shown, SECRET), 'key');
    await press('Enter');
    await untilGone(page, 'dialog');
    expect(requestsTo(server, 'POST', /notion_datasource$/).map(({ body }) => body)).to.deep.equal([
      { credentials: { integration_secret: 'key' }, type: 'api-key', name: '' },
    ]);
    expect(loads()).to.equal(1);
    expect(focused() === page.querySelector('button')).to.be.true;
  });

  it('looks as it does where the form was there from the start', async () => {
    const { shown, arrive } = await open();
    arrive();
    await findText(shown, SECRET);
    const { display, rowGap } = getComputedStyle(byLabel(shown, SECRET).closest('.field')!);
    expect([display, rowGap]).to.deep.equal(['grid', '6px']);
    await expectAccessible(shown, ['light', 'dark', 'forced-colors']);
  });

  it('looks the same after it was moved to another document', async () => {
    const { dialog, arrive, shown } = await open();
    arrive();
    await findText(shown, SECRET);
    document.implementation.createHTMLDocument('').adoptNode(dialog);
    page.append(dialog);
    dialog.show();
    const again = await findByRole(page, 'dialog', TITLE);
    expect(getComputedStyle(byLabel(again, SECRET).closest('.field')!).display).to.equal('grid');
  });

  it('is not closed by a key that is pressed once too often, or held down', async () => {
    const { shown, dialog, arrive } = await open();
    let closed = 0;
    dialog.addEventListener('close', () => closed++);
    await press('Enter');
    await press(' ');
    await holdDown('Enter');
    expect([dialog.open, closed]).to.deep.equal([true, 0]);
    arrive();
    await findText(shown, SECRET);
    await untilFocused('Authorization Name');
    expect(requestsTo(server, 'POST', /./)).to.be.empty;
  });

  it('leaves the focus where the user has moved it', async () => {
    const { shown, arrive } = await open();
    await press('Tab');
    await press('Tab');
    await untilFocused('Cancel');
    arrive();
    await findText(shown, SECRET);
    await settled();
    expect(nameOf(focused()!)).to.equal('Cancel');
  });

  it('leaves the focus on Close too', async () => {
    const { shown, arrive } = await open();
    await press('Tab');
    await press('Tab');
    await pressWithShift('Tab');
    await untilFocused('Close');
    arrive();
    await findText(shown, SECRET);
    await settled();
    expect(nameOf(focused()!)).to.equal('Close');
  });

  it('waits for the list as well, when that comes last', async () => {
    const release = hold(server, 'GET', /list$/);
    page = await mount(server, html`<button>Open</button>`);
    const { shown, arrive } = await open();
    arrive();
    await findText(shown, said('loadingSources'));
    expect(byRole(shown, 'button', 'Save').getAttribute('aria-disabled')).to.equal('true');
    release();
    await findText(shown, SECRET);
    await untilFocused('Authorization Name');
  });

  for (const [how, close] of [
    ['Escape', () => press('Escape')],
    ['Cancel', (shown: HTMLElement) => click(byRole(shown, 'button', 'Cancel'))],
    ['Close', (shown: HTMLElement) => click(byRole(shown, 'button', 'Close'))],
  ] as const) {
    it(`is closed by ${how}, and stays closed when the form comes`, async () => {
      const { dialog, shown, arrive, loads } = await open();
      let closed = 0;
      dialog.addEventListener('close', () => closed++);
      await close(shown);
      await untilGone(page, 'dialog');
      expect([dialog.open, closed]).to.deep.equal([false, 1]);
      expect(focused() === page.querySelector('button')).to.be.true;
      arrive();
      await settled();
      expect(allByRole(page, 'dialog')).to.be.empty;
      dialog.show();
      await dialog.updateComplete;
      // Everything is there in the same update.
      byLabel(byRole(page, 'dialog', TITLE), SECRET);
      expect(nameOf(focused()!)).to.equal('Authorization Name');
      expect([loads(), closed]).to.deep.equal([1, 1]);
    });
  }

  it('loads once for several openings', async () => {
    const { dialog, shown, arrive, loads } = await open();
    await press('Escape');
    await untilGone(page, 'dialog');
    dialog.show();
    await findByRole(page, 'dialog', TITLE);
    arrive();
    await findText(shown, SECRET);
    expect(loads()).to.equal(1);
    await untilFocused('Authorization Name');
  });

  it('is taken off the page while it loads, and can be opened when it is back', async () => {
    const { dialog, arrive } = await open();
    dialog.remove();
    arrive();
    await settled();
    expect(dialog.open).to.be.false;
    page.append(dialog);
    dialog.show();
    await findText(await findByRole(page, 'dialog', TITLE), SECRET);
  });

  it('says that the form could not be loaded, keeps the focus, and loads it when the user tries again', async () => {
    const { shown, arrive, fail, loads } = await open();
    fail();
    await findText(shown, said('formNotLoaded'));
    expect(allByRole(shown, 'alert').map(textOf)).to.deep.equal([said('formNotLoaded')]);
    expect(textOf(shown)).not.to.include(said('loading'));
    expect(shown.contains(focused())).to.be.true;
    expect(allByRole(shown, 'button').map(nameOf)).to.deep.equal(['Close', 'Cancel', 'Try again']);
    await expectAccessible(shown, ['light', 'dark', 'forced-colors']);
    byRole(shown, 'button', 'Try again').focus();
    await press('Enter');
    await findText(shown, said('loading'));
    expect(textOf(shown)).not.to.include(said('formNotLoaded'));
    await untilFocused('Close');
    fail();
    await findText(shown, said('formNotLoaded'));
    await click(byRole(shown, 'button', 'Try again'));
    await findText(shown, said('loading'));
    arrive();
    await findText(shown, SECRET);
    await untilFocused('Authorization Name');
    expect(loads()).to.equal(3);
  });

  for (const how of ['Escape', 'Cancel'] as const) {
    it(`is closed by ${how} after the form could not be loaded, and loads it at the next opening`, async () => {
      const { dialog, shown, arrive, fail, loads } = await open();
      fail();
      await findText(shown, said('formNotLoaded'));
      if (how === 'Escape') await press('Escape');
      else await click(byRole(shown, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      dialog.show();
      const again = await findByRole(page, 'dialog', TITLE);
      expect(textOf(again)).to.include(said('loading'));
      expect(textOf(again)).not.to.include(said('formNotLoaded'));
      arrive();
      await findText(again, SECRET);
      expect(loads()).to.equal(2);
    });
  }
});
