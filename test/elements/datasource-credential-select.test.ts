import { expect, html } from '@open-wc/testing';
import { nothing, type TemplateResult } from 'lit';
import '../../src/define.js';
import type {
  DatasourceContextElement,
  DatasourceCredentialSelectElement,
  DatasourceStore,
} from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, press, type } from '../support/driver.js';
import { errorAnswer, FakeServer, jinaSource, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  descriptionOf,
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
import { hear, hold, JINA, kinds, mount, NOTION, requestsTo, said } from '../support/page.js';
import { FakeWindows } from '../support/windows.js';

const REF = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const EVERYWHERE = ['light', 'dark', 'forced-colors'] as const;
const WAITING = said('waitingTitle', { source: 'Notion' });

describe('datasource-credential-select', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    windows = new FakeWindows();
  });
  afterEach(() => windows.restore());

  /** Two connections, the default one not the first by name. */
  function connectTwo(): void {
    server.connect(NOTION, { name: 'Zeta' });
    server.connect(NOTION, { name: 'Alpha' });
  }

  interface Shown {
    page: DatasourceContextElement;
    form: HTMLFormElement;
    field: DatasourceCredentialSelectElement;
    store: () => DatasourceStore;
    select: () => HTMLSelectElement;
    /** What the form would submit. */
    data: () => FormDataEntryValue[];
    lines: () => string[];
    /** What the page hears of choices. */
    choices: string[];
  }

  async function show(content: TemplateResult = fieldOf()): Promise<Shown> {
    const page = await mount(server, html`<form>${content}<button id="send">Send</button></form>`);
    const form = page.querySelector('form')!;
    form.addEventListener('submit', (event) => event.preventDefault());
    const field = page.querySelector('datasource-credential-select')!;
    const choices: string[] = [];
    for (const name of ['input', 'change'])
      page.addEventListener(name, () => choices.push(`${name} ${field.value}`));
    await field.updateComplete;
    const select = (): HTMLSelectElement => field.shadowRoot!.querySelector('select')!;
    return {
      page,
      form,
      field,
      choices,
      select,
      store: () => page.currentStore!,
      data: () => new FormData(form).getAll('connection'),
      lines: () => [...select().options].map(({ textContent }) => textContent),
    };
  }

  function fieldOf(
    attributes: {
      value?: string;
      required?: boolean;
      withoutDefault?: boolean;
      readOnly?: boolean;
      disabled?: boolean;
      provider?: string;
    } = {},
  ): TemplateResult {
    const {
      value,
      required = false,
      withoutDefault = false,
      readOnly = false,
      disabled = false,
    } = attributes;
    return html`<label for="field">Connection</label>
      <datasource-credential-select
        id="field"
        name="connection"
        provider=${attributes.provider ?? NOTION}
        value=${value ?? nothing}
        ?required=${required}
        ?without-default=${withoutDefault}
        ?readonly=${readOnly}
        ?disabled=${disabled}
      ></datasource-credential-select>`;
  }

  /** Waits until the list has come. */
  async function loaded({ select }: Shown): Promise<void> {
    await until(
      () => !select().hasAttribute('aria-busy'),
      () => 'still loading',
    );
  }

  async function shown(content?: TemplateResult): Promise<Shown> {
    const result = await show(content);
    await loaded(result);
    return result;
  }

  /** Chooses by the keyboard, as in the closed list of a native select. */
  async function pick({ select }: Shown, key: string): Promise<void> {
    select().focus();
    await press(key);
  }

  async function saveKey(page: HTMLElement, name: string): Promise<void> {
    await findByRole(page, 'dialog');
    byLabel(page, 'Authorization Name').focus();
    await type(name);
    byLabel(page, /^Integration Secret/).focus();
    await type('key');
    await press('Enter');
    await untilGone(page, 'dialog');
  }

  async function menu(page: HTMLElement, button: string, item: string): Promise<void> {
    await click(await findButton(page, button));
    await findByRole(page, 'menu');
    await click(byRole(page, 'menuitem', item));
  }

  describe('the choice', () => {
    it('is the default connection, which is the first, and nobody hears of it', async () => {
      connectTwo();
      const its = await shown();
      expect(its.lines()).to.deep.equal(['Zeta · Default', 'Alpha']);
      expect(its.field.value).to.equal('credential-1');
      expect(its.select().value).to.equal('credential-1');
      expect(its.data()).to.deep.equal(['credential-1']);
      expect(its.choices).to.deep.equal([]);
      await expectAccessible(its.page, EVERYWHERE);
    });

    it('is the user’s, told once by input and change', async () => {
      connectTwo();
      const its = await shown();
      await pick(its, 'ArrowDown');
      await until(
        () => its.choices.length >= 2,
        () => 'not told',
      );
      expect(its.choices).to.deep.equal(['input credential-2', 'change credential-2']);
      expect(its.data()).to.deep.equal(['credential-2']);
      expect(its.field.value).to.equal('credential-2');
    });

    it('is told outside of every shadow root', async () => {
      connectTwo();
      const host = document.createElement('div');
      document.body.append(host);
      try {
        const its = await shown();
        host.attachShadow({ mode: 'open' }).append(its.page);
        await loaded(its);
        const heard: string[] = [];
        for (const name of ['input', 'change']) host.addEventListener(name, () => heard.push(name));
        await until(
          () => its.lines().length === 2,
          () => 'not loaded again',
        );
        await pick(its, 'ArrowDown');
        expect(heard).to.deep.equal(['input', 'change']);
      } finally {
        host.remove();
      }
    });

    it('is the script’s, before and after the list is there, and nobody hears of it', async () => {
      connectTwo();
      const release = hold(server, 'GET', /list$/);
      const its = await show();
      its.field.value = 'credential-2';
      expect(its.data()).to.deep.equal(['credential-2']);
      release();
      await loaded(its);
      expect(its.select().value).to.equal('credential-2');
      its.field.value = 'credential-1';
      expect(its.data()).to.deep.equal(['credential-1']);
      await its.field.updateComplete;
      expect(its.select().value).to.equal('credential-1');
      its.field.value = '';
      await its.field.updateComplete;
      expect(its.field.value, 'nothing chosen is the default one').to.equal('credential-1');
      expect(its.choices).to.deep.equal([]);
    });

    it('may be set before the element is defined', async () => {
      connectTwo();
      const late = document.createElement('late-credential-select') as DatasourceCredentialSelectElement;
      late.value = 'credential-2';
      const page = await mount(server, html`<form>${late}</form>`);
      late.setAttribute('name', 'connection');
      late.setAttribute('provider', NOTION);
      const Select = customElements.get('datasource-credential-select')!;
      customElements.define('late-credential-select', class extends Select {});
      await until(
        () => late.shadowRoot?.querySelectorAll('option').length === 2,
        () => 'not loaded',
      );
      expect(late.shadowRoot!.querySelector('select')!.value).to.equal('credential-2');
      const data = (): unknown => new FormData(page.querySelector('form')!).get('connection');
      expect(data()).to.equal('credential-2');
      late.value = 'credential-1';
      expect(data()).to.equal('credential-1');
    });

    it('is what the attribute says', async () => {
      connectTwo();
      const its = await shown(fieldOf({ value: 'credential-2' }));
      expect(its.data()).to.deep.equal(['credential-2']);
    });

    it('is none with without-default, which has a line of its own', async () => {
      connectTwo();
      const its = await shown(fieldOf({ withoutDefault: true }));
      expect(its.lines()).to.deep.equal(['Choose a connection', 'Zeta · Default', 'Alpha']);
      expect(its.field.value).to.equal('');
      expect(its.data()).to.deep.equal(['']);
      await expectAccessible(its.page, EVERYWHERE);
      await pick(its, 'ArrowDown');
      expect(its.data()).to.deep.equal(['credential-1']);
    });

    it('tells connections apart by what is known of them', async () => {
      server.connect(NOTION, { name: 'Zeta', visibility: 'only_me' });
      server.connect(NOTION, { name: 'Key 10', type: 'api-key' });
      server.connect(NOTION, { name: 'Key 9', type: 'api-key' });
      const its = await shown();
      its.store().markCredential('credential-3', 'needs-reauthorization');
      await until(
        () => its.lines()[1]!.includes('Needs'),
        () => 'not marked',
      );
      expect(its.lines()).to.deep.equal([
        'Zeta · Default · OAuth · Private',
        'Key 9 · Needs re-authorization · API Key',
        'Key 10 · API Key',
      ]);
    });

    it('leaves out a connection that is being removed', async () => {
      connectTwo();
      const its = await shown();
      const removed = its.store().removeCredential(REF, 'credential-1');
      await until(
        () => its.lines().length === 1,
        () => 'still there',
      );
      expect(its.data()).to.deep.equal(['credential-2']);
      its.store().removals.undo('credential-1');
      await removed;
      await until(
        () => its.data()[0] === 'credential-1',
        () => 'not back',
      );
    });

    it('stands while the removal of the chosen connection can be undone', async () => {
      connectTwo();
      const its = await shown();
      its.field.value = 'credential-2';
      const removed = its.store().removeCredential(REF, 'credential-2');
      await its.field.updateComplete;
      expect(its.field.checkValidity()).to.be.true;
      expect(its.data()).to.deep.equal(['credential-2']);
      its.store().removals.undo('credential-2');
      await removed;
      expect(its.field.checkValidity()).to.be.true;
    });

    it('does not go along to another data source', async () => {
      connectTwo();
      server.connect(JINA, { name: 'Jina key', type: 'api-key' });
      const jina = server.credentialsOf(JINA)[0]!.id;
      const its = await shown();
      await pick(its, 'ArrowDown');
      expect(its.field.value).to.equal('credential-2');
      its.field.provider = JINA;
      await its.field.updateComplete;
      expect(its.data()).to.deep.equal([jina]);
      expect(its.field.validity.valid).to.be.true;
      its.field.provider = NOTION;
      its.field.value = 'credential-2';
      await its.field.updateComplete;
      expect(its.data(), 'set together with the source').to.deep.equal(['credential-2']);
    });
  });

  describe('in a form', () => {
    it('is reset to the attribute, else to the default connection', async () => {
      connectTwo();
      const its = await shown();
      await pick(its, 'ArrowDown');
      its.form.reset();
      await its.field.updateComplete;
      expect(its.data()).to.deep.equal(['credential-1']);
      expect(its.select().value).to.equal('credential-1');
      its.field.setAttribute('value', 'credential-2');
      its.field.value = 'credential-1';
      its.form.reset();
      await its.field.updateComplete;
      expect(its.data()).to.deep.equal(['credential-2']);
    });

    it('is not submitted in a disabled fieldset, nor when it is disabled', async () => {
      connectTwo();
      const its = await shown(html`<fieldset>${fieldOf()}</fieldset>`);
      const fieldset = its.page.querySelector('fieldset')!;
      fieldset.disabled = true;
      await its.field.updateComplete;
      expect(its.select().disabled).to.be.true;
      expect(its.data()).to.deep.equal([]);
      expect(its.field.willValidate).to.be.false;
      expect((byRole(its.page, 'button', 'Add another') as HTMLButtonElement).disabled).to.be.true;
      await expectAccessible(its.page, EVERYWHERE);
      fieldset.disabled = false;
      await its.field.updateComplete;
      expect(its.select().disabled).to.be.false;
      expect(its.data()).to.deep.equal(['credential-1']);
      its.field.disabled = true;
      await its.field.updateComplete;
      expect(its.select().disabled).to.be.true;
      expect(its.data()).to.deep.equal([]);
    });

    it('keeps the form from being submitted while it is required and empty', async () => {
      connectTwo();
      const its = await shown(fieldOf({ required: true, withoutDefault: true }));
      let submits = 0;
      its.form.addEventListener('submit', () => submits++);
      expect(its.field.validity.valueMissing).to.be.true;
      expect(its.select().getAttribute('aria-invalid'), 'before anybody tried').to.be.null;
      expect(its.field.matches(':state(user-invalid)')).to.be.false;
      await click(its.page.querySelector('#send')!);
      expect(submits).to.equal(0);
      expect(focused() === its.select(), 'the focus goes there').to.be.true;
      expect(its.field.validationMessage).to.equal(said('connectionRequired'));
      await findText(its.page, said('connectionRequired'));
      expect(its.select().getAttribute('aria-invalid')).to.equal('true');
      expect(its.field.matches(':state(user-invalid)')).to.be.true;
      expect(descriptionOf(its.select())).to.equal(said('connectionRequired'));
      await expectAccessible(its.page, EVERYWHERE);
      await pick(its, 'ArrowDown');
      expect(its.field.checkValidity()).to.be.true;
      await its.field.updateComplete;
      expect(its.select().getAttribute('aria-invalid')).to.be.null;
      await click(its.page.querySelector('#send')!);
      expect(submits).to.equal(1);
    });

    it('has the members of a native field', async () => {
      connectTwo();
      const its = await shown(fieldOf({ required: true }));
      const { field } = its;
      expect(field.form === its.form).to.be.true;
      expect(field.name).to.equal('connection');
      expect(field.required).to.be.true;
      expect(field.willValidate).to.be.true;
      expect(field.validationMessage).to.equal('');
      expect(field.reportValidity()).to.be.true;
      expect(field.labels.length).to.equal(1);
      expect(its.form.elements.namedItem('connection') === field).to.be.true;
    });

    it('is restored after Back or a reload', async () => {
      connectTwo();
      const release = hold(server, 'GET', /list$/);
      const its = await show();
      its.field.formStateRestoreCallback('credential-2');
      release();
      await loaded(its);
      expect(its.data()).to.deep.equal(['credential-2']);
      expect(its.choices).to.deep.equal([]);
    });

    it('is named by the page’s label, and by other means without one', async () => {
      connectTwo();
      const its = await shown(
        html`${fieldOf()}
          <datasource-credential-select aria-label="Named" provider=${NOTION}></datasource-credential-select>
          <datasource-credential-select label="Seen" provider=${NOTION}></datasource-credential-select>
          <datasource-credential-select provider=${NOTION}></datasource-credential-select>`,
      );
      await until(
        () => allByRole(its.page, 'combobox', said('connectionTo', { source: 'Notion' })).length === 1,
        () => 'no default name',
      );
      expect(allByRole(its.page, 'combobox').map(nameOf)).to.deep.equal([
        'Connection',
        'Named',
        'Seen',
        said('connectionTo', { source: 'Notion' }),
      ]);
      expect(textOf(its.page)).to.include('Seen').and.not.to.include('Named');
      await click(its.page.querySelector('label')!);
      expect(focused() === its.select()).to.be.true;
    });

    it('lets its buttons be pressed inside of a label', async () => {
      connectTwo();
      const its = await shown(
        html`<label
          >Around
          <datasource-credential-select name="connection" provider=${NOTION}></datasource-credential-select
        ></label>`,
      );
      expect(nameOf(its.select())).to.equal('Around');
      await click(await findButton(its.page, 'Add another'));
      await untilFocused('Add OAuth');
      await press('Escape');
      await untilFocused('Add another');
    });

    it('cannot be changed while it is read-only, and is submitted', async () => {
      connectTwo();
      const its = await shown(fieldOf({ readOnly: true, value: 'credential-2', required: true }));
      expect(its.lines()).to.deep.equal(['Alpha']);
      expect(its.select().getAttribute('aria-disabled')).to.equal('true');
      await pick(its, 'ArrowUp');
      expect(its.data()).to.deep.equal(['credential-2']);
      expect(its.choices).to.deep.equal([]);
      expect(allByRole(its.page, 'button').map(nameOf)).to.deep.equal(['Send']);
      await expectAccessible(its.page, EVERYWHERE);
    });
  });

  describe('a chosen connection that is gone', () => {
    it('is kept, said visibly by its name, and blocks the form until another one is chosen', async () => {
      connectTwo();
      const its = await shown();
      await pick(its, 'ArrowDown');
      server.credentialsOf(NOTION).splice(1, 1);
      await its.store().invalidateList();
      await findText(its.page, said('chosenGone', { name: 'Alpha' }));
      expect(its.lines()).to.deep.equal(['Alpha (no longer exists)', 'Zeta · Default']);
      expect(its.data()).to.deep.equal(['credential-2']);
      expect(its.field.validity.customError).to.be.true;
      expect(its.form.checkValidity()).to.be.false;
      expect(its.field.validationMessage).to.equal(said('chosenGone', { name: 'Alpha' }));
      expect(its.field.matches(':state(gone)')).to.be.true;
      expect(its.select().getAttribute('aria-invalid')).to.equal('true');
      await expectAccessible(its.page, EVERYWHERE);
      await pick(its, 'ArrowDown');
      expect(its.data()).to.deep.equal(['credential-1']);
      expect(its.form.checkValidity()).to.be.true;
      await its.field.updateComplete;
      expect(its.lines()).to.deep.equal(['Zeta · Default']);
    });

    it('is said without a name where none was ever known', async () => {
      connectTwo();
      const its = await shown(fieldOf({ value: 'long-gone' }));
      await findText(its.page, said('chosenGoneUnnamed'));
      expect(its.data()).to.deep.equal(['long-gone']);
      expect(its.form.checkValidity()).to.be.false;
    });

    it('is not judged while it loads or when that failed', async () => {
      connectTwo();
      const release = hold(server, 'GET', /list$/);
      let fails = true;
      server.intercept(({ path }) =>
        fails && /list$/.test(path) ? errorAnswer(400, 'broken', 'The server is tired.') : undefined,
      );
      const its = await show(fieldOf({ value: 'credential-2' }));
      expect(its.field.checkValidity()).to.be.true;
      expect(its.data()).to.deep.equal(['credential-2']);
      expect(its.lines()).to.deep.equal([said('loadingConnections')]);
      expect(its.select().disabled, 'it can be found').to.be.false;
      await expectAccessible(its.page, EVERYWHERE);
      release();
      await findText(its.page, 'The server is tired.');
      expect(its.field.checkValidity()).to.be.true;
      expect(its.data()).to.deep.equal(['credential-2']);
      await expectAccessible(its.page, EVERYWHERE);
      fails = false;
      await click(byRole(its.page, 'button', 'Retry'));
      await until(
        () => its.lines().length === 2,
        () => 'not read again',
      );
      expect(its.select().value).to.equal('credential-2');
      fails = true;
      server.credentialsOf(NOTION).splice(1, 1);
      await its.store().invalidateList();
      expect(its.field.checkValidity(), 'known from an earlier answer').to.be.true;
    });
  });

  it('does not call a connection gone that may be in the answer that it waits for', async () => {
    connectTwo();
    const its = await shown();
    const release = hold(server, 'GET', /list$/);
    const read = its.store().invalidateList();
    its.field.value = 'credential-3';
    await its.field.updateComplete;
    expect(its.field.checkValidity()).to.be.true;
    expect(its.data()).to.deep.equal(['credential-3']);
    server.connect(NOTION, { name: 'Just added' });
    release();
    await read;
    await its.field.updateComplete;
    expect(its.lines()).to.deep.equal(['Zeta · Default', 'Alpha', 'Just added']);
    expect(its.field.checkValidity()).to.be.true;
    expect(its.select().value).to.equal('credential-3');
  });

  describe('without a connection', () => {
    it('says so, and connects in place', async () => {
      const its = await shown(fieldOf({ required: true }));
      expect(its.lines()).to.deep.equal(['No connection yet']);
      await findText(its.page, said('notConnectedYet', { source: 'Notion' }));
      expect(its.field.validationMessage).to.equal(said('connectFirst', { source: 'Notion' }));
      await expectAccessible(its.page, EVERYWHERE);
      const heard = hear(its.page);
      await menu(its.page, 'Connect', 'Add API Key');
      await saveKey(its.page, 'Bot');
      await until(
        () => its.choices.length >= 2,
        () => 'not told',
      );
      const { id } = server.credentialsOf(NOTION)[0]!;
      expect(its.choices).to.deep.equal([`input ${id}`, `change ${id}`]);
      expect(its.data()).to.deep.equal([id]);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      expect(its.field.checkValidity()).to.be.true;
    });
  });

  describe('adding another connection', () => {
    it('by API key chooses it, and the page hears everything once', async () => {
      connectTwo();
      const its = await shown();
      const heard = hear(its.page);
      await menu(its.page, 'Add another', 'Add API Key');
      await saveKey(its.page, 'Bot');
      await until(
        () => its.choices.length >= 2,
        () => 'not told',
      );
      const { id } = server.credentialsOf(NOTION).find(({ name }) => name === 'Bot')!;
      expect(its.choices, 'typing into the dialog is no choice').to.deep.equal([
        `input ${id}`,
        `change ${id}`,
      ]);
      expect(its.select().value).to.equal(id);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      await untilFocused('Add another');
    });

    it('by OAuth chooses it', async () => {
      connectTwo();
      const its = await shown();
      const heard = hear(its.page);
      await menu(its.page, 'Add another', 'Add OAuth');
      await findText(its.page, WAITING);
      expect(allByRole(its.page, 'button', 'I have finished').length, 'shown once').to.equal(1);
      await expectAccessible(its.page, EVERYWHERE);
      const { id } = server.connect(NOTION, { name: 'New' });
      await click(byRole(its.page, 'button', 'I have finished'));
      await until(
        () => its.choices.length >= 2,
        () => 'not told',
      );
      expect(its.choices).to.deep.equal([`input ${id}`, `change ${id}`]);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
    });

    it('chooses it also where another element comes to tell how it ended', async () => {
      server.sources = [wireSource({ credential_schema: [] }), jinaSource()];
      Object.assign(server.sources[0]!['oauth_schema'] as object, { is_system_oauth_params_exists: false });
      const its = await shown(
        html`<datasource-oauth-button without-status provider=${NOTION}></datasource-oauth-button>
          ${fieldOf()}`,
      );
      const heard = hear(its.page);
      await click(await findButton(its.page, 'Connect'));
      await findByRole(its.page, 'dialog');
      byLabel(its.page, /^Client ID/).focus();
      await type('id');
      await click(byRole(its.page, 'button', 'Save and Authorize'));
      await untilGone(its.page, 'dialog');
      await findText(its.page, WAITING);
      const { id } = server.connect(NOTION, { name: 'New' });
      await click(byRole(its.page, 'button', 'I have finished'));
      await until(
        () => its.choices.length >= 2,
        () => 'not told',
      );
      expect(its.choices).to.deep.equal([`input ${id}`, `change ${id}`]);
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
    });

    it('elsewhere on the page chooses nothing', async () => {
      connectTwo();
      const its = await shown(
        html`${fieldOf()}<datasource-api-key-button provider=${NOTION}></datasource-api-key-button>`,
      );
      await click(await findButton(its.page, 'Add API Key'));
      await saveKey(its.page, 'Bot');
      await until(
        () => its.lines().length === 3,
        () => 'not listed',
      );
      expect(its.data()).to.deep.equal(['credential-1']);
    });

    it('is not offered where the page does not allow it, and explained where the server refused', async () => {
      connectTwo();
      const its = await shown();
      its.store().refusals.set('connect', REF, undefined, 'Only administrators connect.');
      await findText(its.page, 'Only administrators connect.');
      const button = byRole(its.page, 'button', 'Add another');
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      await expectAccessible(its.page, EVERYWHERE);
      its.field.allow = 'reauthorize';
      await its.field.updateComplete;
      expect(allByRole(its.page, 'button').map(nameOf)).to.deep.equal(['Send']);
    });
  });

  describe('a chosen connection that needs to be authorized again', () => {
    it('is said with the reason, and repaired in place', async () => {
      connectTwo();
      const its = await shown(fieldOf({ required: true }));
      its.store().markCredential('credential-1', 'needs-reauthorization', 'The token was revoked.');
      await findText(its.page, 'The token was revoked.');
      expect(its.form.checkValidity(), 'it is no mistake of the user').to.be.true;
      await expectAccessible(its.page, EVERYWHERE);
      const heard = hear(its.page);
      let gesture = false;
      windows.onOpen = () => (gesture = navigator.userActivation.isActive);
      await click(byRole(its.page, 'button', 'Re-authorize'));
      expect(gesture).to.be.true;
      await findText(its.page, WAITING);
      await click(byRole(its.page, 'button', 'I have finished'));
      await until(
        () => heard.length >= 3,
        () => 'not told',
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorized', 'credential-change']);
      const [request] = requestsTo(server, 'GET', /get-authorization-url$/);
      expect(request!.query.get('credential_id')).to.equal('credential-1');
      await until(
        () => !textOf(its.page).includes('The token was revoked.'),
        () => 'still said',
      );
      expect(its.data()).to.deep.equal(['credential-1']);
      expect(its.choices).to.deep.equal([]);
      expect(focused() === its.select(), 'the button that had the focus is gone').to.be.true;
    });

    it('is edited when it is a key', async () => {
      server.connect(NOTION, { name: 'Bot', type: 'api-key' });
      const its = await shown();
      its.store().markCredential('credential-1', 'needs-reauthorization');
      await click(await findButton(its.page, 'Edit'));
      const dialog = await findByRole(its.page, 'dialog');
      expect((dialog.getRootNode() as ShadowRoot).host.getAttribute('credential-id')).to.equal(
        'credential-1',
      );
      byLabel(its.page, /^Integration Secret/).focus();
      await type('another key');
      await press('Enter');
      await untilGone(its.page, 'dialog');
      await until(
        () => !textOf(its.page).includes('needs re-authorization'),
        () => 'still said',
      );
      expect(its.choices).to.deep.equal([]);
      expect(its.data()).to.deep.equal(['credential-1']);
      await until(
        () => focused() === its.select(),
        () => 'the button that had the focus is gone',
      );
    });

    it('says why the server does not let this user repair it', async () => {
      connectTwo();
      const its = await shown();
      its.store().markCredential('credential-1', 'needs-reauthorization');
      its.store().refusals.set('reauthorize', REF, 'credential-1', 'It belongs to somebody else.');
      await findText(its.page, 'It belongs to somebody else.');
      const button = byRole(its.page, 'button', 'Re-authorize');
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(button)).to.equal('It belongs to somebody else.');
      await click(button);
      expect(windows.opened).to.have.length(0);
      await expectAccessible(its.page, EVERYWHERE);
    });

    it('says only that where the page does not allow more', async () => {
      connectTwo();
      const its = await shown(fieldOf({ readOnly: true }));
      its.store().markCredential('credential-1', 'needs-reauthorization', 'Revoked.');
      await findText(its.page, 'Revoked.');
      expect(allByRole(its.page, 'button').map(nameOf)).to.deep.equal(['Send']);
    });
  });

  it('fits 240 pixels', async () => {
    server.connect(NOTION, { name: 'Wort'.repeat(25) });
    const its = await shown();
    its.field.style.setProperty('inline-size', '240px');
    its.store().markCredential('credential-1', 'needs-reauthorization', 'Wort'.repeat(25));
    await findButton(its.page, 'Re-authorize');
    expect(its.field.scrollWidth).to.equal(240);
    expect(its.select().getBoundingClientRect().width).to.equal(240);
  });
});
