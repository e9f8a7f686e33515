import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { menus } from '../../src/internal/menu-slot.js';
import { expectAccessible } from '../support/appearance.js';
import { click, hover, moveAway, press } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  elementsIn,
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
import { mount, NOTION, settled } from '../support/page.js';
import { SlowPart } from '../support/slow-part.js';

const NOT_LOADED = /A part of this page could not be loaded/;

const HOSTS: { what: string; content: TemplateResult; button: string; first: string; last: string }[] = [
  {
    what: 'the connect button with two ways',
    content: html`<datasource-connect-button provider=${NOTION} add></datasource-connect-button>`,
    button: 'Connect',
    first: 'Add OAuth',
    last: 'Add API Key',
  },
  {
    what: 'the row of a connection',
    content: html`<datasource-credential provider=${NOTION} credential-id="one"></datasource-credential>`,
    button: 'Actions for Team',
    first: 'Set as default',
    last: 'Remove',
  },
];

describe('a menu that is not there yet', () => {
  let server: FakeServer;
  let part: SlowPart;

  beforeEach(async () => {
    part = await SlowPart.of(menus);
    server = new FakeServer();
    server.connect(NOTION, { id: 'one', name: 'Team', is_default: false });
    server.connect(NOTION, { name: 'Main', is_default: true });
    await moveAway();
  });
  afterEach(() => part.restore());

  const popoverOf = (page: Node): HTMLElement =>
    [...elementsIn(page)].find((element): element is HTMLElement => element.id === 'menu')!;
  const isOpen = (page: Node): boolean => popoverOf(page).matches(':popover-open');
  const alerts = (page: Node): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);

  const show = async ({ content, button }: (typeof HOSTS)[number]) => {
    const page = await mount(server, html`<button>Before</button>${content}`);
    return { page, button: await findButton(page, button) };
  };

  it('is loaded when the user comes near its button, and by that opens nothing', async () => {
    const { page, button } = await show(HOSTS[0]!);
    await hover(page.querySelector('button')!);
    await settled();
    expect(part.loads).to.equal(0);
    await hover(button);
    await part.untilLoads(1);
    part.arrive();
    await settled();
    expect(isOpen(page)).to.equal(false);
    await click(button);
    await findByRole(page, 'menu');
    await untilFocused('Add OAuth');
    expect(part.loads).to.equal(1);
  });

  for (const host of HOSTS)
    describe(`of ${host.what}`, () => {
      it('opens when it comes, after a click, with the focus on its first item and in its styles', async () => {
        const { page, button } = await show(host);
        await click(button);
        await settled();
        expect([isOpen(page), alerts(page).length, part.loads]).to.deep.equal([false, 0, 1]);
        expect(popoverOf(page).getBoundingClientRect().height, 'nothing is to be seen').to.equal(0);
        expect(button.getAttribute('aria-expanded')).to.equal('false');
        await expectAccessible(page, ['light']);
        part.arrive();
        const menu = await findByRole(page, 'menu');
        await untilFocused(host.first);
        expect(isOpen(page)).to.equal(true);
        expect(getComputedStyle(menu).paddingTop, 'with its styles').to.equal('4px');
        expect(button.getAttribute('aria-expanded')).to.equal('true');
        await press('Escape');
        await untilGone(page, 'menu');
        await untilFocused(host.button);
      });

      for (const [key, item] of [
        ['Enter', host.first],
        ['Space', host.first],
        ['ArrowDown', host.first],
        ['ArrowUp', host.last],
      ] as const)
        it(`opens when it comes, after ${key}, with the focus on “${item}”`, async () => {
          const { page, button } = await show(host);
          button.focus();
          await press(key);
          await settled();
          expect([isOpen(page), part.loads]).to.deep.equal([false, 1]);
          expect(focused()).to.equal(button);
          part.arrive();
          await findByRole(page, 'menu');
          await untilFocused(item);
        });

      it('opens once for several presses', async () => {
        const { page, button } = await show(host);
        const toggled: string[] = [];
        popoverOf(page).addEventListener('toggle', (event) => toggled.push((event as ToggleEvent).newState));
        await click(button);
        await click(button);
        await press('ArrowDown');
        part.arrive();
        await findByRole(page, 'menu');
        await untilFocused(host.first);
        await settled();
        expect([toggled, part.loads, alerts(page)]).to.deep.equal([['open'], 1, []]);
      });

      it('says so when it cannot be loaded, and opens at the next press', async () => {
        const { page, button } = await show(host);
        await click(button);
        part.fail();
        await findText(page, NOT_LOADED);
        expect(alerts(page)).to.have.length(1);
        expect([isOpen(page), focused() === button]).to.deep.equal([false, true]);
        await expectAccessible(page, ['light', 'dark', 'forced-colors']);
        await press('Enter');
        await until(
          () => alerts(page).length === 0 || part.loads === 2,
          () => 'it is still told',
        );
        expect(part.loads).to.equal(2);
        part.arrive();
        await findByRole(page, 'menu');
        await untilFocused(host.first);
        await until(
          () => alerts(page).length === 0,
          () => `still: ${alerts(page).join()}`,
        );
      });

      for (const [what, takenOff] of [
        ['that', (page: HTMLElement) => page.lastElementChild!],
        ['everything around', (page: HTMLElement) => page],
      ] as const)
        it(`does not open on an element after ${what} was taken off the page, nor says anything when that is back`, async () => {
          const { page, button } = await show(host);
          await click(button);
          const element = takenOff(page);
          const place = element.parentElement!;
          element.remove();
          part.arrive();
          await settled();
          place.append(element);
          await findButton(page, host.button);
          await settled();
          expect(isOpen(page)).to.equal(false);
          expect(alerts(page)).to.deep.equal([]);
          await click(await findButton(page, host.button));
          await findByRole(page, 'menu');
          await untilFocused(host.first);
        });

      it('does not open where there is nothing to choose from any more', async () => {
        const { page, button } = await show(host);
        await click(button);
        (page.lastElementChild as HTMLElement & { readOnly: boolean }).readOnly = true;
        await settled();
        part.arrive();
        await settled();
        expect(allByRole(page, 'menu')).to.be.empty;
        expect(alerts(page)).to.deep.equal([]);
      });
    });

  it('leaves other menus of the page closed when it comes', async () => {
    server.connect(NOTION, { id: 'two', name: 'Other', is_default: false });
    const page = await mount(
      server,
      html`<datasource-credential provider=${NOTION} credential-id="one"></datasource-credential>
        <datasource-credential provider=${NOTION} credential-id="two"></datasource-credential>`,
    );
    await click(await findButton(page, 'Actions for Other'));
    await findButton(page, 'Actions for Team');
    part.arrive();
    expect(nameOf(await findByRole(page, 'menu'))).to.equal('Actions for Other');
    await untilFocused('Set as default');
    await press('Escape');
    await untilFocused('Actions for Other');
    await click(byRole(page, 'button', 'Actions for Team'));
    expect(nameOf(await findByRole(page, 'menu'))).to.equal('Actions for Team');
  });
});
