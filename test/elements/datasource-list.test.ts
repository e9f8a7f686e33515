import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/define.js';
import { FakeServer } from '../support/fake-server.js';

describe('datasource-list', () => {
  it('shows a card for each data source', async () => {
    const server = new FakeServer();
    const context = await fixture(
      html`<datasource-context .fetch=${server.fetch}
        ><datasource-list></datasource-list
      ></datasource-context>`,
    );
    const list = context.querySelector('datasource-list')!;
    await waitUntil(() => list.shadowRoot!.querySelectorAll('datasource-card').length === 2);
    const card = list.shadowRoot!.querySelector('datasource-card')!;
    await waitUntil(() => card.shadowRoot?.textContent?.includes('Notion'));
    await expect(list).to.be.accessible();
  });
});
