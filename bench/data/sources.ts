import type { DatasourceAuth, DatasourceCredential, FormField, OAuthSchema } from '../../src/api/types.js';

const FIRST = [
  'Quiet',
  'Bright',
  'Northern',
  'Open',
  'Swift',
  'Amber',
  'Cobalt',
  'Granite',
  'Silver',
  'Lunar',
];
const SECOND = [
  'Drive',
  'Notes',
  'Reader',
  'Archive',
  'Wiki',
  'Crawler',
  'Vault',
  'Board',
  'Library',
  'Forms',
];
const PEOPLE = ['Acme Research', 'Mina Okafor', 'Data Office', 'Jonas Lind', 'Field Team', 'Support Desk'];

const VENDORS = ['langgenius', 'acme', 'globex', 'initech', 'umbra', 'hooli', 'stark'];

/** Which pictures there are; see `icon.ts`. */
const ICONS = 50;

/**
 * What a server with `count` data sources would list; the same each time. With 0 to 3 connections each, of both kinds,
 * and a number in each label that no other one has.
 */
export function sources(count: number): DatasourceAuth[] {
  return Array.from({ length: count }, (_, index) => source(index));
}

/** One of them with another label, and everything else as it was: the same objects. */
export function relabelled(before: DatasourceAuth, label: string): DatasourceAuth {
  return { ...before, label: { ...before.label, en_US: label } };
}

/** Data source number `index`. */
export function source(index: number): DatasourceAuth {
  const name = `${pick(SECOND, index).toLowerCase()}-${index}`;
  const first = pick(FIRST, Math.floor(index / 10) + index);
  const title = `${first} ${pick(SECOND, index)} ${index}`;
  const vendor = pick(VENDORS, index);
  const plugin = `${vendor}/${name}`;
  const way = index % 3;
  return {
    author: vendor,
    provider: name,
    plugin_id: plugin,
    plugin_unique_identifier: `${plugin}:0.1.${index % 10}@${hash(index)}`,
    // Some have a bare file name, for which a letter is shown.
    icon: index % 8 === 7 ? 'icon.svg' : `/icons/${index % ICONS}.png`,
    name,
    label: { en_US: title, zh_Hans: `${title} 数据源` },
    description: {
      en_US: `Imports pages and files of ${title} into a knowledge base, and keeps them up to date.`,
      zh_Hans: `从 ${title} 导入页面和文件。`,
    },
    credential_schema: way === 0 ? [] : [secret('api_key', 'API key')],
    oauth_schema: way === 1 ? null : oauth(plugin, name),
    credentials_list: Array.from({ length: index % 4 }, (_, at) => credential(index, at, way)),
  };
}

function credential(index: number, at: number, way: number): DatasourceCredential {
  const isKey = way === 1 || (way === 2 && at % 2 === 1);
  const person = pick(PEOPLE, index + at);
  return {
    id: `${hash(index)}-${at}`,
    // In the order in which they are shown.
    name: isKey ? `${at + 1} key of ${person}` : `${at + 1} ${person}`,
    type: isKey ? 'api-key' : 'oauth2',
    is_default: at === 0,
    avatar_url: !isKey && (index + at) % 3 === 0 ? `/icons/${(index + at) % ICONS}.png` : 'default',
    credential: isKey ? { api_key: 'sk-********42' } : { access_token: '********' },
    ...(index % 5 === 0 && { visibility: at % 2 ? 'only_me' : 'all_team_members' }),
  };
}

function oauth(plugin: string, name: string): OAuthSchema {
  return {
    client_schema: [secret('client_id', 'Client ID'), secret('client_secret', 'Client secret')],
    credentials_schema: [secret('access_token', 'Access token')],
    oauth_custom_client_params: {},
    is_oauth_custom_client_enabled: false,
    is_system_oauth_params_exists: true,
    redirect_uri: `http://127.0.0.1/console/api/oauth/plugin/${plugin}/${name}/datasource/callback`,
  };
}

function secret(name: string, label: string): FormField {
  return {
    name,
    type: 'secret-input',
    required: true,
    default: null,
    options: [],
    label: { en_US: label },
    help: { en_US: `Where to get the ${label}` },
    placeholder: { en_US: `Enter the ${label}` },
    url: 'https://example.com/keys',
  };
}

function pick(words: readonly string[], index: number): string {
  return words[index % words.length] as string;
}

/** Something that looks like an id. */
function hash(index: number): string {
  return (Math.imul(index + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
}
