import { expect, html } from '@open-wc/testing';
import { click, compose, press, type } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import { byLabel, byRole, findButton, findByRole, findText, untilGone } from '../support/find.js';
import '../support/loaded-dialogs.js';
import { mount, NOTION, requestsTo } from '../support/page.js';
import '../../src/define.js';

/** Events of the browser that tell what is typed or pasted. */
const TELLTALE = [
  'beforeinput',
  'input',
  'keydown',
  'keypress',
  'keyup',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'paste',
  'copy',
  'cut',
  'drop',
];

describe('what is typed into a dialog', () => {
  for (const [button, label] of [
    ['Add API Key', /^Integration Secret/],
    ['OAuth Client Settings', /^Client ID/],
  ] as const) {
    it(`stays in it, and in no event of the browser that the page hears: ${button}`, async () => {
      const heard: string[] = [];
      const hear = (event: Event): void => void heard.push(event.type);
      const server = new FakeServer();
      server.sources = server.sources.slice(0, 1);
      const page = await mount(server, html`<datasource-list></datasource-list>`);
      await click(await findButton(page, 'Configure Notion'));
      await click(await findButton(page, button));
      await findByRole(page, 'dialog');
      if (button === 'OAuth Client Settings') await click(await findByRole(page, 'radio', 'Custom'));
      byLabel(page, label).focus();
      for (const name of TELLTALE) document.addEventListener(name, hear);
      try {
        await type('xyz');
        expect((byLabel(page, label) as HTMLInputElement).value).to.equal('xyz');
        await compose('か');
        await press('Tab');
        const field = byLabel(page, label);
        for (const name of ['paste', 'copy', 'cut'])
          field.dispatchEvent(new ClipboardEvent(name, { bubbles: true, composed: true }));
        field.dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true }));
        expect(heard).to.deep.equal([]);
      } finally {
        for (const name of TELLTALE) document.removeEventListener(name, hear);
      }
      await press('Escape');
      await press('Escape');
      await untilGone(page, 'dialog');
    });
  }

  it('is none of a form of the page around, which Enter does not submit either (G5)', async () => {
    const server = new FakeServer();
    const submitted: string[] = [];
    const page = await mount(
      server,
      html`<form
        @submit=${(event: Event) => {
          event.preventDefault();
          submitted.push('form');
        }}
      >
        <input name="own" value="1" />
        <datasource-api-key-button provider=${NOTION}></datasource-api-key-button>
        <button>Send</button>
      </form>`,
    );
    const form = page.querySelector('form')!;
    await click(await findButton(page, 'Add API Key'));
    const dialog = await findByRole(page, 'dialog');
    await click(byLabel(dialog, 'Integration Secret'));
    await type('canary-77');
    expect([...new FormData(form)]).to.deep.equal([['own', '1']]);
    expect([...form.elements].map(({ localName }) => localName)).to.deep.equal(['input', 'button']);
    await press('Enter');
    await untilGone(page, 'dialog');
    expect(requestsTo(server, 'POST', /notion_datasource$/).length).to.equal(1);
    expect(submitted).to.deep.equal([]);
    expect([...new FormData(form)]).to.deep.equal([['own', '1']]);
  });

  it('is a secret that no program keeps, learns from or changes (G4)', async () => {
    const page = await mount(
      new FakeServer(),
      html`<api-key-dialog open provider=${NOTION}></api-key-dialog>`,
    );
    await findText(page, 'Integration Secret');
    const field = byLabel(page, 'Integration Secret');
    const secret = {
      type: 'password',
      value: '',
      autocomplete: 'new-password',
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
      writingsuggestions: 'false',
      'data-1p-ignore': '',
      'data-lpignore': 'true',
      'data-bwignore': '',
      'data-form-type': 'other',
    };
    const attributes = (): Record<string, string> =>
      Object.fromEntries(
        field
          .getAttributeNames()
          .filter((name) => name in secret || name === 'name')
          .map((name) => [name, field.getAttribute(name) ?? '']),
      );
    expect(attributes()).to.deep.equal(secret);
    const reveal = byRole(page, 'button', 'Show Integration Secret');
    expect(reveal.getAttribute('aria-pressed')).to.equal('false');
    await click(field);
    await type('canary-78');
    await click(reveal);
    expect(byRole(page, 'button', 'Hide Integration Secret').getAttribute('aria-pressed')).to.equal('true');
    expect(field.value).to.equal('canary-78');
    expect(attributes()).to.deep.equal({ ...secret, type: 'text' });
    const paste = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
    expect(field.dispatchEvent(paste), 'pasting is allowed').to.be.true;
  });

  it('is gone when the page is left, and not shown again when it comes back (G1)', async () => {
    const page = await mount(
      new FakeServer(),
      html`<api-key-dialog open provider=${NOTION}></api-key-dialog>`,
    );
    await findText(page, 'Integration Secret');
    const field = byLabel(page, 'Integration Secret');
    await click(field);
    await type('canary-79');
    await click(byRole(page, 'button', 'Show Integration Secret'));
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    await page.querySelector('api-key-dialog')!.updateComplete;
    expect([field.value, field.type]).to.deep.equal(['', 'password']);
  });
});
