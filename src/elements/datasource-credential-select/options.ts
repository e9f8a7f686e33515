import type { DatasourceCredential } from '../../api/types.js';
import { shownText } from '../../internal/shown-text.js';
import type { Labels } from '../../locales/en.js';
import type { DatasourceStore } from '../../store/store.js';
import type { Choice } from './choice.js';

/** One line of the list. */
export interface Option {
  readonly id: string;
  readonly text: string;
}

type Text = (key: keyof Labels, values?: Record<string, string>) => string;

/** What the list shows, and of what. */
export interface OptionsInput {
  /** In order; `null` while they are not known. */
  readonly connections: readonly DatasourceCredential[] | null;
  readonly choice: Choice;
  /** Whether there is a line for no connection. */
  readonly withoutDefault: boolean;
  /** Whether there is nothing to choose. */
  readonly readOnly: boolean;
  readonly store: DatasourceStore | undefined;
  readonly text: Text;
}

/** The lines of the list; `null` while nothing is known. One stands for the choice whatever became of it. */
export function optionsOf(input: OptionsInput): readonly Option[] | null {
  const { connections, choice, withoutDefault, readOnly, store, text } = input;
  const { id, gone } = choice;
  const name = shownText(choice.name);
  if (!connections) return name ? [{ id, text: name }] : null;
  const lines: Option[] = [];
  if (withoutDefault || (!id && connections.length === 0))
    lines.push({ id: '', text: text(connections.length === 0 ? 'noConnections' : 'chooseConnection') });
  const missing = name || text('unnamedConnection');
  if (id && !choice.connection)
    lines.push({
      id,
      text: gone ? text('optionGone', { name: missing }) : name || text('connectionsNotLoaded'),
    });
  lines.push(...describe(connections, store, text));
  return readOnly ? lines.filter((line) => line.id === id) : lines;
}

/** The connections, with what tells them apart. */
function describe(
  connections: readonly DatasourceCredential[],
  store: DatasourceStore | undefined,
  text: Text,
): readonly Option[] {
  const mixed = new Set(connections.map(({ type }) => type)).size > 1;
  return connections.map((connection) => {
    const { id, name, type, is_default: isDefault, visibility } = connection;
    const broken = store?.statusOf(connection).status === 'needs-reauthorization';
    // What matters most first: a narrow field cuts the end off.
    const details = [
      broken && text('needsReauthorization'),
      isDefault && text('default'),
      mixed && typeName(type, text),
      visibility === 'only_me' && text('private'),
    ];
    return { id, text: [shownText(name), ...details].filter(Boolean).join(' · ') };
  });
}

function typeName(type: string, text: Text): string {
  return type === 'oauth2' ? text('oauth') : type === 'api-key' ? text('apiKey') : shownText(type);
}
