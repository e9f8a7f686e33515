import { expect, html } from '@open-wc/testing';
import { nothing, type TemplateResult } from 'lit';
import '../../src/define.js';
import { connectionChoosers } from '../../src/elements/datasource-credential-select/chooser-parts.js';
import type { DatasourceCredentialSelectElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, moveAway, press } from '../support/driver.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  descriptionOf,
  findButton,
  findText,
  focused,
  nameOf,
  textOf,
  until,
} from '../support/find.js';
import { hold, JINA, listReads, mount, NOTION, said, settled } from '../support/page.js';
import { SlowPart } from '../support/slow-part.js';

const NOT_LOADED = /A part of this page could not be loaded/;
const EVERYWHERE = ['light', 'dark', 'forced-colors'] as const;
const LOADING = [said('loadingConnections')];
const NOT_KNOWN = [said('connectionsNotLoaded')];
const BOTH = ['Zeta · Default', 'Alpha'];

describe('what a connection is chosen with, while it is not there', () => {
  let server: FakeServer;
  let part: SlowPart;

  beforeEach(async () => {
    part = await SlowPart.of(connectionChoosers);
    server = new FakeServer();
    server.connect(NOTION, { name: 'Zeta' });
    server.connect(NOTION, { name: 'Alpha' });
    localStorage.clear();
    await moveAway();
  });
  afterEach(() => {
    part.restore();
    Reflect.deleteProperty(navigator, 'onLine');
    localStorage.clear();
  });

  interface Shown {
    page: HTMLElement;
    form: HTMLFormElement;
    field: DatasourceCredentialSelectElement;
    select: HTMLSelectElement;
    data: () => FormDataEntryValue[];
    lines: () => string[];
    buttons: () => string[];
    choices: string[];
  }

  const fieldOf = ({ required = false, withoutDefault = false, value = '' } = {}): TemplateResult =>
    html`<label for="field">Connection</label>
      <datasource-credential-select
        id="field"
        name="connection"
        provider=${NOTION}
        value=${value || nothing}
        ?required=${required}
        ?without-default=${withoutDefault}
      ></datasource-credential-select>`;

  async function show(content: TemplateResult = fieldOf()): Promise<Shown> {
    const page = await mount(server, html`<form>${content}<button id="send">Send</button></form>`);
    const form = page.querySelector('form')!;
    form.addEventListener('submit', (event) => event.preventDefault());
    const field = page.querySelector('datasource-credential-select')!;
    const choices: string[] = [];
    for (const name of ['input', 'change'])
      page.addEventListener(name, () => choices.push(`${name} ${field.value}`));
    await field.updateComplete;
    const select = field.shadowRoot!.querySelector('select')!;
    return {
      page,
      form,
      field,
      select,
      choices,
      data: () => new FormData(form).getAll('connection'),
      lines: () => [...select.options].map(({ textContent }) => textContent),
      buttons: () =>
        allByRole(page, 'button')
          .map(nameOf)
          .filter((name) => name !== 'Send'),
    };
  }

  /** With the list, without the part. */
  async function waiting(content?: TemplateResult): Promise<Shown> {
    const its = await show(content);
    await until(
      () => listReads(server) === 1,
      () => 'not read',
    );
    await settled();
    return its;
  }

  async function failed(content?: TemplateResult): Promise<Shown> {
    const its = await waiting(content);
    await part.failAhead();
    await findText(its.page, NOT_LOADED);
    return its;
  }

  const untilLines = ({ lines }: Shown, wanted: readonly string[]): Promise<void> =>
    until(
      () => lines().join() === wanted.join(),
      () => lines().join(),
    );
  const alerts = (page: Node): string[] => allByRole(page, 'alert').map(textOf).filter(Boolean);

  it('is loaded while the list is read, once for all fields, and for nothing else', async () => {
    const before = await mount(server, html`<datasource-list></datasource-list>`);
    await findText(before, 'Notion');
    expect(part.loads).to.equal(0);
    before.remove();
    hold(server, 'GET', /list$/);
    await show(
      html`${fieldOf()}<datasource-credential-select provider=${JINA}></datasource-credential-select>`,
    );
    expect(part.loads).to.equal(1);
  });

  it('is waited for as the list is, in the height of what comes', async () => {
    const release = hold(server, 'GET', /list$/);
    const its = await show();
    const { offsetHeight } = its.field;
    const select = its.select.getBoundingClientRect();
    release();
    await settled();
    expect(its.lines()).to.deep.equal(LOADING);
    expect(its.select.getAttribute('aria-busy')).to.equal('true');
    expect(its.select.disabled, 'it can be found').to.equal(false);
    expect(its.field.matches(':state(loading)')).to.equal(true);
    expect(its.buttons()).to.deep.equal([]);
    expect(its.field.offsetHeight).to.equal(offsetHeight);
    await expectAccessible(its.page, EVERYWHERE);

    part.arrive();
    await untilLines(its, BOTH);
    await findButton(its.page, 'Add another');
    expect(its.field.offsetHeight).to.equal(offsetHeight);
    expect(its.select.getBoundingClientRect()).to.deep.equal(select);
    expect(its.select.hasAttribute('aria-busy')).to.equal(false);
    expect(its.field.matches(':state(loading)')).to.equal(false);
    const add = its.field.shadowRoot!.querySelector('datasource-connect-button')!;
    expect(getComputedStyle(add).marginBlockStart, 'its styles came too').to.equal('8px');
    expect(its.choices).to.deep.equal([]);
  });

  it('keeps the place of a first connection where there was none at the last visit', async () => {
    server.credentialsOf(NOTION).splice(0);
    const known = await mount(
      server,
      html`<datasource-connect-button provider=${NOTION}></datasource-connect-button>`,
    );
    await findButton(known, 'Connect');
    known.remove();
    const its = await show();
    await settled();
    const { offsetHeight } = its.field;
    expect(its.lines()).to.deep.equal(LOADING);
    part.arrive();
    await findText(its.page, said('notConnectedYet', { source: 'Notion' }));
    expect(its.field.offsetHeight).to.equal(offsetHeight);
  });

  it('comes before the list, and waits for it', async () => {
    const release = hold(server, 'GET', /list$/);
    const its = await show();
    part.arrive();
    await settled();
    expect(its.lines()).to.deep.equal(LOADING);
    release();
    await untilLines(its, BOTH);
  });

  describe('that cannot be loaded', () => {
    it('is told so, and comes by a press of Retry, with the focus in the field', async () => {
      const its = await failed();
      const { loads } = part;
      expect(alerts(its.page)).to.have.length(1);
      expect(its.lines()).to.deep.equal(NOT_KNOWN);
      expect(its.buttons()).to.deep.equal(['Retry']);
      expect(its.select.hasAttribute('aria-busy')).to.equal(false);
      expect(its.field.matches(':state(loading)')).to.equal(false);
      await expectAccessible(its.page, EVERYWHERE);
      its.field.requestUpdate();
      await settled();
      expect(part.loads, 'not by itself').to.equal(loads);

      byRole(its.page, 'button', 'Retry').focus();
      await press('Enter');
      await part.untilLoads(loads + 1);
      part.fail();
      await settled();
      expect(alerts(its.page).join()).to.match(NOT_LOADED);
      await press('Enter');
      await part.untilLoads(loads + 2);
      part.arrive();
      await untilLines(its, BOTH);
      expect(alerts(its.page)).to.be.empty;
      expect(focused() === its.select).to.equal(true);
      expect(its.data()).to.deep.equal(['credential-1']);
      expect(listReads(server), 'the list was there').to.equal(1);
    });

    it('leaves Retry to the list where that cannot be read any more', async () => {
      const its = await failed();
      const { loads } = part;
      server.intercept(({ path }) =>
        /default-list$/.test(path) ? errorAnswer(400, 'broken', 'The server is tired.') : undefined,
      );
      its.field.source = 'default';
      await findText(its.page, 'The server is tired.');
      await click(byRole(its.page, 'button', 'Retry'));
      await until(
        () => server.count('GET', '/auth/plugin/datasource/default-list') === 2,
        () => 'not read',
      );
      expect(part.loads).to.equal(loads);
    });

    it('is not told where it was loaded ahead, but loaded when the list is there', async () => {
      const release = hold(server, 'GET', /list$/);
      const its = await show();
      part.fail();
      await settled();
      expect(part.loads).to.equal(1);
      expect(alerts(its.page)).to.be.empty;
      release();
      await part.untilLoads(2);
      part.arrive();
      await untilLines(its, BOTH);
    });

    it('leaves the value, and keeps the form from being submitted only where one is missing', async () => {
      const its = await failed(fieldOf({ required: true, value: 'credential-2' }));
      expect(its.data()).to.deep.equal(['credential-2']);
      expect(its.form.checkValidity()).to.equal(true);
      its.field.setAttribute('value', '');
      await its.field.updateComplete;
      expect(its.form.checkValidity()).to.equal(false);
      expect(its.field.validationMessage).to.equal(said('connectionRequired'));
    });
  });

  it('is not asked for where the list cannot be read, which Retry reads again', async () => {
    let fails = true;
    server.intercept(({ path }) =>
      fails && /list$/.test(path) ? errorAnswer(400, 'broken', 'The server is tired.') : undefined,
    );
    const its = await show();
    part.fail();
    await findText(its.page, 'The server is tired.');
    expect(part.loads).to.equal(1);
    fails = false;
    await click(byRole(its.page, 'button', 'Retry'));
    await part.untilLoads(2);
    part.arrive();
    await untilLines(its, BOTH);
  });

  it('is not loaded ahead while the browser is offline', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    const release = hold(server, 'GET', /list$/);
    const its = await show();
    await settled();
    expect(part.loads).to.equal(0);
    release();
    await part.untilLoads(1);
    part.arrive();
    await untilLines(its, BOTH);
  });

  describe('in a form', () => {
    it('has the value that a script or the page gave it, and is reset and restored', async () => {
      const its = await waiting(fieldOf({ value: 'credential-1' }));
      expect(its.data()).to.deep.equal(['credential-1']);
      its.field.value = 'credential-2';
      expect([its.field.value, ...its.data()]).to.deep.equal(['credential-2', 'credential-2']);
      its.form.reset();
      expect(its.data()).to.deep.equal(['credential-1']);
      its.field.formStateRestoreCallback('credential-2');
      expect(its.data()).to.deep.equal(['credential-2']);
      part.arrive();
      await untilLines(its, BOTH);
      expect(its.select.value).to.equal('credential-2');
      expect(its.data()).to.deep.equal(['credential-2']);
      expect(its.choices).to.deep.equal([]);
    });

    it('has no value while nobody gave it one, then that of the default connection', async () => {
      const its = await waiting();
      expect(its.data()).to.deep.equal(['']);
      part.arrive();
      await untilLines(its, BOTH);
      expect(its.data()).to.deep.equal(['credential-1']);
      expect(its.choices).to.deep.equal([]);
    });

    it('is required: it keeps the form from being submitted and says so, until there is a default one', async () => {
      const its = await waiting(fieldOf({ required: true }));
      let submits = 0;
      its.form.addEventListener('submit', () => submits++);
      expect(its.field.validity.valueMissing).to.equal(true);
      await click(its.page.querySelector('#send')!);
      expect(submits).to.equal(0);
      expect(focused() === its.select, 'the focus goes there').to.equal(true);
      await findText(its.page, said('connectionRequired'));
      expect(descriptionOf(its.select)).to.equal(said('connectionRequired'));
      expect(its.field.matches(':state(user-invalid)')).to.equal(true);
      await expectAccessible(its.page, EVERYWHERE);
      part.arrive();
      await untilLines(its, BOTH);
      expect(its.field.validity.valid).to.equal(true);
      expect(descriptionOf(its.select)).to.equal('');
      expect(focused() === its.select, 'the focus stays').to.equal(true);
      await click(its.page.querySelector('#send')!);
      expect(submits).to.equal(1);
    });

    it('is disabled, named, and focused by its label', async () => {
      const its = await waiting();
      expect(nameOf(its.select)).to.equal('Connection');
      await click(its.page.querySelector('label')!);
      expect(focused() === its.select).to.equal(true);
      its.field.disabled = true;
      await its.field.updateComplete;
      expect(its.select.disabled).to.equal(true);
      expect(its.data()).to.deep.equal([]);
    });

    it('keeps the focus in the field, which can be used at once', async () => {
      const its = await waiting();
      its.select.focus();
      await press('ArrowDown');
      part.arrive();
      await untilLines(its, BOTH);
      expect(focused() === its.select).to.equal(true);
      expect(its.choices).to.deep.equal([]);
      await press('ArrowDown');
      expect(its.data()).to.deep.equal(['credential-2']);
      expect(its.choices).to.deep.equal(['input credential-2', 'change credential-2']);
    });
  });

  it('takes no choice along to another data source that came in the meantime', async () => {
    server.connect(JINA, { name: 'Jina key', type: 'api-key' });
    const jina = server.credentialsOf(JINA)[0]!.id;
    const its = await waiting();
    its.field.value = 'credential-2';
    its.field.provider = JINA;
    await its.field.updateComplete;
    part.arrive();
    await untilLines(its, ['Jina key · Default']);
    expect(its.data()).to.deep.equal([jina]);
    expect(its.field.validity.valid).to.equal(true);
  });

  it('says of a choice that is gone only when that is known', async () => {
    const its = await waiting(fieldOf({ value: 'long-gone' }));
    expect(its.form.checkValidity()).to.equal(true);
    expect(its.field.matches(':state(gone)')).to.equal(false);
    part.arrive();
    await findText(its.page, said('chosenGoneUnnamed'));
    expect(its.form.checkValidity()).to.equal(false);
    expect(its.field.matches(':state(gone)')).to.equal(true);
  });
});
