import { expect, html } from '@open-wc/testing';
import { click, press, type } from '../support/driver.js';
import { FakeServer } from '../support/fake-server.js';
import { byLabel, findButton, findByRole, untilGone } from '../support/find.js';
import { mount } from '../support/page.js';
import '../../src/define.js';

describe('what is typed into a dialog', () => {
  for (const [button, label] of [
    ['Add API Key', /^Integration Secret/],
    ['OAuth Client Settings', /^Client ID/],
  ] as const) {
    it(`stays in it, and in no event of the browser that the page hears: ${button}`, async () => {
      const heard: string[] = [];
      const hear = (event: Event): void => void heard.push(`${event.type} ${(event as InputEvent).data}`);
      const server = new FakeServer();
      server.sources = server.sources.slice(0, 1);
      const page = await mount(server, html`<datasource-list></datasource-list>`);
      await click(await findButton(page, 'Configure Notion'));
      await click(await findButton(page, button));
      await findByRole(page, 'dialog');
      if (button === 'OAuth Client Settings') await click(await findByRole(page, 'radio', 'Custom'));
      byLabel(page, label).focus();
      for (const name of ['beforeinput', 'input']) document.addEventListener(name, hear);
      try {
        await type('xyz');
        expect((byLabel(page, label) as HTMLInputElement).value).to.equal('xyz');
        expect(heard).to.deep.equal([]);
      } finally {
        for (const name of ['beforeinput', 'input']) document.removeEventListener(name, hear);
      }
      await press('Escape');
      await press('Escape');
      await untilGone(page, 'dialog');
    });
  }
});
