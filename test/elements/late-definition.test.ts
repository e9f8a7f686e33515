import { expect, fixture, html } from '@open-wc/testing';
// Not the context: it is defined late, as on a page whose scripts come in any order.
import '../../src/elements/datasource-card/define.js';
import { FakeServer } from '../support/fake-server.js';
import { findByRole, textOf } from '../support/find.js';
import { listReads, NOTION, said, settled } from '../support/page.js';

describe('a context that is defined after its elements', () => {
  it('is waited for, and keeps what was set on it before', async () => {
    expect(customElements.get('datasource-context')).to.be.undefined;
    const server = new FakeServer();
    const page = await fixture(
      html`<div>
        <datasource-context .fetch=${server.fetch}
          ><datasource-card provider=${NOTION}></datasource-card
        ></datasource-context>
      </div>`,
    );
    await settled();
    expect(textOf(page), 'waits').to.equal(said('loadingSources'));
    expect(server.requests).to.be.empty;
    // An element that comes while the context is still unknown, and one that leaves again.
    const context = page.querySelector('datasource-context')!;
    const late = Object.assign(document.createElement('datasource-card'), { provider: NOTION });
    const gone = Object.assign(document.createElement('datasource-card'), { provider: NOTION });
    context.append(late, gone);
    await settled();
    gone.remove();
    await import('../../src/elements/datasource-context/define.js');
    await findByRole(late, 'article', 'Notion');
    await findByRole(page.querySelector('datasource-card')!, 'article', 'Notion');
    expect(listReads(server)).to.equal(1);
    expect(textOf(gone)).to.equal(said('loadingSources'));
  });
});
