import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import { click } from '../support/driver.js';
import { FakeServer, wireSource } from '../support/fake-server.js';
import { byLabel, byRole, findButton, findByRole, findText, until } from '../support/find.js';
import '../support/loaded-dialogs.js';
import { fill, hear, mount, NOTION, requestsTo, said } from '../support/page.js';
import { FakeWindows } from '../support/windows.js';

describe('repairing a connection whose OAuth client is gone', () => {
  let server: FakeServer;
  let windows: FakeWindows;

  beforeEach(() => {
    server = new FakeServer();
    const source = wireSource();
    Object.assign(source['oauth_schema'] as object, { is_system_oauth_params_exists: false });
    server.sources = [source];
    server.connect(NOTION, { name: 'Team' });
    windows = new FakeWindows();
  });
  afterEach(() => windows.restore());

  const WAYS: Record<string, [TemplateResult, (page: HTMLElement) => Promise<void>]> = {
    'the row': [
      html`<datasource-card provider=${NOTION}></datasource-card>`,
      async (page) => {
        await click(await findButton(page, 'Actions for Team'));
        await click(await findByRole(page, 'menuitem', 'Setup OAuth Client'));
      },
    ],
    'the OAuth button': [
      html`<datasource-oauth-button
        credential-id="credential-1"
        provider=${NOTION}
      ></datasource-oauth-button>`,
      async (page) => click(await findButton(page, 'Setup OAuth Client')),
    ],
    'the connect button': [
      html`<datasource-connect-button
        credential-id="credential-1"
        provider=${NOTION}
      ></datasource-connect-button>`,
      async (page) => click(await findButton(page, 'Setup OAuth Client')),
    ],
  };
  for (const [where, [content, open]] of Object.entries(WAYS))
    it(`sets one up and authorizes that connection again, and adds no second one: ${where}`, async () => {
      const page = await mount(server, content);
      const heard = hear(page);
      await open(page);
      await findByRole(page, 'dialog', 'OAuth Client Settings');
      await fill(byLabel(page, /^Client ID/), 'an-id');
      await click(byRole(page, 'button', 'Save and Authorize'));
      await findText(page, said('waitingTitle', { source: 'Notion' }));
      expect(windows.opened).to.have.length(1);
      const [request] = requestsTo(server, 'GET', /get-authorization-url$/);
      expect(request!.query.get('credential_id')).to.equal('credential-1');
      await click(byRole(page, 'button', 'I have finished'));
      const changes = (): unknown[] =>
        heard
          .filter(({ type }) => type === 'datasource-credential-change')
          .map(({ detail }) => [detail.action, detail.credential.id]);
      await until(
        () => changes().length > 0,
        () => 'not told',
      );
      expect(changes()).to.deep.equal([['reauthorized', 'credential-1']]);
    });
});
