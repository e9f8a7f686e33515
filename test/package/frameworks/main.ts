import '../../../src/define.js';
import { DatasourceAuthorizedEvent } from '../../../src/events/events.js';
import type { Show, Shown } from './page.js';
import { showByPreact } from './preact.js';
import { showByReact } from './react.js';
import { showBySolid } from './solid.js';
import { showBySvelte } from './svelte.js';
import { showByVue } from './vue.js';

const FRAMEWORKS: Record<string, Show> = {
  react: showByReact,
  preact: showByPreact,
  solid: showBySolid,
  vue: showByVue,
  svelte: showBySvelte,
};

/** What the elements have of what a framework was told to show. */
export interface Found {
  readonly labels: unknown;
  readonly pluginId: string;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  readonly heard: number;
}

/** Shows a button by a framework, with both switches on and then off, and has the event happen on it each time. */
async function showBy(framework: string): Promise<Found[]> {
  const root = document.body.appendChild(document.createElement('div'));
  const found: Found[] = [];
  for (const on of [true, false]) {
    let heard = 0;
    const shown: Shown = {
      readOnly: on,
      disabled: on,
      labels: { addOAuth: framework },
      heard: ({ detail }) => (heard += detail.pluginId === 'acme/notes' ? 1 : 0),
    };
    FRAMEWORKS[framework]?.(root, shown);
    const context = root.querySelector('datasource-context');
    const button = root.querySelector('datasource-oauth-button');
    if (!context || !button) throw new Error(`${framework} shows nothing.`);
    await button.updateComplete;
    button.dispatchEvent(
      new DatasourceAuthorizedEvent({
        pluginId: 'acme/notes',
        provider: 'notes',
        credential: { id: 'c1', name: 'Team', type: 'oauth2' },
        method: 'oauth2',
        reauthorized: false,
        confirmed: true,
      }),
    );
    const { pluginId, readOnly, disabled } = button;
    found.push({ labels: context.labels, pluginId, readOnly, disabled, heard });
  }
  return found;
}

Object.assign(globalThis, { showBy });
