import { ContextConsumer, ContextProvider } from '@lit/context';
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import '../../src/define.js';
import { createDatasourceStore, type DatasourceStore } from '../../src/store.js';
import { storeContext, type DatasourceContextElement } from '../../src/index.js';
import { FakeServer } from '../support/fake-server.js';
import { findButton } from '../support/find.js';
import { NOTION } from '../support/page.js';

/** As an element of somebody else's, with Lit's own package. */
class StoreReader extends LitElement {
  readonly heard: (DatasourceStore | undefined)[] = [];
  readonly consumer = new ContextConsumer(this, {
    context: storeContext,
    subscribe: true,
    callback: (store) => this.heard.push(store),
  });
  readonly once = new ContextConsumer(this, { context: storeContext });
}
customElements.define('store-reader', StoreReader);

class StoreOwner extends LitElement {
  readonly provider = new ContextProvider(this, { context: storeContext });
  protected override render() {
    return html`<slot></slot>`;
  }
}
customElements.define('store-owner', StoreOwner);

describe('the store as a context', () => {
  const storeOf = (server = new FakeServer()): DatasourceStore =>
    createDatasourceStore({ fetch: server.fetch });

  it('reaches consumers of @lit/context, and the next one those that subscribed', async () => {
    const [one, two] = [storeOf(), storeOf()];
    const page = await fixture<DatasourceContextElement>(
      html`<datasource-context .store=${one}><store-reader></store-reader></datasource-context>`,
    );
    const reader = page.querySelector<StoreReader>('store-reader')!;
    const later = document.createElement('store-reader') as StoreReader;
    page.append(later);
    await later.updateComplete;
    expect([reader.heard.at(-1), later.consumer.value, later.once.value]).to.deep.equal([one, one, one]);
    page.store = two;
    await page.updateComplete;
    expect([reader.heard.at(-1), later.consumer.value, later.once.value]).to.deep.equal([two, two, one]);
  });

  it('is told no more to a consumer that left', async () => {
    const page = await fixture<DatasourceContextElement>(
      html`<datasource-context .store=${storeOf()}><store-reader></store-reader></datasource-context>`,
    );
    const reader = page.querySelector<StoreReader>('store-reader')!;
    reader.remove();
    const told = reader.heard.length;
    page.store = storeOf();
    await page.updateComplete;
    expect(reader.heard).to.have.length(told);
  });

  it('is that of a provider further inside, as soon as there is one', async () => {
    const [outer, inner] = [storeOf(), storeOf()];
    const page = await fixture<DatasourceContextElement>(
      html`<datasource-context .store=${outer}>
        <late-owner><store-reader></store-reader></late-owner><store-reader></store-reader>
      </datasource-context>`,
    );
    const [inside, beside] = page.querySelectorAll<StoreReader>('store-reader');
    expect(inside!.heard.at(-1)).to.equal(outer);
    customElements.define('late-owner', class extends StoreOwner {});
    page.querySelector<StoreOwner>('late-owner')!.provider.setValue(inner);
    expect([inside!.heard.at(-1), beside!.heard.at(-1)]).to.deep.equal([inner, outer]);
    page.store = storeOf();
    await page.updateComplete;
    expect([inside!.heard.at(-1), beside!.heard.at(-1)]).to.deep.equal([inner, page.store]);
  });

  it('leaves events of another context alone', async () => {
    const page = await fixture<DatasourceContextElement>(
      html`<datasource-context .store=${storeOf()}><p></p></datasource-context>`,
    );
    let heard = 0;
    const listener = (): void => void heard++;
    document.addEventListener('context-request', listener);
    document.addEventListener('context-provider', listener);
    for (const type of ['context-request', 'context-provider'])
      page
        .querySelector('p')!
        .dispatchEvent(
          Object.assign(new Event(type, { bubbles: true, composed: true }), { context: 'other' }),
        );
    document.removeEventListener('context-request', listener);
    document.removeEventListener('context-provider', listener);
    expect(heard).to.equal(2);
  });

  it('is taken from a provider of @lit/context by the elements', async () => {
    const server = new FakeServer();
    const page = await fixture<StoreOwner>(
      html`<store-owner
        ><datasource-connect-button provider=${NOTION}></datasource-connect-button
      ></store-owner>`,
    );
    page.provider.setValue(storeOf(server));
    const button = document.createElement('datasource-connect-button');
    button.provider = NOTION;
    page.replaceChildren(button);
    await findButton(page, 'Connect');
    expect(server.requests.length).to.be.greaterThan(0);
  });
});
