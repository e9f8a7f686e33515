import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import { configureMenu } from '../../src/elements/datasource-card/card-parts.js';
import { expectAccessible } from '../support/appearance.js';
import { click, hover, moveAway, press } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  findButton,
  findByRole,
  findText,
  focused,
  textOf,
  until,
  untilFocused,
  untilGone,
} from '../support/find.js';
import { mount, NOTION, settled } from '../support/page.js';
import { SlowPart } from '../support/slow-part.js';

const BUTTON = 'Configure Notion';
const NOT_LOADED = /A part of this page could not be loaded/;

describe('what “Configure” opens, when it is not there yet', () => {
  let part: SlowPart;
  let page: HTMLElement;
  let button: HTMLElement;

  beforeEach(async () => {
    part = await SlowPart.of(configureMenu);
    await moveAway();
    page = await mount(
      new FakeServer(),
      html`<button>Before</button><datasource-card provider=${NOTION}></datasource-card>`,
    );
    button = await findButton(page, BUTTON);
  });
  afterEach(() => part.restore());

  const alerts = (): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);
  const shown = (): number => allByRole(page, 'dialog').length;

  it('is loaded when the user comes near, and by that opens nothing', async () => {
    await hover(page.querySelector('button')!);
    await settled();
    expect(part.loads).to.equal(0);
    await hover(button);
    await part.untilLoads(1);
    part.arrive();
    await settled();
    expect(shown()).to.equal(0);
    await click(button);
    await findByRole(page, 'dialog', BUTTON);
    await untilFocused('Add OAuth');
    expect(part.loads).to.equal(1);
  });

  for (const [how, open] of [
    ['a click', () => click(button)],
    ['Enter', () => press('Enter')],
    ['several presses', () => press('Enter').then(() => press('Space'))],
  ] as const)
    it(`opens when it comes, after ${how}, in its styles, with the focus on its first button`, async () => {
      button.focus();
      await open();
      await settled();
      expect([shown(), alerts(), part.loads]).to.deep.equal([0, [], 1]);
      expect([button.getAttribute('aria-expanded'), focused() === button]).to.deep.equal(['false', true]);
      await expectAccessible(page, ['light']);
      part.arrive();
      const menu = await findByRole(page, 'dialog', BUTTON);
      await untilFocused('Add OAuth');
      expect(button.getAttribute('aria-expanded')).to.equal('true');
      expect([getComputedStyle(menu).position, getComputedStyle(menu).padding]).to.deep.equal([
        'fixed',
        '8px',
      ]);
      await press('Escape');
      await untilGone(page, 'dialog');
      await untilFocused(BUTTON);
    });

  it('is told of when it cannot be loaded, and opens at the next press', async () => {
    const { height } = button.getBoundingClientRect();
    await click(button);
    part.fail();
    await findText(page, NOT_LOADED);
    expect([alerts().length, shown(), focused() === button]).to.deep.equal([1, 0, true]);
    expect(button.getBoundingClientRect().height).to.equal(height);
    await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    await press('Enter');
    part.arrive();
    await findByRole(page, 'dialog', BUTTON);
    await untilFocused('Add OAuth');
    await until(
      () => alerts().length === 0,
      () => `still: ${alerts().join()}`,
    );
    expect(part.loads).to.equal(2);
  });

  it('does not open on a card that was taken off the page meanwhile', async () => {
    await click(button);
    const card = page.querySelector('datasource-card')!;
    card.remove();
    part.arrive();
    await settled();
    page.append(card);
    await findButton(page, BUTTON);
    await settled();
    expect([shown(), alerts()]).to.deep.equal([0, []]);
    await click(await findButton(page, BUTTON));
    await findByRole(page, 'dialog', BUTTON);
  });

  it('does not open where nothing is offered any more', async () => {
    await click(button);
    page.querySelector('datasource-card')!.readOnly = true;
    await settled();
    part.arrive();
    await settled();
    expect([shown(), alerts()]).to.deep.equal([0, []]);
  });
});
