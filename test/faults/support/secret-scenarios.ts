import type { Bench } from '../../bench/bench.js';
import type { Tab } from '../../bench/engines/engine.js';
import type { PageOptions } from '../../bench/pages/options.js';
import { answerWith, errorWith, type FaultAction } from '../../bench/world/faults/actions.js';
import { resetConnection } from '../../bench/world/faults/byte-actions.js';
import { NOTION, sees } from './flow.js';
import { toFront } from './front.js';

/** Something that users do with a secret, at whose end no dialog is open. */
export interface SecretScenario {
  readonly what: string;
  /** @returns the page, still open. */
  readonly run: (bench: Bench, secret: string) => Promise<Tab>;
}

const SAVING = { method: 'POST', path: /\/auth\/plugin\/datasource\/langgenius\/notion/ };
const FIELD = '.secret input';

/** Opens the dialog for a key and types the secret. */
async function typed(bench: Bench, secret: string, options: PageOptions = {}): Promise<Tab> {
  const tab = await bench.open('element', {
    account: 'anne',
    element: 'datasource-api-key-button',
    preludes: ['loud-console'],
    ...options,
  });
  await tab.click('text=Add API Key');
  await sees(tab, 'Integration Secret');
  await tab.click(FIELD);
  await tab.type(secret);
  return tab;
}

/** Opens the settings of the OAuth client and types the secret as the client's. */
async function typedClient(bench: Bench, secret: string): Promise<Tab> {
  const tab = await bench.open('element', {
    account: 'anne',
    element: 'datasource-oauth-button',
    preludes: ['loud-console'],
  });
  await tab.click('text=OAuth Client Settings');
  await tab.click('text=Custom');
  await tab.click('#field-0');
  await tab.type('client-of-the-test');
  await tab.click('#field-1');
  await tab.type(secret);
  return tab;
}

export function untilClosed(tab: Tab): Promise<void> {
  return tab.waitFor(() => {
    const hasOpen = (root: ParentNode): boolean =>
      [...root.querySelectorAll('*')].some(
        (element) =>
          (element instanceof HTMLDialogElement && element.open) ||
          (element.shadowRoot !== null && hasOpen(element.shadowRoot)),
      );
    return !hasOpen(document);
  });
}

/** Saves, is told that it failed, and gives up. */
function refused(what: string, action: (secret: string) => FaultAction, told: string): SecretScenario {
  return {
    what,
    run: async (bench, secret) => {
      bench.world.faults.on(SAVING, action(secret));
      // The renewal of a session does not help either.
      bench.world.faults.on({ path: /\/refresh-token$/ }, errorWith(401, 'unauthorized', 'Expired.'));
      const tab = await typed(bench, secret);
      await tab.click('text=Save');
      await sees(tab, told);
      await tab.click('text=Cancel');
      await untilClosed(tab);
      return tab;
    },
  };
}

/** Ends what was typed in some way. */
function ended(
  what: string,
  end: (tab: Tab, bench: Bench) => Promise<void>,
  options?: PageOptions,
): SecretScenario {
  return {
    what,
    run: async (bench, secret) => {
      const tab = await typed(bench, secret, options);
      await end(tab, bench);
      await untilClosed(tab);
      return tab;
    },
  };
}

const remove = (tab: Tab): Promise<void> =>
  tab.evaluate(() => document.querySelector('datasource-api-key-button')?.remove());

export const SECRET_SCENARIOS: readonly SecretScenario[] = [
  ended('saved by the button', (tab) => tab.click('text=Save')),
  ended('saved by Enter', (tab) => tab.press('Enter')),
  ended('shown, and saved', async (tab) => {
    await tab.click('text=Show Integration Secret');
    await tab.click('text=Save');
  }),
  ended('given up by Cancel', (tab) => tab.click('text=Cancel')),
  ended('given up by the cross', (tab) => tab.click('text=Close')),
  ended('given up by Escape', async (tab) => {
    await tab.press('Escape');
    await sees(tab, 'Press Escape again');
    await tab.press('Escape');
  }),
  ended('taken off the page while it was typed', remove),
  ended('taken off the page while it was sent', async (tab, { world }) => {
    const gate = world.faults.holdAnswer(SAVING);
    await tab.click('text=Save');
    await world.host.log.waitFor(SAVING);
    await remove(tab);
    gate.release();
  }),
  ended('closed by the page while it was sent', async (tab, { world }) => {
    const gate = world.faults.hold(SAVING);
    await tab.click('text=Save');
    await world.host.log.waitFor(SAVING);
    await tab.click('text=Cancel');
    gate.release();
  }),
  ended(
    'saved in a form of the page, which is submitted',
    async (tab) => {
      await tab.click('text=Save');
      await untilClosed(tab);
      await tab.click('text=Submit');
      await tab.waitFor(() => location.pathname === '/submitted');
      await tab.back();
      await tab.waitFor(() => (window as { ready?: boolean }).ready);
    },
    { form: true },
  ),
  ended('left behind by a page that was left', async (tab, { world }) => {
    await tab.goto(world.url('blank'));
    await tab.back();
    await tab.waitFor(() => (window as { ready?: boolean }).ready);
    await tab.evaluate(() => {
      // It may come from the browser's memory as it was left.
      document.querySelector('datasource-api-key-button')?.remove();
    });
  }),
  refused('refused', () => errorWith(400, 'invalid_param', 'The key was refused.'), 'The key was refused.'),
  refused(
    'refused by a server that repeats it',
    (secret) => errorWith(400, 'invalid_param', `The key ${secret} is wrong.`),
    'is wrong.',
  ),
  refused('refused for the role', () => errorWith(403, 'forbidden', 'You may not.'), 'You may not.'),
  refused('refused for an expired session', () => errorWith(401, 'unauthorized', 'Expired.'), 'Expired.'),
  refused(
    'answered by a page that repeats it',
    (secret) =>
      answerWith({ status: 500, headers: { 'content-type': 'text/html' }, body: `<p>${secret}</p>` }),
    'The server failed.',
  ),
  refused('lost on the way', () => resetConnection(), 'The server could not be reached.'),
  {
    what: 'changed for a connection that there is',
    run: async (bench, secret) => {
      bench.world.console.connect(NOTION, { name: 'Team', values: { integration_secret: 'an-older-one' } });
      const tab = await bench.open('list', { account: 'anne', preludes: ['loud-console'] });
      await tab.click('text=Actions for Team');
      await tab.click('text=Edit');
      await sees(tab, 'Integration Secret');
      await tab.click(FIELD);
      await tab.type(secret);
      await tab.click('text=Save');
      await untilClosed(tab);
      return tab;
    },
  },
  {
    what: 'saved as that of an OAuth client',
    run: async (bench, secret) => {
      const tab = await typedClient(bench, secret);
      await tab.click('text=Save only');
      await untilClosed(tab);
      return tab;
    },
  },
  {
    what: 'saved as that of an OAuth client, which is used at once',
    run: async (bench, secret) => {
      const tab = await typedClient(bench, secret);
      await toFront(tab);
      await tab.click('text=Save and Authorize');
      await bench.popup();
      await tab.click('text=Cancel');
      await sees(tab, 'Notion was not connected.');
      return tab;
    },
  },
];
