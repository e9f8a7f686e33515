import { expect, html } from '@open-wc/testing';
import '../../src/define.js';
import type { ApiKeyDialogElement, OAuthClientDialogElement } from '../../src/index.js';
import { dialogFrames } from '../../src/internal/dialogs.js';
import { expectAccessible } from '../support/appearance.js';
import { click, hover, moveAway, press } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
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

const NOT_LOADED = /A part of this page could not be loaded/;

describe('a dialog of which nothing is there yet', () => {
  let part: SlowPart;
  let page: HTMLElement;

  beforeEach(async () => {
    part = await SlowPart.of(dialogFrames);
    await moveAway();
  });
  afterEach(() => part.restore());

  const alerts = (): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);
  const untilNoAlert = (): Promise<void> =>
    until(
      () => alerts().length === 0,
      () => `still: ${alerts().join()}`,
    );

  for (const [tag, content, title] of [
    [
      'api-key-dialog',
      html`<api-key-dialog provider=${NOTION}></api-key-dialog>`,
      'API Key Authorization Configuration',
    ],
    [
      'oauth-client-dialog',
      html`<oauth-client-dialog provider=${NOTION}></oauth-client-dialog>`,
      'OAuth Client Settings',
    ],
  ] as const)
    describe(`<${tag}>`, () => {
      let dialog: ApiKeyDialogElement | OAuthClientDialogElement;
      let closed: number;

      /** Opens it by a button of the page. */
      beforeEach(async () => {
        page = await mount(new FakeServer(), html`<button>Open</button>${content}`);
        dialog = page.querySelector<ApiKeyDialogElement>(tag)!;
        closed = 0;
        dialog.addEventListener('close', () => closed++);
        const button = page.querySelector('button')!;
        button.onclick = () => dialog.show();
        button.focus();
        await press('Enter');
        await settled();
      });

      it('opens when it comes, in its styles, and can be used', async () => {
        expect([dialog.open, allByRole(page, 'dialog').length, alerts(), part.loads]).to.deep.equal([
          true,
          0,
          [],
          1,
        ]);
        expect(focused()).to.equal(page.querySelector('button'));
        await expectAccessible(page, ['light']);
        part.arrive();
        const shown = await findByRole(page, 'dialog', title);
        expect(shown.matches(':modal')).to.be.true;
        expect(getComputedStyle(shown).borderTopLeftRadius, 'with its styles').to.equal('16px');
        await until(
          () => focused()?.matches('input'),
          () => 'no field has the focus',
        );
        await press('Escape');
        await untilGone(page, 'dialog');
        expect([dialog.open, closed]).to.deep.equal([false, 1]);
        expect(focused()).to.equal(page.querySelector('button'));
      });

      it('opens once, whatever is asked of it meanwhile', async () => {
        dialog.close();
        await settled();
        expect([dialog.open, closed]).to.deep.equal([false, 1]);
        dialog.show();
        await settled();
        part.arrive();
        await findByRole(page, 'dialog', title);
        expect([dialog.open, closed, part.loads]).to.deep.equal([true, 1, 1]);
      });

      it('stays closed when it was closed before it comes', async () => {
        dialog.close();
        await settled();
        part.arrive();
        await settled();
        expect([allByRole(page, 'dialog').length, closed]).to.deep.equal([0, 1]);
        dialog.show();
        await findByRole(page, 'dialog', title);
      });

      it('says so when it cannot be loaded, is closed, and opens at the next try', async () => {
        part.fail();
        await findText(page, NOT_LOADED);
        expect([alerts().length, dialog.open, dialog.hasAttribute('open'), closed]).to.deep.equal([
          1,
          false,
          false,
          1,
        ]);
        expect(focused()).to.equal(page.querySelector('button'));
        await expectAccessible(page, ['light', 'dark', 'forced-colors']);
        await press('Enter');
        await untilNoAlert();
        part.fail();
        await findText(page, NOT_LOADED);
        await press('Enter');
        await untilNoAlert();
        part.arrive();
        await findByRole(page, 'dialog', title);
        expect([part.loads, closed]).to.deep.equal([3, 2]);
      });

      it('says nothing of a failure that nobody waits for', async () => {
        dialog.close();
        await settled();
        part.fail();
        await settled();
        expect([alerts(), closed]).to.deep.equal([[], 1]);
      });

      it('does not open after it was taken off the page', async () => {
        dialog.remove();
        part.arrive();
        await settled();
        page.append(dialog);
        await settled();
        expect([dialog.open, allByRole(page, 'dialog').length, alerts()]).to.deep.equal([false, 0, []]);
        dialog.show();
        await findByRole(page, 'dialog', title);
      });
    });

  describe('of a button', () => {
    beforeEach(async () => {
      page = await mount(
        new FakeServer(),
        html`<button>Before</button
          ><datasource-api-key-button provider=${NOTION}></datasource-api-key-button>`,
      );
    });

    it('is loaded when the user comes near the button, and by that opens nothing', async () => {
      const button = await findButton(page, 'Add API Key');
      await hover(page.querySelector('button')!);
      await settled();
      expect(part.loads).to.equal(0);
      await hover(button);
      await part.untilLoads(1);
      part.arrive();
      await settled();
      expect(allByRole(page, 'dialog')).to.be.empty;
      await click(button);
      byLabel(await findByRole(page, 'dialog'), 'Authorization Name');
      expect(part.loads).to.equal(1);
    });

    it('says so when it cannot be loaded, with the focus on the button, and opens at the next press', async () => {
      await click(await findButton(page, 'Add API Key'));
      part.fail();
      await findText(page, NOT_LOADED);
      expect(alerts()).to.have.length(1);
      await untilFocused('Add API Key');
      await press('Enter');
      await untilNoAlert();
      part.arrive();
      await findByRole(page, 'dialog');
      await untilFocused('Authorization Name');
      await press('Escape');
      await untilFocused('Add API Key');
      expect(part.loads).to.equal(2);
    });
  });
});
