import type { Bench } from '../../bench/bench.js';
import type { Tab } from '../../bench/engines/engine.js';
import type { PageOptions } from '../../bench/pages/options.js';
import { errorWith } from '../../bench/world/faults/actions.js';
import { LIST } from './everything.js';
import { allow, NOTION, sees } from './flow.js';
import { toFront } from './front.js';

const JINA = 'langgenius/jina_datasource/jinareader';
const CARD = 'datasource-card';

/**
 * Leads a user through the settings page and every state of its elements: loading, an error, the list, search, menus,
 * dialogs with mistakes and refusals, renaming, removing and undoing, an authorization in another window, one that is
 * given up, one by a form field.
 *
 * @returns the texts of the page at each step, to be compared.
 */
export async function walk(bench: Bench, options: PageOptions = {}): Promise<string[]> {
  const steps: string[] = [];
  const at = async (tab: Tab, text: string): Promise<void> => {
    await sees(tab, text);
    steps.push(text);
  };
  await lookAtList(bench, options, at);
  await useKeys(bench, options, at);
  await manage(bench, options, at);
  await authorize(bench, options, at);
  await chooseInForm(bench, options, at);
  return steps;
}

type At = (tab: Tab, text: string) => Promise<void>;

async function openList(bench: Bench, options: PageOptions): Promise<Tab> {
  const tab = await bench.open('list', { account: 'anne', ...options });
  await toFront(tab);
  return tab;
}

/** What a tab has seen is lost with it. */
async function leave(bench: Bench, tab: Tab): Promise<void> {
  await bench.assertQuiet();
  await tab.close();
}

async function lookAtList(bench: Bench, options: PageOptions, at: At): Promise<void> {
  const { faults } = bench.world;
  const gate = faults.hold(LIST);
  const tab = await openList(bench, options);
  await at(tab, 'Loading data sources…');
  faults.on(LIST, errorWith(403, 'forbidden', 'Ask your administrator.'), { times: 1 });
  gate.release();
  faults.clear();
  await sees(tab, 'Notion');
  await at(tab, 'Jina Reader');
  await tab.click('datasource-list >>> #search');
  await tab.type('jina');
  await at(tab, '1 of 4 data sources');
  await leave(bench, tab);
  faults.on(LIST, errorWith(403, 'forbidden', 'Ask your administrator.'));
  const refused = await openList(bench, options);
  await at(refused, 'Ask your administrator.');
  faults.clear();
  await refused.click('text=Retry');
  await sees(refused, 'Notion');
  await leave(bench, refused);
}

async function useKeys(bench: Bench, options: PageOptions, at: At): Promise<void> {
  const tab = await openList(bench, options);
  await sees(tab, 'Notion');
  await tab.click(`${CARD} >>> #configure`);
  await at(tab, 'Add API Key');
  await tab.click('text=Add API Key');
  await at(tab, 'Integration Secret');
  await tab.click('text=Save');
  await at(tab, 'Enter a value for Integration Secret.');
  await typeSecret(tab, 'invalid');
  await tab.click('text=Save');
  await at(tab, 'The key was refused.');
  await tab.click('text=Show Integration Secret');
  bench.world.console.settings.validate = () => undefined;
  await tab.click('text=Save');
  await at(tab, 'API KEY 1');
  await leave(bench, tab);
}

async function typeSecret(tab: Tab, text: string): Promise<void> {
  await tab.click('.secret input');
  await tab.type(text);
}

async function manage(bench: Bench, options: PageOptions, at: At): Promise<void> {
  bench.world.console.connect(JINA, { name: 'Readers' });
  const tab = await openList(bench, options);
  await sees(tab, 'Readers');
  const choose = async (action: string): Promise<void> => {
    await tab.click('text=Actions for Readers');
    await tab.click(`text=${action}`);
  };
  await choose('Rename');
  await tab.click('text=Cancel');
  await choose('Edit');
  await at(tab, 'API Key Authorization Configuration');
  await tab.click('text=Cancel');
  await choose('Remove');
  await at(tab, 'Remove “Readers”?');
  await tab.click('#confirm >>> text=Remove');
  await at(tab, '“Readers” was removed.');
  await tab.click('text=Undo');
  await sees(tab, 'Readers');
  await tab.evaluate(
    (id) => {
      const store = document.querySelector('datasource-context')?.currentStore;
      store?.markCredential(id, 'needs-reauthorization', 'Jina no longer takes this key.');
    },
    bench.world.console.credentialsOf(JINA)[0]?.id ?? '',
  );
  await at(tab, 'Jina no longer takes this key.');
  await leave(bench, tab);
}

async function authorize(bench: Bench, options: PageOptions, at: At): Promise<void> {
  const tab = await bench.open('element', {
    account: 'anne',
    element: 'datasource-oauth-button',
    ...options,
  });
  await toFront(tab);
  await tab.click('text=OAuth Client Settings');
  await at(tab, 'Custom');
  await tab.click('text=Cancel');
  await tab.click('text=Add OAuth');
  const popup = await bench.popup();
  await at(tab, 'Finish connecting Notion in the other window.');
  await popup.waitFor(() => document.querySelector('#sign-in'));
  await allow(popup);
  await at(tab, 'Notion is connected.');
  await toFront(tab);
  await tab.click('text=Add OAuth');
  await bench.popup();
  await tab.click('text=Cancel');
  await at(tab, 'Notion was not connected.');
  await leave(bench, tab);
}

async function chooseInForm(bench: Bench, options: PageOptions, at: At): Promise<void> {
  const tab = await bench.open('element', {
    account: 'anne',
    element: 'datasource-credential-select',
    provider: NOTION,
    form: true,
    ...options,
  });
  await at(tab, 'Add another');
  await leave(bench, tab);
  const button = await bench.open('element', {
    account: 'anne',
    element: 'datasource-connect-button',
    ...options,
  });
  await at(button, 'Connected as');
  await button.click('datasource-connect-button >>> #menu-button');
  await at(button, 'Add OAuth');
  await leave(bench, button);
}
