import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { DatasourceError } from '../../src/index.js';
import { confirmDialog } from '../../src/internal/question-slot.js';
import { click } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  findByRole,
  findText,
  nameOf,
  until,
  untilFocused,
  untilGone,
} from '../support/find.js';
import { mount, NOTION, requestsTo, settled } from '../support/page.js';
import { choose, findRow } from '../support/rows.js';

const DELETE = /\/delete$/;

describe('the question before a removal, when what asks it is not there yet', () => {
  let server: FakeServer;
  let page: HTMLElement;
  let answer: { load: () => void; fail: () => void };

  beforeEach(async () => {
    server = new FakeServer();
    server.connect(NOTION, { name: 'Team' });
    page = await mount(server, html`<datasource-card provider=${NOTION}></datasource-card>`);
    await findRow(page, 'credential-1');
    const load = confirmDialog.load.bind(confirmDialog);
    confirmDialog.load = async () => {
      await new Promise<void>((resolve, reject) => {
        answer = {
          load: resolve,
          fail: () => reject(new DatasourceError('network', 'A part could not be loaded.')),
        };
      });
      return load();
    };
  });
  afterEach(() => {
    Reflect.deleteProperty(confirmDialog, 'load');
  });

  it('is asked as soon as it can be', async () => {
    await choose(page, 'Team', 'Remove');
    await settled();
    expect(allByRole(page, 'alertdialog')).to.be.empty;
    answer.load();
    const question = await findByRole(page, 'alertdialog');
    expect(nameOf(question)).to.equal('Remove “Team”?');
    await untilFocused('Cancel');
    expect(getComputedStyle(question).paddingLeft, 'with its styles').to.equal('24px');
    expect(requestsTo(server, 'POST', DELETE)).to.be.empty;
    await click(byRole(question, 'button', 'Cancel'));
    await untilGone(page, 'alertdialog');
    await settled();
    expect(requestsTo(server, 'POST', DELETE)).to.be.empty;
  });

  it('says so when it cannot be asked, removes nothing, and asks at the next attempt', async () => {
    await choose(page, 'Team', 'Remove');
    answer.fail();
    await findText(page, '“Team” was not removed: A part could not be loaded.');
    await untilFocused('Actions for Team');
    expect(requestsTo(server, 'POST', DELETE)).to.be.empty;
    await choose(page, 'Team', 'Remove');
    answer.load();
    await findByRole(page, 'alertdialog');
    expect(
      allByRole(page, 'alert')
        .map(({ textContent }) => textContent?.trim())
        .join(''),
    ).to.equal('');
  });

  it('is not asked any more when the connection was taken off the page meanwhile', async () => {
    await choose(page, 'Team', 'Remove');
    const card = page.querySelector('datasource-card')!;
    card.remove();
    answer.load();
    await settled();
    page.append(card);
    await until(
      () => allByRole(page, 'listitem').length === 1,
      () => 'no row',
    );
    await settled();
    expect(allByRole(page, 'alertdialog')).to.be.empty;
    expect(requestsTo(server, 'POST', DELETE)).to.be.empty;
  });
});
