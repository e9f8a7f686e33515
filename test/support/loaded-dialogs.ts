import '../../src/define.js';
import { html } from '@open-wc/testing';
import { FakeServer } from './fake-server.js';
import { findByRole } from './find.js';
import { mount, NOTION } from './page.js';

/** Loads what dialogs consist of, as on a page on which the user opened each of them before. */
export async function loadDialogs(): Promise<void> {
  for (const [dialog, button] of [
    [html`<api-key-dialog open provider=${NOTION}></api-key-dialog>`, 'Save'],
    [html`<oauth-client-dialog open provider=${NOTION}></oauth-client-dialog>`, 'Save only'],
  ] as const) {
    const page = await mount(new FakeServer(), dialog);
    await findByRole(page, 'button', button);
    page.remove();
  }
}

before(loadDialogs);
