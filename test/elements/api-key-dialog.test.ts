import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { expectAccessible } from '../support/appearance.js';
import { click, doubleClick, heapHoldsSecret, press, type, typeSecret } from '../support/driver.js';
import { errorAnswer, FakeServer, json, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  descriptionOf,
  domDump,
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
import '../support/loaded-dialogs.js';
import { fill, hear, hold, JINA, kinds, mount, NOTION, requestsTo, said } from '../support/page.js';

const TITLE = 'API Key Authorization Configuration';
const SECRET = 'Integration Secret';
const CREATE = /notion_datasource\/notion_datasource$/;
/** Occurs nowhere but where a test types it. */
const CANARY = 'canary-7f3a9c';

const BUTTON = html`<datasource-api-key-button provider=${NOTION}></datasource-api-key-button>`;

/** A field as the server describes it. */
const field = (overrides: Record<string, unknown>): Record<string, unknown> => ({
  type: 'text-input',
  required: false,
  ...overrides,
});

describe('datasource-api-key-button and its dialog', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
  });

  const withFields = (...fields: Record<string, unknown>[]): void => {
    server.sources = [wireSource({ credential_schema: fields.map(field) })];
  };

  /** Shows the dialog as a user gets to it. */
  async function open(content: TemplateResult = BUTTON): Promise<{ page: HTMLElement; dialog: HTMLElement }> {
    const page = await mount(server, content);
    await click(await findButton(page, 'Add API Key'));
    return { page, dialog: await findByRole(page, 'dialog', TITLE) };
  }

  const posts = (): unknown[] => requestsTo(server, 'POST', CREATE).map(({ body }) => body);
  const save = (dialog: HTMLElement): HTMLElement => byRole(dialog, 'button', /^(Save|Saving…)$/);

  describe('the button', () => {
    it('is busy and does nothing until the source is known', async () => {
      const release = hold(server, 'GET', /list$/);
      const page = await mount(server, BUTTON);
      const button = byRole(page, 'button', 'Add API Key') as HTMLButtonElement;
      expect(button.disabled).to.be.true;
      expect(button.getAttribute('aria-busy')).to.equal('true');
      await expectAccessible(page);
      release();
      await until(
        () => !button.disabled,
        () => 'still disabled',
      );
      expect(button.hasAttribute('aria-busy')).to.be.false;
      await expectAccessible(page, ['light', 'dark', 'forced-colors']);
    });

    it('can be disabled by the page', async () => {
      const page = await mount(
        server,
        html`<datasource-api-key-button disabled provider=${NOTION}></datasource-api-key-button>`,
      );
      const element = page.querySelector('datasource-api-key-button')!;
      const button = byRole(page, 'button', 'Add API Key') as HTMLButtonElement;
      await until(
        () => !button.hasAttribute('aria-busy'),
        () => 'still busy',
      );
      expect(button.disabled).to.be.true;
      element.disabled = false;
      await until(
        () => !button.disabled,
        () => 'still disabled',
      );
    });

    it('says so where the source has no API keys', async () => {
      server.sources = [wireSource({ credential_schema: [] })];
      const page = await mount(server, BUTTON);
      expect(textOf(await findByRole(page, 'alert'))).to.equal(said('noApiKey', { source: 'Notion' }));
      expect((byRole(page, 'button') as HTMLButtonElement).disabled).to.be.true;
      await expectAccessible(page);
    });

    it('says so where the source is unknown or its name malformed', async () => {
      const page = await mount(
        server,
        html`<datasource-api-key-button provider="acme/none/none"></datasource-api-key-button>
          <datasource-api-key-button provider="no/slash"></datasource-api-key-button>`,
      );
      await until(
        () => allByRole(page, 'alert').length === 2,
        () => 'not two problems',
      );
      expect(allByRole(page, 'alert').map(textOf)[0]).to.equal(
        said('unknownSource', { source: 'acme/none/none' }),
      );
      expect(allByRole(page, 'alert').map(textOf)[1]).to.include('no/slash');
      await expectAccessible(page);
    });

    it('shows the text that the page gives it', async () => {
      const page = await mount(
        server,
        html`<datasource-api-key-button provider=${NOTION}>Use a key</datasource-api-key-button>`,
      );
      await findByRole(page, 'button', 'Use a key');
    });

    it('takes the focus when its element is focused', async () => {
      const page = await mount(server, BUTTON);
      const button = await findButton(page, 'Add API Key');
      page.querySelector('datasource-api-key-button')!.focus();
      expect(focused() === button).to.be.true;
    });
  });

  describe('opening and closing', () => {
    it('is named by its title, with the focus in the first field', async () => {
      const { dialog } = await open();
      expect(nameOf(dialog)).to.equal(TITLE);
      expect((dialog as HTMLDialogElement).matches(':modal')).to.be.true;
      await untilFocused('Authorization Name');
      expect(textOf(dialog)).to.include(said('apiKeySubtitle'));
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
    });

    it('opens by the keyboard and gives the focus back when it is cancelled', async () => {
      const page = await mount(server, BUTTON);
      const button = await findButton(page, 'Add API Key');
      button.focus();
      await press('Enter');
      await findByRole(page, 'dialog', TITLE);
      await click(byRole(page, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      expect(focused() === button).to.be.true;
    });

    for (const [how, close] of [
      ['its close button', (dialog: HTMLElement) => click(byRole(dialog, 'button', 'Close'))],
      ['Escape', () => press('Escape')],
      ['the page', (dialog: HTMLElement) => Promise.resolve(dialogElement(dialog).close())],
    ] as const) {
      it(`is closed by ${how}, and can be opened again`, async () => {
        const { page, dialog } = await open();
        await close(dialog);
        await untilGone(page, 'dialog');
        await untilFocused('Add API Key');
        expect(dialogElement(dialog).open).to.be.false;
        await click(byRole(page, 'button', 'Add API Key'));
        await findByRole(page, 'dialog', TITLE);
        expect(posts()).to.be.empty;
      });
    }

    it('is not closed by a click beside it', async () => {
      const { page, dialog } = await open();
      await fill(byLabel(dialog, SECRET), 'x');
      const target = document.createElement('i');
      Object.assign(target.style, {
        position: 'fixed',
        left: '2px',
        top: '2px',
        width: '4px',
        height: '4px',
      });
      page.append(target);
      await click(target);
      byRole(page, 'dialog', TITLE);
    });

    it('fires close once, which stays inside', async () => {
      const page = await mount(server, html`<api-key-dialog provider=${NOTION} open></api-key-dialog>`);
      const element = page.querySelector('api-key-dialog')!;
      let closed = 0;
      let leaked = 0;
      element.addEventListener('close', () => closed++);
      page.addEventListener('close', () => leaked++);
      await findText(page, SECRET);
      await click(byRole(page, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      element.show();
      await click(await findByRole(page, 'button', 'Close'));
      await untilGone(page, 'dialog');
      expect([closed, leaked]).to.deep.equal([2, 0]);
    });

    it('warns before Escape discards what was typed; the second Escape closes', async () => {
      const { page, dialog } = await open();
      await fill(byLabel(dialog, SECRET), CANARY);
      await press('Escape');
      await findText(dialog, said('discardHint'));
      expect(allByRole(dialog, 'status').map(textOf)).to.include(said('discardHint'));
      expect(byLabel(dialog, SECRET).value).to.equal(CANARY);
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      await press('Escape');
      await untilGone(page, 'dialog');
      await click(byRole(page, 'button', 'Add API Key'));
      const again = await findByRole(page, 'dialog', TITLE);
      expect(textOf(again)).not.to.include(said('discardHint'));
      expect(byLabel(again, SECRET).value).to.equal('');
    });

    it('waits for the list when it is open before the list is there', async () => {
      const release = hold(server, 'GET', /list$/);
      const page = await mount(server, html`<api-key-dialog provider=${NOTION} open></api-key-dialog>`);
      const dialog = await findByRole(page, 'dialog', TITLE);
      expect(textOf(dialog)).to.include(said('loadingSources'));
      expect(byRole(dialog, 'button', 'Save').getAttribute('aria-disabled')).to.equal('true');
      await click(byRole(dialog, 'button', 'Save'));
      await expectAccessible(dialog);
      release();
      await findText(dialog, SECRET);
      expect(posts()).to.be.empty;
    });

    it('says that the source is unknown', async () => {
      const page = await mount(
        server,
        html`<api-key-dialog provider="acme/none/none" open></api-key-dialog>`,
      );
      const dialog = await findByRole(page, 'dialog', TITLE);
      await findText(dialog, said('unknownSource', { source: 'acme/none/none' }));
      await expectAccessible(dialog);
    });
  });

  describe('fields', () => {
    it('are those of the server, after the name', async () => {
      withFields(
        { name: 'plain', label: { en_US: 'Plain' }, placeholder: { en_US: 'Like this' }, default: 'preset' },
        { name: 'secret', type: 'secret-input', label: { en_US: 'Secret' } },
        {
          name: 'region',
          type: 'select',
          label: { en_US: 'Region' },
          default: 'eu',
          options: [
            { value: 'us', label: { en_US: 'America' } },
            { value: 'eu', label: { en_US: 'Europe' } },
          ],
        },
        { name: 'deep', type: 'boolean', label: { en_US: 'Deep' }, default: true },
        { name: 'depth', type: 'number-input', label: { en_US: 'Depth' }, default: 3 },
        { name: 'unnamed', label: null },
      );
      const { dialog } = await open();
      const fields = [...elementsIn(dialog)].filter((element) => element.matches('input, select'));
      expect(fields.map(nameOf)).to.deep.equal([
        'Authorization Name',
        'Plain',
        'Secret',
        'Region',
        'Deep',
        'Depth',
        'unnamed',
      ]);
      expect(byLabel(dialog, 'Plain').value).to.equal('preset');
      expect(byLabel(dialog, 'Plain').placeholder).to.equal('Like this');
      expect(byLabel(dialog, 'Secret').type).to.equal('password');
      expect(byLabel<HTMLSelectElement>(dialog, 'Region').value).to.equal('eu');
      expect(
        [...byLabel<HTMLSelectElement>(dialog, 'Region').options].map((option) => option.text),
      ).to.deep.equal([said('pleaseSelect'), 'America', 'Europe']);
      expect(byLabel(dialog, 'Deep').checked).to.be.true;
      expect(byLabel(dialog, 'Depth').valueAsNumber).to.equal(3);
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      await click(save(dialog));
      await until(
        () => posts().length === 1,
        () => 'nothing posted',
      );
      expect(posts()).to.deep.equal([
        { credentials: { plain: 'preset', region: 'eu', deep: true, depth: 3 }, type: 'api-key', name: '' },
      ]);
    });

    it('are posted as they were changed', async () => {
      withFields(
        { name: 'plain', label: { en_US: 'Plain' }, default: 'preset' },
        { name: 'secret', type: 'secret-input', label: { en_US: 'Secret' } },
        {
          name: 'region',
          type: 'select',
          label: { en_US: 'Region' },
          options: [{ value: 'us' }, { value: 'eu' }],
        },
        { name: 'deep', type: 'boolean', label: { en_US: 'Deep' }, default: true },
        { name: 'depth', type: 'number-input', label: { en_US: 'Depth' } },
      );
      const { dialog } = await open();
      await fill(byLabel(dialog, 'Plain'), ' and more');
      await fill(byLabel(dialog, 'Secret'), CANARY);
      byLabel(dialog, 'Region').focus();
      await type('eu');
      await click(byLabel(dialog, 'Deep'));
      await fill(byLabel(dialog, 'Depth'), '0');
      await fill(byLabel(dialog, 'Authorization Name'), '  My key  ');
      await click(save(dialog));
      await until(
        () => posts().length === 1,
        () => 'nothing posted',
      );
      const { credentials, name } = posts()[0] as { credentials: { plain: string }; name: string };
      expect(name).to.equal('My key');
      expect(credentials.plain).to.have.length('preset and more'.length);
      expect({ ...credentials, plain: '' }).to.deep.equal({
        plain: '',
        secret: CANARY,
        region: 'eu',
        deep: false,
        depth: 0,
      });
    });

    it('that are optional and empty are not sent, nor is a placeholder for a stored value', async () => {
      const page = await mount(
        server,
        html`<datasource-api-key-button provider=${JINA}></datasource-api-key-button>`,
      );
      await click(await findButton(page, 'Add API Key'));
      const dialog = await findByRole(page, 'dialog', TITLE);
      await click(save(dialog));
      await untilGone(page, 'dialog');
      expect(requestsTo(server, 'POST', /jinareader$/).map(({ body }) => body)).to.deep.equal([
        { credentials: {}, type: 'api-key', name: '' },
      ]);
    });

    it('of a type that cannot be shown are named and do not stand in the way', async () => {
      withFields(
        { name: 'plain', label: { en_US: 'Plain' } },
        { name: 'files', type: 'files', required: true, label: { en_US: 'Certificates' } },
      );
      const { dialog } = await open();
      await findText(dialog, said('unsupportedField', { field: 'Certificates', type: 'files' }));
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      await fill(byLabel(dialog, 'Plain'), 'x');
      await click(save(dialog));
      await until(
        () => posts().length === 1,
        () => 'nothing posted',
      );
      expect(posts()[0]).to.have.deep.property('credentials', { plain: 'x' });
    });

    it('with a secret can be shown and hidden again', async () => {
      const { dialog } = await open();
      const secret = byLabel(dialog, SECRET);
      await fill(secret, CANARY);
      const reveal = byRole(dialog, 'button', 'Show Integration Secret');
      expect(reveal.getAttribute('aria-pressed')).to.equal('false');
      await click(reveal);
      const hide = await findByRole(dialog, 'button', 'Hide Integration Secret');
      expect(hide.getAttribute('aria-pressed')).to.equal('true');
      expect(secret.type).to.equal('text');
      expect(secret.value).to.equal(CANARY);
      await expectAccessible(dialog);
      await click(hide);
      await findByRole(dialog, 'button', 'Show Integration Secret');
      expect(secret.type).to.equal('password');
      expect(posts()).to.be.empty;
    });

    it('with a secret are kept from password managers and spell checkers', async () => {
      const { dialog } = await open();
      const secret = byLabel(dialog, SECRET);
      expect(secret.autocomplete).to.equal('new-password');
      expect(secret.spellcheck).to.be.false;
      expect(secret.getAttribute('autocapitalize')).to.equal('off');
      for (const attribute of ['data-1p-ignore', 'data-lpignore', 'data-bwignore', 'data-form-type'])
        expect(secret.hasAttribute(attribute), attribute).to.be.true;
      expect(secret.name).to.equal('');
    });

    it('link to where the value is found, in a new tab that learns nothing of this one', async () => {
      const { dialog } = await open();
      const link = byRole(dialog, 'link') as HTMLAnchorElement;
      expect(nameOf(link)).to.equal('Get your integration token (opens in a new tab)');
      expect(link.href).to.equal('https://www.notion.so/profile/integrations');
      expect(link.target).to.equal('_blank');
      expect(link.relList.contains('noopener')).to.be.true;
      expect(link.relList.contains('noreferrer')).to.be.true;
      expect(descriptionOf(byLabel(dialog, SECRET))).to.include('Get your integration token');
    });

    for (const url of [
      'javascript:window.hacked=1',
      'data:text/html,x',
      'profile/integrations',
      'https://user@example.com/',
    ]) {
      it(`do not link to ${url}`, async () => {
        withFields({ name: 'plain', label: { en_US: 'Plain' }, help: { en_US: 'Help' }, url });
        const { dialog } = await open();
        expect(allByRole(dialog, 'link').length).to.equal(0);
        expect(textOf(dialog)).to.include('Help');
        expect(domDump(dialog)).not.to.include(url);
      });
    }

    it('show hostile texts as texts', async () => {
      const hostile = '<img src=x onerror="window.hacked=1">';
      withFields({
        name: 'plain"><script>',
        label: { en_US: hostile },
        help: { en_US: `${hostile} help` },
        placeholder: { en_US: hostile },
        default: hostile,
      });
      const { dialog } = await open();
      expect(byLabel(dialog, hostile).value).to.equal(hostile);
      expect(textOf(dialog)).to.include(`${hostile} help`);
      expect([...elementsIn(dialog)].some((element) => element.matches('img, script'))).to.be.false;
      expect(window).not.to.have.property('hacked');
    });
  });

  describe('what is missing', () => {
    it('is told at the field, and the focus goes to the first', async () => {
      withFields(
        { name: 'a', label: { en_US: 'First' } },
        { name: 'b', required: true, label: { en_US: 'Second' } },
        { name: 'c', required: true, type: 'select', label: { en_US: 'Third' }, options: [{ value: 'x' }] },
        { name: 'd', required: true, type: 'number-input', label: { en_US: 'Fourth' } },
        { name: 'e', required: true, type: 'boolean', label: { en_US: 'Fifth' } },
      );
      const { dialog } = await open();
      const heard = hear(document.body);
      await fill(byLabel(dialog, 'Second'), '   ');
      await click(save(dialog));
      await untilFocused('Second');
      const invalid = [...elementsIn(dialog)].filter(
        (element) => element.getAttribute('aria-invalid') === 'true',
      );
      expect(invalid.map(nameOf)).to.deep.equal(['Second', 'Third', 'Fourth']);
      for (const element of invalid)
        expect(descriptionOf(element)).to.include(said('requiredField', { field: nameOf(element) }));
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      expect(server.requests).to.have.length(1);
      expect(heard, 'nothing began').to.be.empty;
    });

    it('is no longer told once it is there', async () => {
      const { dialog } = await open();
      await click(save(dialog));
      const secret = byLabel(dialog, SECRET);
      await until(
        () => secret.getAttribute('aria-invalid') === 'true',
        () => 'not invalid',
      );
      expect(secret.required).to.be.true;
      await type('x');
      await until(
        () => !secret.hasAttribute('aria-invalid'),
        () => 'still invalid',
      );
      expect(textOf(dialog)).not.to.include(said('requiredField', { field: SECRET }));
    });

    it('is not looked for by the browser’s own bubbles', async () => {
      const { dialog } = await open();
      let bubbled = false;
      dialog.addEventListener('invalid', () => (bubbled = true), true);
      await click(save(dialog));
      await untilFocused(SECRET);
      expect(bubbled).to.be.false;
    });
  });

  describe('saving', () => {
    it('posts once and tells the page once, without the secret', async () => {
      const { page, dialog } = await open();
      const heard = hear(document.body);
      await fill(byLabel(dialog, SECRET), CANARY);
      await fill(byLabel(dialog, 'Authorization Name'), 'Team');
      await click(save(dialog));
      await untilGone(page, 'dialog');
      expect(posts()).to.deep.equal([
        { credentials: { integration_secret: CANARY }, type: 'api-key', name: 'Team' },
      ]);
      const source = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
      const credential = { id: 'credential-1', name: 'Team', type: 'api-key' };
      expect(heard).to.deep.equal([
        { type: 'datasource-authorize-start', detail: { ...source, method: 'api-key' } },
        {
          type: 'datasource-authorized',
          detail: { ...source, method: 'api-key', credential, reauthorized: false, confirmed: true },
        },
        { type: 'datasource-credential-change', detail: { ...source, action: 'created', credential } },
      ]);
      await untilFocused('Add API Key');
    });

    it('is done by Enter in a field', async () => {
      const { page, dialog } = await open();
      await fill(byLabel(dialog, SECRET), CANARY);
      await press('Enter');
      await untilGone(page, 'dialog');
      expect(posts()).to.have.length(1);
    });

    it('posts once for a double click', async () => {
      const { page, dialog } = await open();
      const heard = hear(document.body);
      const release = hold(server, 'POST', CREATE);
      await fill(byLabel(dialog, SECRET), CANARY);
      await doubleClick(save(dialog));
      await findByRole(dialog, 'button', 'Saving…');
      release();
      await untilGone(page, 'dialog');
      expect(posts()).to.have.length(1);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
    });

    it('posts once for Enter pressed again and again', async () => {
      const { page, dialog } = await open();
      const release = hold(server, 'POST', CREATE);
      await fill(byLabel(dialog, SECRET), CANARY);
      for (let times = 0; times < 4; times++) await press('Enter');
      await until(
        () => posts().length > 0,
        () => 'nothing posted',
      );
      release();
      await untilGone(page, 'dialog');
      expect(posts()).to.have.length(1);
    });

    it('shows that it is at work', async () => {
      const { page, dialog } = await open();
      const release = hold(server, 'POST', CREATE);
      await fill(byLabel(dialog, SECRET), CANARY);
      await click(save(dialog));
      const saving = await findByRole(dialog, 'button', 'Saving…');
      expect(saving.getAttribute('aria-busy')).to.equal('true');
      expect(saving.getAttribute('aria-disabled')).to.equal('true');
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      release();
      await untilGone(page, 'dialog');
    });

    it('that is cancelled tells the page so and closes', async () => {
      const { page, dialog } = await open();
      const heard = hear(document.body);
      hold(server, 'POST', CREATE);
      await fill(byLabel(dialog, SECRET), CANARY);
      await click(save(dialog));
      await findByRole(dialog, 'button', 'Saving…');
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      await until(
        () => heard.length === 2,
        () => 'not told',
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-cancel']);
      expect(heard[1]!.detail).to.deep.include({ method: 'api-key', reason: 'user' });
    });

    it('works after one that was cancelled', async () => {
      const { page, dialog } = await open();
      const heard = hear(document.body);
      let first = true;
      server.intercept(({ method }) => {
        if (method !== 'POST' || !first) return undefined;
        first = false;
        return new Promise(() => undefined);
      });
      await fill(byLabel(dialog, SECRET), CANARY);
      await click(save(dialog));
      await findByRole(dialog, 'button', 'Saving…');
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      await click(byRole(page, 'button', 'Add API Key'));
      const again = await findByRole(page, 'dialog', TITLE);
      expect(allByRole(again, 'alert').map(textOf).join('')).to.equal('');
      await fill(byLabel(again, SECRET), CANARY);
      await click(save(again));
      await untilGone(page, 'dialog');
      expect(kinds(heard)).to.deep.equal([
        'authorize-start',
        'authorize-cancel',
        'authorize-start',
        'authorized',
        'credential-change',
      ]);
    });

    it('does not begin when the page takes over', async () => {
      const { page, dialog } = await open();
      page.addEventListener('datasource-authorize-start', (event) => event.preventDefault());
      const heard = hear(document.body);
      await fill(byLabel(dialog, SECRET), CANARY);
      await click(save(dialog));
      expect(kinds(heard)).to.deep.equal(['authorize-start']);
      expect(server.requests).to.have.length(1);
      expect(byLabel(dialog, SECRET).value).to.equal(CANARY);
    });

    it('keeps what was typed when the server refuses, and works on the second try', async () => {
      let broken = true;
      server.intercept(({ method }) =>
        method === 'POST' && broken ? errorAnswer(400, 'invalid_param', 'The key is not valid.') : undefined,
      );
      const { page, dialog } = await open();
      const heard = hear(document.body);
      await fill(byLabel(dialog, 'Authorization Name'), 'Team');
      await fill(byLabel(dialog, SECRET), CANARY);
      await click(save(dialog));
      await findText(dialog, 'The key is not valid.');
      expect(allByRole(dialog, 'alert').map(textOf)).to.include('The key is not valid.');
      expect(byLabel(dialog, SECRET).value).to.equal(CANARY);
      expect(byLabel(dialog, 'Authorization Name').value).to.equal('Team');
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      expect(heard[1]!.detail.error).to.deep.equal({
        code: 'invalid_param',
        message: 'The key is not valid.',
        retryable: false,
        status: 400,
      });
      await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
      broken = false;
      await click(save(dialog));
      await untilGone(page, 'dialog');
      expect(posts()).to.have.length(2);
      expect(kinds(heard).slice(2)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
    });

    it('shows that a name is taken at the name', async () => {
      server.connect(NOTION, { name: 'Team' });
      const { dialog } = await open();
      await fill(byLabel(dialog, 'Authorization Name'), 'Team');
      await fill(byLabel(dialog, SECRET), CANARY);
      await click(save(dialog));
      await untilFocused('Authorization Name');
      const name = byLabel(dialog, 'Authorization Name');
      await until(
        () => name.getAttribute('aria-invalid') === 'true',
        () => 'not invalid',
      );
      expect(descriptionOf(name)).to.include('Authorization name is already exists');
      expect(allByRole(dialog, 'alert').map(textOf).join('')).to.equal('');
      await expectAccessible(dialog);
    });

    it('takes names of up to 100 characters', async () => {
      const { dialog } = await open();
      const name = byLabel(dialog, 'Authorization Name');
      await fill(name, 'n'.repeat(103));
      await press('Enter');
      await until(
        () => descriptionOf(name).includes('Use at most 100 characters.'),
        () => 'not told',
      );
      expect(name.value).to.have.length(103);
      expect(requestsTo(server, 'POST', /./)).to.have.length(0);
    });

    for (const [what, answer] of [
      ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
      [
        'a page that is no JSON',
        () => Promise.resolve(new Response('<html>gateway</html>', { status: 502 })),
      ],
      ['a success that is not listed', () => Promise.resolve(json({ result: 'success' }))],
    ] as const) {
      it(`says so after ${what}`, async () => {
        server.intercept(({ method }) => (method === 'POST' ? answer() : undefined));
        const { dialog } = await open();
        const heard = hear(document.body);
        await fill(byLabel(dialog, SECRET), CANARY);
        await click(save(dialog));
        await until(
          () => allByRole(dialog, 'alert').some((alert) => textOf(alert) !== ''),
          () => 'no problem is shown',
        );
        expect(textOf(dialog)).not.to.include('gateway');
        expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
      });
    }

    it('counts as done when the answer got lost but the connection is listed', async () => {
      server.intercept(({ method, path, body }) => {
        if (method !== 'POST' || !CREATE.test(path)) return undefined;
        server.connect(NOTION, { name: (body as { name: string }).name || 'API KEY 1', type: 'api-key' });
        return Promise.reject(new TypeError('Failed to fetch'));
      });
      const { page, dialog } = await open();
      const heard = hear(document.body);
      await fill(byLabel(dialog, SECRET), CANARY);
      await click(save(dialog));
      await untilGone(page, 'dialog');
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      expect(posts()).to.have.length(1);
    });
  });

  describe('a typed secret', () => {
    const expectNoCanary = (where: string): void => {
      expect(domDump(document.documentElement), where).not.to.include(CANARY);
      expect(
        location.href + document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }),
        where,
      ).not.to.include(CANARY);
    };

    it('can be found by the sweep of these tests while it is being typed', async () => {
      const { dialog } = await open();
      await fill(byLabel(dialog, SECRET), CANARY);
      expect(domDump(document.documentElement)).to.include(CANARY);
    });

    it('is gone from the page after it was saved, and in no event', async () => {
      const { page, dialog } = await open();
      const heard = hear(window);
      const secret = byLabel(dialog, SECRET);
      await fill(secret, CANARY);
      await click(byRole(dialog, 'button', `Show ${SECRET}`));
      await click(save(dialog));
      await untilGone(page, 'dialog');
      expect(secret.value).to.equal('');
      expectNoCanary('page');
      expect(JSON.stringify(heard)).not.to.include(CANARY);
      expect(
        JSON.stringify(
          (page as HTMLElementTagNameMap['datasource-context']).currentStore!.list().getSnapshot(),
        ),
      ).not.to.include(CANARY);
    });

    it('is in no message when the server repeats it', async () => {
      server.intercept(({ method }) =>
        method === 'POST' ? errorAnswer(400, 'invalid_param', `The key ${CANARY} is not valid.`) : undefined,
      );
      const { dialog } = await open();
      const heard = hear(window);
      const secret = byLabel(dialog, SECRET);
      await fill(secret, CANARY);
      await click(save(dialog));
      await findText(dialog, /The key .* is not valid\./);
      expect(textOf(dialog)).not.to.include(CANARY);
      expect(JSON.stringify(heard)).not.to.include(CANARY);
      expect(secret.value, 'still typed').to.equal(CANARY);
    });

    for (const [how, leave] of [
      ['the dialog is cancelled', (dialog: HTMLElement) => click(byRole(dialog, 'button', 'Cancel'))],
      [
        'the dialog is closed by the page',
        (dialog: HTMLElement) => Promise.resolve(dialogElement(dialog).close()),
      ],
      ['its element is removed', (dialog: HTMLElement) => Promise.resolve(dialogElement(dialog).remove())],
      ['the page is left', () => Promise.resolve(void window.dispatchEvent(new Event('pagehide')))],
    ] as const) {
      it(`is wiped when ${how}`, async () => {
        const { dialog } = await open();
        const secret = byLabel(dialog, SECRET);
        await fill(secret, CANARY);
        await leave(dialog);
        await until(
          () => secret.value === '',
          () => 'not wiped',
        );
        expectNoCanary(how);
      });
    }

    it('is nowhere in the memory of the page after it was cancelled', async () => {
      const { page, dialog } = await open();
      const secret = byLabel(dialog, SECRET);
      await click(secret);
      await typeSecret();
      // Reading the value makes a string of it, as posting it would.
      expect(secret.value).to.match(/^secret-/);
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      expect(await heapHoldsSecret()).to.be.false;
    }).timeout(30_000);
  });

  describe('inside a form of the page', () => {
    it('gives that form nothing, and Enter does not submit it', async () => {
      let submitted = 0;
      const { page, dialog } = await open(
        html`<form
          @submit=${(event: Event) => {
            event.preventDefault();
            submitted++;
          }}
        >
          <input name="own" value="1" />
          ${BUTTON}
        </form>`,
      );
      const form = page.querySelector('form')!;
      await fill(byLabel(dialog, SECRET), CANARY);
      expect([...new FormData(form)]).to.deep.equal([['own', '1']]);
      expect(form.elements.length).to.equal(1);
      await press('Enter');
      await untilGone(page, 'dialog');
      expect(submitted).to.equal(0);
      expect([...new FormData(form)]).to.deep.equal([['own', '1']]);
    });

    it('does not submit it by any of its buttons', async () => {
      let submitted = 0;
      const { page, dialog } = await open(
        html`<form
          @submit=${(event: Event) => {
            event.preventDefault();
            submitted++;
          }}
        >
          ${BUTTON}
        </form>`,
      );
      await click(byRole(dialog, 'button', `Show ${SECRET}`));
      await click(byRole(dialog, 'button', 'Cancel'));
      await untilGone(page, 'dialog');
      expect(submitted).to.equal(0);
    });
  });
});

/** The element whose dialog it is. */
function dialogElement(dialog: HTMLElement): HTMLElementTagNameMap['api-key-dialog'] {
  return (dialog.getRootNode() as ShadowRoot).host as HTMLElementTagNameMap['api-key-dialog'];
}
