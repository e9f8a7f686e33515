import { fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import {
  createDatasourceStore,
  type DatasourceContextElement,
  type DatasourceCredentialElement,
} from '../../src/index.js';
import { click } from './driver.js';
import type { FakeServer } from './fake-server.js';
import { byRole, elementsIn, findByRole, findButton, until } from './find.js';

/** Puts elements into a context whose removals can be undone for some milliseconds. */
export async function mountWithUndoTime(
  server: FakeServer,
  content: TemplateResult,
  undoTime: number,
): Promise<DatasourceContextElement> {
  const store = createDatasourceStore({ fetch: server.fetch, undoTime });
  return fixture<DatasourceContextElement>(
    html`<datasource-context .store=${store}>${content}</datasource-context>`,
  );
}

/** The rows of connections below a node, in order. */
export const rowsIn = (root: Node): DatasourceCredentialElement[] =>
  [...elementsIn(root)].filter(
    (element): element is DatasourceCredentialElement => element.localName === 'datasource-credential',
  );

/** The row of one connection, as soon as it is there. */
export async function findRow(root: Node, id: string): Promise<DatasourceCredentialElement> {
  const found = (): DatasourceCredentialElement | undefined =>
    rowsIn(root).find(({ credentialId }) => credentialId === id);
  await until(
    () => found()?.shadowRoot?.querySelector('.row'),
    () => `no row of ${id}`,
    root,
  );
  return found()!;
}

/** Opens the menu of a connection with the mouse. */
export async function openRowMenu(root: Node, name: string): Promise<HTMLElement> {
  const label = `Actions for ${name}`;
  await click(await findButton(root, label));
  const menu = await findByRole(root, 'menu', label);
  await until(
    () => menu.querySelector('[role=menuitem]:focus'),
    () => 'no item has the focus',
    root,
  );
  return menu;
}

/** Chooses something in the menu of a connection with the mouse. */
export async function choose(root: Node, name: string, action: string): Promise<void> {
  await click(byRole(await openRowMenu(root, name), 'menuitem', action));
}

/** The names of the connections, in the order in which they are shown. */
export const namesIn = (root: Node): string[] =>
  rowsIn(root).map((row) => row.shadowRoot?.querySelector('[part=name]')?.textContent ?? '');
