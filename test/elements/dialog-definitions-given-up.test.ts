import { expect, html } from '@open-wc/testing';
import { defineDialog, definitionOf } from '../../src/internal/dialogs.js';
import { click } from '../support/driver.js';
import { FakeServer, jinaSource } from '../support/fake-server.js';
import { allByRole, findButton, findByRole, findText, until } from '../support/find.js';
import { JINA, mount, settled } from '../support/mounting.js';

const pending: { resolve: (part: unknown) => void; reject: (reason: Error) => void }[] = [];
// The first word counts.
defineDialog('api-key', () => new Promise((resolve, reject) => pending.push({ resolve, reject })));
await import('../../src/elements/datasource-connect-button/define.js');
await import('../../src/elements/datasource-context/define.js');

/** In one page and in this order: what is defined stays defined. */
describe('a dialog that is defined in the page’s own way', () => {
  let page: HTMLElement;

  beforeEach(async () => {
    const server = new FakeServer();
    server.sources = [jinaSource()];
    page = await mount(
      server,
      html`<datasource-connect-button provider=${JINA}></datasource-connect-button>`,
    );
  });

  it('is asked for in the way that was said first', async () => {
    expect(definitionOf('api-key')).not.to.equal(undefined);
    await click(await findButton(page, 'Connect'));
    expect(pending).to.have.length(1);
    await settled();
    expect(allByRole(page, 'dialog')).to.be.empty;
    pending[0]!.reject(new Error('no'));
    await findText(page, /A part of this page could not be loaded/);
  });

  it('is not told of on an element that was taken off the page meanwhile, nor does it open there', async () => {
    await click(await findButton(page, 'Connect'));
    await until(
      () => pending.length === 2,
      () => `${pending.length} loads`,
    );
    const element = page.firstElementChild!;
    element.remove();
    pending[1]!.reject(new Error('no'));
    await settled();
    page.append(element);
    await findButton(page, 'Connect');
    expect(allByRole(page, 'alert')).to.be.empty;
    // Another try, and it leaves again: then the definition comes.
    await click(await findButton(page, 'Connect'));
    element.remove();
    await import('../../src/elements/api-key-dialog/define.js');
    pending[2]!.resolve(undefined);
    await settled();
    page.append(element);
    await findButton(page, 'Connect');
    await settled();
    expect(allByRole(page, 'dialog')).to.be.empty;
    await click(await findButton(page, 'Connect'));
    await findByRole(page, 'dialog');
    expect(pending).to.have.length(3);
  });
});
