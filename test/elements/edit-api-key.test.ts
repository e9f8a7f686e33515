import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { expectAccessible } from '../support/appearance.js';
import { click, doubleClick, press, type } from '../support/driver.js';
import { errorAnswer, FakeServer, type WireCredential, wireSource } from '../support/fake-server.js';
import {
  allByRole,
  byLabel,
  byRole,
  descriptionOf,
  domDump,
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
import { megabyte } from '../support/hostile/strings.js';
import { fill, hear, hold, kinds, mount, NOTION, requestsTo, said, settled } from '../support/page.js';
import { choose, findRow, namesIn } from '../support/rows.js';

const TITLE = 'API Key Authorization Configuration';
const NAME = 'Authorization Name';
const UPDATE = /\/update$/;
const MASKED = 'SFlCUk************w=';
const HIDDEN = '[__HIDDEN__]';
/** Occurs nowhere but where a test types it. */
const CANARY = 'canary-5b20e1';

const CARD = html`<datasource-card provider=${NOTION}></datasource-card>`;

const SCHEMA = [
  { name: 'workspace', type: 'text-input', required: false, label: { en_US: 'Workspace' } },
  { name: 'secret', type: 'secret-input', required: true, label: { en_US: 'Secret' } },
  { name: 'spare', type: 'secret-input', required: false, label: { en_US: 'Spare secret' } },
  {
    name: 'region',
    type: 'select',
    required: false,
    label: { en_US: 'Region' },
    default: 'us',
    options: [
      { value: 'eu', label: { en_US: 'Europe' } },
      { value: 'us', label: { en_US: 'America' } },
    ],
  },
  { name: 'archived', type: 'boolean', required: false, label: { en_US: 'Archived pages' }, default: false },
  { name: 'depth', type: 'number-input', required: false, label: { en_US: 'Depth' } },
];

const VALUES: NonNullable<WireCredential['credential']> = {
  workspace: 'acme',
  secret: MASKED,
  region: 'eu',
  archived: true,
  depth: 3,
  plugin_internal: 'of the server only',
};

describe('editing a connection by API key', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer();
    server.sources = [wireSource({ credential_schema: SCHEMA })];
    server.connect(NOTION, { name: 'Main', is_default: true });
    server.connect(NOTION, {
      name: 'Key',
      type: 'api-key',
      is_default: false,
      credential: VALUES,
    });
    server.connect(NOTION, { name: 'Other', type: 'api-key', is_default: false, credential: {} });
  });

  /** Opens the dialog from the menu of the connection named Key. */
  async function open(
    content: TemplateResult = CARD,
  ): Promise<{ page: DatasourceContextElement; dialog: HTMLElement }> {
    const page = await mount(server, content);
    await findRow(page, 'credential-2');
    await choose(page, 'Key', 'Edit');
    return { page, dialog: await findByRole(page, 'dialog', TITLE) };
  }

  const updates = (): { credential_id: string; credentials: Record<string, unknown>; name?: string }[] =>
    requestsTo(server, 'POST', UPDATE).map(({ body }) => body as never);
  const save = (dialog: Node): Promise<void> => click(byRole(dialog, 'button', 'Save'));
  const saved = async (page: Node, dialog: Node): Promise<Record<string, unknown>> => {
    await save(dialog);
    await untilGone(page, 'dialog');
    expect(updates()).to.have.length(1);
    return updates()[0]!.credentials;
  };
  const told = (root: Node): string[] => allByRole(root, 'alert').map(textOf).filter(Boolean);

  it('begins with what is stored; secrets are empty and say how they are kept', async () => {
    const { dialog } = await open();
    expect(byLabel(dialog, NAME).value).to.equal('Key');
    expect(byLabel(dialog, 'Workspace').value).to.equal('acme');
    expect(byLabel(dialog, 'Secret').value).to.equal('');
    expect(byLabel(dialog, 'Secret').placeholder).to.equal(`${MASKED} · ${said('keepSecret')}`);
    expect(byLabel(dialog, 'Secret').required, 'it is there already').to.be.false;
    expect(byLabel(dialog, 'Spare secret').placeholder, 'nothing to keep').to.equal(said('pleaseEnter'));
    expect(byLabel<HTMLSelectElement>(dialog, 'Region').value).to.equal('eu');
    expect(byLabel(dialog, 'Archived pages').checked).to.be.true;
    expect(byLabel(dialog, 'Depth').value).to.equal('3');
    await untilFocused(NAME);
    await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
  });

  it('keeps what is too long for a field, and puts a megabyte of it into none', async () => {
    server.credentialsOf(NOTION)[1]!.credential = { ...VALUES, workspace: megabyte('\u202eא ') };
    const { page, dialog } = await open();
    const field = byLabel(dialog, 'Workspace');
    expect(field.value.length).to.equal(0);
    expect(field.placeholder.endsWith(said('keepSecret'))).to.be.true;
    expect((await saved(page, dialog))['workspace']).to.equal(HIDDEN);
  });

  it('knows fields that are called as what every object has', async () => {
    const names = ['constructor', 'toString', '__proto__'];
    const fields = names.map((name) => ({
      name,
      type: 'secret-input',
      required: true,
      label: { en_US: name },
    }));
    server.sources = [wireSource({ credential_schema: fields })];
    server.connect(NOTION, { name: 'Key', type: 'api-key', credential: {} });
    const page = await mount(server, CARD);
    await findRow(page, 'credential-4');
    await choose(page, 'Key', 'Edit');
    const dialog = await findByRole(page, 'dialog', TITLE);
    for (const name of names) {
      expect(byLabel(dialog, name).placeholder, 'nothing to keep').to.equal(said('pleaseEnter'));
      await fill(byLabel(dialog, name), `of ${name}`);
    }
    const values = await saved(page, dialog);
    expect(
      names.map((name) => Object.getOwnPropertyDescriptor(values, name)?.value as unknown),
    ).to.deep.equal(names.map((name) => `of ${name}`));
  });

  it('sends every key: what was not touched as it is, secrets and what no field shows as “keep it”', async () => {
    const { page, dialog } = await open();
    const heard = hear(page);
    await save(dialog);
    await untilGone(page, 'dialog');
    await until(
      () => heard.length === 2,
      () => `heard ${kinds(heard).join()}`,
    );
    await settled();
    expect(updates()).to.deep.equal([
      {
        credential_id: 'credential-2',
        name: 'Key',
        credentials: {
          workspace: 'acme',
          secret: HIDDEN,
          region: 'eu',
          archived: true,
          depth: 3,
          plugin_internal: HIDDEN,
        },
      },
    ]);
    expect(heard).to.deep.equal([
      {
        type: 'datasource-authorize-start',
        detail: {
          pluginId: 'langgenius/notion_datasource',
          provider: 'notion_datasource',
          method: 'api-key',
          credentialId: 'credential-2',
        },
      },
      {
        type: 'datasource-credential-change',
        detail: {
          pluginId: 'langgenius/notion_datasource',
          provider: 'notion_datasource',
          action: 'updated',
          credential: { id: 'credential-2', name: 'Key', type: 'api-key' },
        },
      },
    ]);
    expect(server.credentialsOf(NOTION)[1]!.credential, 'nothing is lost').to.deep.equal(VALUES);
  });

  it('sends what was changed', async () => {
    const { page, dialog } = await open();
    byLabel(dialog, 'Workspace').select();
    await fill(byLabel(dialog, 'Secret'), 'ntn_new');
    await fill(byLabel(dialog, 'Spare secret'), 'second');
    await click(byLabel(dialog, 'Archived pages'));
    byLabel(dialog, 'Depth').select();
    await type('7');
    byLabel<HTMLSelectElement>(dialog, 'Region').focus();
    await press('a');
    expect(byLabel<HTMLSelectElement>(dialog, 'Region').value).to.equal('us');
    expect(await saved(page, dialog)).to.deep.equal({
      workspace: 'acme',
      secret: 'ntn_new',
      spare: 'second',
      region: 'us',
      archived: false,
      depth: 7,
      plugin_internal: HIDDEN,
    });
  });

  it('leaves out a text that was cleared, so that the server clears it', async () => {
    const { page, dialog } = await open();
    byLabel(dialog, 'Workspace').select();
    await press('Delete');
    byLabel(dialog, 'Depth').select();
    await press('Delete');
    expect(await saved(page, dialog)).to.deep.equal({
      secret: HIDDEN,
      region: 'eu',
      archived: true,
      plugin_internal: HIDDEN,
    });
  });

  it('never posts a masked value, also not for a secret that was typed and cleared again', async () => {
    const { page, dialog } = await open();
    await fill(byLabel(dialog, 'Secret'), 'x');
    await press('Backspace');
    expect((await saved(page, dialog))['secret']).to.equal(HIDDEN);
    expect(JSON.stringify(server.requests.map(({ body }) => body ?? null))).not.to.include(MASKED);
    expect(JSON.stringify(server.requests.map(({ body }) => body ?? null))).not.to.include('*');
  });

  it('keeps what is stored under a field that cannot be shown', async () => {
    const pages = { name: 'pages', type: 'app-selector', required: true, label: { en_US: 'Pages' } };
    server.sources[0]!['credential_schema'] = [...SCHEMA, pages];
    server.credentialsOf(NOTION)[1]!.credential = { ...VALUES, pages: 'all' };
    const { page, dialog } = await open();
    await findText(dialog, said('unsupportedField', { field: 'Pages', type: 'app-selector' }));
    expect((await saved(page, dialog))['pages']).to.equal(HIDDEN);
  });

  it('changes the name with it, which the card and the page learn', async () => {
    const { page, dialog } = await open();
    const heard = hear(page);
    byLabel(dialog, NAME).select();
    await type('  Renamed ');
    await save(dialog);
    await untilGone(page, 'dialog');
    await until(
      () => namesIn(page).includes('Renamed'),
      () => 'not renamed',
    );
    expect(updates()[0]!.name).to.equal('Renamed');
    await until(
      () => heard.length === 2,
      () => `heard ${kinds(heard).join()}`,
    );
    expect(heard[1]!.detail.credential.name).to.equal('Renamed');
    await untilFocused('Actions for Renamed');
  });

  it('keeps the name when that was cleared', async () => {
    const { page, dialog } = await open();
    const heard = hear(page);
    byLabel(dialog, NAME).select();
    await press('Delete');
    await save(dialog);
    await untilGone(page, 'dialog');
    await until(
      () => heard.length === 2,
      () => `heard ${kinds(heard).join()}`,
    );
    expect(updates()[0]!.name ?? '').to.equal('');
    expect(heard[1]!.detail.credential.name).to.equal('Key');
    expect(namesIn(page)).to.deep.equal(['Main', 'Key', 'Other']);
  });

  it('tells at the name that it is taken, and nothing that was typed is lost', async () => {
    const { page, dialog } = await open();
    const heard = hear(page);
    await fill(byLabel(dialog, 'Secret'), CANARY);
    byLabel(dialog, NAME).select();
    await type('Other');
    await press('Enter');
    const field = byLabel(dialog, NAME);
    await until(
      () => field.getAttribute('aria-invalid') === 'true',
      () => 'not told',
    );
    expect(descriptionOf(field)).to.equal('Authorization name is already exists');
    await untilFocused(NAME);
    expect([field.value, byLabel(dialog, 'Secret').value]).to.deep.equal(['Other', CANARY]);
    expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
    await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
  });

  it('says why a new key is refused; what was typed stays, what is stored too, and the second try works', async () => {
    let broken = true;
    server.intercept(({ path }) =>
      UPDATE.test(path) && broken
        ? errorAnswer(400, 'invalid_param', `Failed to validate credentials: ${CANARY} is no key.`)
        : undefined,
    );
    const { page, dialog } = await open();
    const heard = hear(page);
    byLabel(dialog, 'Workspace').select();
    await type('beta');
    await fill(byLabel(dialog, 'Secret'), CANARY);
    await save(dialog);
    await findText(dialog, 'Failed to validate credentials');
    expect(told(dialog).join(), 'without the key itself').not.to.include(CANARY);
    expect(byLabel(dialog, 'Workspace').value).to.equal('beta');
    expect(byLabel(dialog, 'Secret').value).to.equal(CANARY);
    expect(kinds(heard)).to.deep.equal(['authorize-start', 'authorize-error']);
    expect(JSON.stringify(heard)).not.to.include(CANARY);
    expect(server.credentialsOf(NOTION)[1]!.credential).to.deep.equal(VALUES);
    await expectAccessible(dialog, ['light', 'dark', 'forced-colors']);
    broken = false;
    await save(dialog);
    await untilGone(page, 'dialog');
    await until(
      () => heard.length === 4,
      () => `heard ${kinds(heard).join()}`,
    );
    expect(updates()[1]!.credentials).to.include({ workspace: 'beta', secret: CANARY });
    expect(kinds(heard).slice(2)).to.deep.equal(['authorize-start', 'credential-change']);
    expect(domDump(document.documentElement)).not.to.include(CANARY);
  });

  it('is sent once for a double click', async () => {
    const { page, dialog } = await open();
    const heard = hear(page);
    const release = hold(server, 'POST', UPDATE);
    await doubleClick(byRole(dialog, 'button', 'Save'));
    await until(
      () => updates().length > 0,
      () => 'not sent',
    );
    await expectAccessible(dialog);
    release();
    await untilGone(page, 'dialog');
    await until(
      () => heard.length === 2,
      () => `heard ${kinds(heard).join()}`,
    );
    expect(updates()).to.have.length(1);
  });

  it('is given up by Cancel, with the focus back on the menu’s button, and begins anew', async () => {
    const { page, dialog } = await open();
    await fill(byLabel(dialog, 'Secret'), CANARY);
    byLabel(dialog, 'Workspace').select();
    await type('beta');
    await click(byRole(dialog, 'button', 'Cancel'));
    await untilGone(page, 'dialog');
    await untilFocused('Actions for Key');
    expect(domDump(document.documentElement)).not.to.include(CANARY);
    await choose(page, 'Key', 'Edit');
    const again = await findByRole(page, 'dialog', TITLE);
    expect([byLabel(again, 'Secret').value, byLabel(again, 'Workspace').value]).to.deep.equal(['', 'acme']);
    expect(updates()).to.deep.equal([]);
  });

  it('does not happen when the page takes over', async () => {
    const { page, dialog } = await open();
    page.addEventListener('datasource-authorize-start', (event) => event.preventDefault());
    await save(dialog);
    await settled();
    expect(updates()).to.deep.equal([]);
  });

  it('is of one connection at a time, each with its own values', async () => {
    server.credentialsOf(NOTION)[2]!.credential = { workspace: 'another' };
    const { page, dialog } = await open();
    await click(byRole(dialog, 'button', 'Cancel'));
    await untilGone(page, 'dialog');
    await choose(page, 'Other', 'Edit');
    const other = await findByRole(page, 'dialog', TITLE);
    expect(byLabel(other, NAME).value).to.equal('Other');
    expect(byLabel(other, 'Workspace').value).to.equal('another');
    expect(byLabel(other, 'Secret').required, 'nothing is stored').to.be.true;
  });

  it('is not disturbed when another tab moves the rows: nothing typed is lost, nor the focus', async () => {
    const { page, dialog } = await open();
    await fill(byLabel(dialog, 'Secret'), CANARY);
    for (const credential of server.credentialsOf(NOTION))
      credential.is_default = credential.name === 'Other';
    await page.currentStore!.invalidateList();
    await until(
      () => namesIn(page).join() === 'Other,Key,Main',
      () => `in the order ${namesIn(page).join()}`,
    );
    expect(nameOf(focused()!)).to.equal('Secret');
    await type('-more');
    expect(byLabel(dialog, 'Secret').value).to.equal(`${CANARY}-more`);
    await press('Enter');
    await untilGone(page, 'dialog');
    expect(updates()[0]!.credentials['secret']).to.equal(`${CANARY}-more`);
    await untilFocused('Actions for Key');
  });

  it('says so when another tab removed the connection, sends nothing and leaves the focus in the card', async () => {
    const { page, dialog } = await open();
    await fill(byLabel(dialog, 'Secret'), CANARY);
    server.credentialsOf(NOTION).splice(1, 1);
    await page.currentStore!.invalidateList();
    await findText(dialog, said('credentialGone'));
    expect(byRole(dialog, 'button', 'Save').ariaDisabled).to.equal('true');
    await expectAccessible(dialog);
    await click(byRole(dialog, 'button', 'Save'));
    await settled();
    expect(updates()).to.deep.equal([]);
    await click(byRole(dialog, 'button', 'Cancel'));
    await untilGone(page, 'dialog');
    await settled();
    await untilFocused('Configure Notion');
    expect(domDump(document.documentElement)).not.to.include(CANARY);
  });

  it('shows again what is stored, and not what was typed, when the page was left and comes back', async () => {
    const { page, dialog } = await open();
    await fill(byLabel(dialog, 'Secret'), CANARY);
    byLabel(dialog, 'Workspace').select();
    await type('beta');
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(domDump(document.documentElement)).not.to.include(CANARY);
    expect(byLabel(dialog, NAME).value).to.equal('Key');
    expect(byLabel(dialog, 'Workspace').value).to.equal('acme');
    expect(byLabel(dialog, 'Depth').value).to.equal('3');
    expect(await saved(page, dialog)).to.deep.equal({
      workspace: 'acme',
      secret: HIDDEN,
      region: 'eu',
      archived: true,
      depth: 3,
      plugin_internal: HIDDEN,
    });
  });

  describe('of a row by itself', () => {
    it('opens the dialog too and gives the focus back', async () => {
      const { page, dialog } = await open(
        html`<datasource-credential provider=${NOTION} credential-id="credential-2"></datasource-credential>`,
      );
      const heard = hear(page);
      await fill(byLabel(dialog, 'Secret'), 'new');
      await press('Enter');
      await untilGone(page, 'dialog');
      await untilFocused('Actions for Key');
      await until(
        () => heard.length === 2,
        () => `heard ${kinds(heard).join()}`,
      );
      expect(kinds(heard)).to.deep.equal(['authorize-start', 'credential-change']);
    });
  });

  it('ends once when its card is gone by the time of the answer', async () => {
    const { page, dialog } = await open();
    const heard = hear(page);
    server.intercept(({ path }) => {
      if (UPDATE.test(path)) queueMicrotask(() => page.querySelector('datasource-card')?.remove());
      return undefined;
    });
    await save(dialog);
    await until(
      () => heard.length === 2,
      () => `heard ${kinds(heard).join()}`,
    );
    await settled();
    expect(kinds(heard), 'it was given up with its dialog').to.deep.equal([
      'authorize-start',
      'authorize-cancel',
    ]);
  });

  for (const [what, credentialId] of [
    ['that the server does not list', 'gone'],
    ['of another data source', 'elsewhere'],
  ] as const) {
    it(`says so for a connection ${what}`, async () => {
      server.sources.push(new FakeServer().sources[1]!);
      server.connect('langgenius/jina_datasource/jinareader', { id: 'elsewhere', type: 'api-key' });
      const page = await mount(
        server,
        html`<api-key-dialog provider=${NOTION} credential-id=${credentialId} open></api-key-dialog>`,
      );
      const dialog = await findByRole(page, 'dialog', TITLE);
      await findText(dialog, said('credentialGone'));
      expect(allByRole(dialog, 'textbox').length).to.equal(0);
    });
  }
});
