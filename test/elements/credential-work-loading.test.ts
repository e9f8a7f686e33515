import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { credentialWork } from '../../src/elements/datasource-credential/credential-parts.js';
import { expectAccessible } from '../support/appearance.js';
import { click, hover, moveAway, press } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  findButton,
  findByRole,
  findText,
  focused,
  nameOf,
  textOf,
  until,
  untilFocused,
  untilGone,
} from '../support/find.js';
import { mount, NOTION, requestsTo, settled } from '../support/page.js';
import { choose, findRow } from '../support/rows.js';
import { SlowPart } from '../support/slow-part.js';

const DELETE = /\/delete$/;
const MENU = 'Actions for Team';
const NOT_LOADED = /A part of this page could not be loaded/;

describe('what is done to a connection, when it is not there yet', () => {
  let server: FakeServer;
  let page: HTMLElement;
  let part: SlowPart;

  beforeEach(async () => {
    part = await SlowPart.of(credentialWork);
    server = new FakeServer();
    server.connect(NOTION, { name: 'Team', is_default: false });
    server.connect(NOTION, { name: 'Main', is_default: true });
    await moveAway();
    page = await mount(
      server,
      html`<button>Before</button><datasource-card provider=${NOTION}></datasource-card>`,
    );
    await findRow(page, 'credential-1');
  });
  afterEach(() => part.restore());

  const alerts = (): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);
  const items = (): string[] => allByRole(page, 'menuitem').map(nameOf);
  const row = () =>
    page.querySelector('datasource-card')!.shadowRoot!.querySelector('datasource-credential')!;

  it('is loaded when the user comes near the menu of its row, and by that opens nothing', async () => {
    await hover(page.querySelector('button')!);
    await settled();
    expect(part.loads).to.equal(0);
    await hover(await findButton(page, MENU));
    await part.untilLoads(1);
    part.arrive();
    await settled();
    expect(allByRole(page, 'menu')).to.be.empty;
    await click(await findButton(page, MENU));
    await findByRole(page, 'menu');
    expect(part.loads).to.equal(1);
  });

  for (const [key, item] of [
    ['Enter', 'Set as default'],
    ['ArrowDown', 'Set as default'],
    ['ArrowUp', 'Remove'],
  ] as const)
    it(`has the menu open when it comes, after ${key}, with all of its items and the focus on “${item}”`, async () => {
      const button = await findButton(page, MENU);
      button.focus();
      await press(key);
      await settled();
      expect([allByRole(page, 'menu').length, alerts(), part.loads]).to.deep.equal([0, [], 1]);
      expect(focused()).to.equal(button);
      await expectAccessible(page, ['light']);
      part.arrive();
      await findByRole(page, 'menu');
      await untilFocused(item);
      expect(items()).to.deep.equal(['Set as default', 'Rename', 'Re-authorize', 'Remove']);
    });

  it('has the menu say so when it cannot be loaded, and open at the next press', async () => {
    const button = await findButton(page, MENU);
    await click(button);
    part.fail();
    await findText(page, NOT_LOADED);
    expect([alerts().length, allByRole(page, 'menu').length]).to.deep.equal([1, 0]);
    expect(focused()).to.equal(button);
    await press('Enter');
    part.arrive();
    await findByRole(page, 'menu');
    await untilFocused('Set as default');
    await until(
      () => alerts().length === 0,
      () => `still: ${alerts().join()}`,
    );
    expect(part.loads).to.equal(2);
  });

  it('does not open the menu of a row that was taken off the page meanwhile', async () => {
    await click(await findButton(page, MENU));
    const card = page.querySelector('datasource-card')!;
    card.remove();
    part.arrive();
    await settled();
    page.append(card);
    await findRow(page, 'credential-1');
    await settled();
    expect([allByRole(page, 'menu').length, alerts()]).to.deep.equal([0, []]);
  });

  it('is not needed where it is not offered, and is once it is', async () => {
    const card = page.querySelector('datasource-card')!;
    card.allow = 'reauthorize';
    await card.updateComplete;
    await row().updateComplete;
    const button = await findButton(page, MENU);
    await hover(button);
    await click(button);
    await findByRole(page, 'menu');
    await untilFocused('Re-authorize');
    expect([items(), part.loads]).to.deep.equal([['Re-authorize'], 0]);
    await press('Escape');
    await untilGone(page, 'menu');
    card.allow = undefined;
    await card.updateComplete;
    await row().updateComplete;
    await click(await findButton(page, MENU));
    await settled();
    expect(allByRole(page, 'menu')).to.be.empty;
    part.arrive();
    await findByRole(page, 'menu');
    expect(items()).to.deep.equal(['Set as default', 'Rename', 'Re-authorize', 'Remove']);
  });

  it('has its styles: the field in which the name is edited, and the question before a removal', async () => {
    await click(await findButton(page, MENU));
    part.arrive();
    await findByRole(page, 'menu');
    await press('Escape');
    await choose(page, 'Team', 'Rename');
    await untilFocused('Rename Team');
    expect(getComputedStyle(focused()!.closest('form')!).display).to.equal('flex');
    await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    await press('Escape');
    await untilFocused(MENU);
    await choose(page, 'Team', 'Remove');
    const question = await findByRole(page, 'alertdialog');
    expect(nameOf(question)).to.equal('Remove “Team”?');
    await untilFocused('Cancel');
    expect(getComputedStyle(question).paddingLeft).to.equal('24px');
    expect(getComputedStyle(question).borderTopLeftRadius).to.equal('16px');
    await click(byRole(question, 'button', 'Cancel'));
    await untilGone(page, 'alertdialog');
    await settled();
    expect(requestsTo(server, 'POST', DELETE)).to.be.empty;
  });
});
