import { DEFAULT_LIST, LIST } from '../api/paths.js';
import { isObject, must, mustList } from '../expect.js';
import { readSources } from '../listed.js';
import { hasOAuth } from '../own-client.js';
import { skip, type Rule } from '../rule.js';

/** The only plugins of the legacy list. */
const LEGACY = [
  'langgenius/firecrawl_datasource',
  'langgenius/notion_datasource',
  'langgenius/jina_datasource',
];

/** What a source has in text (contract 1.3). */
const TEXTS = ['author', 'provider', 'plugin_id', 'plugin_unique_identifier', 'icon', 'name'];

/** Operations 1 and 2. */
export const LIST_RULES: readonly Rule[] = [
  {
    id: 'list-fields',
    operation: 1,
    sentence: 'each source has its texts, label.en_US, fields, oauth_schema and connections',
    source: '1.3',
    check: async ({ api }) => {
      for (const source of mustList(await api.get(LIST))) {
        must(isObject(source), 'a source is no object');
        for (const field of TEXTS) must(typeof source[field] === 'string', `no text in "${field}"`);
        for (const field of ['credential_schema', 'credentials_list'])
          must(Array.isArray(source[field]), `no list in "${field}"`);
        const { label, oauth_schema: oauth } = source;
        must(isObject(label) && typeof label['en_US'] === 'string', 'no text in "label.en_US"');
        must(oauth === null || isObject(oauth), '"oauth_schema" is neither an object nor null');
      }
    },
  },
  {
    id: 'list-redirect-uri',
    operation: 1,
    sentence: "redirect_uri is absolute, and the address of the source's callback",
    source: '1.5',
    check: async (bench) => {
      const sources = (await bench.sources()).filter(hasOAuth);
      if (sources.length === 0) skip('no source can be connected by OAuth');
      for (const { id, oauth } of sources) {
        const { redirectUri } = oauth;
        must(/^https?:\/\//.test(redirectUri), `${id} has "${redirectUri}"; is CONSOLE_API_URL set?`);
        must(redirectUri.endsWith(`/oauth/plugin/${id}/datasource/callback`), `${id} has "${redirectUri}"`);
      }
    },
  },
  {
    id: 'list-has-connections',
    operation: 1,
    sentence: 'a source has the connections that operation 3 answers with',
    source: '1.2',
    check: async (bench) => {
      const connections = await bench.connections();
      const { id, name } = await connections.make();
      const source = await bench.keySource();
      const listed = (await bench.sources()).find((one) => one.id === source.id)?.connections ?? [];
      must(
        listed.some((one) => one.id === id && one.name === name),
        'a new connection is not in the list',
      );
      must(listed.length === (await connections.list()).length, 'the two lists are of different lengths');
    },
  },
  {
    id: 'default-list-is-legacy',
    operation: 2,
    sentence: 'has Firecrawl, Notion and Jina Reader alone',
    source: '1.2',
    check: async ({ api }) => {
      const other = readSources(mustList(await api.get(DEFAULT_LIST))).find(
        ({ pluginId }) => !LEGACY.includes(pluginId),
      );
      must(!other, `it has ${other?.id ?? ''}`);
    },
  },
  {
    id: 'default-list-is-complete',
    operation: 2,
    sentence: 'has each of them that the list has',
    source: '1.2',
    check: async (bench) => {
      const legacy = (await bench.sources()).filter(({ pluginId }) => LEGACY.includes(pluginId));
      if (legacy.length === 0) skip('none of the three is installed');
      const ids = readSources(mustList(await bench.api.get(DEFAULT_LIST))).map(({ id }) => id);
      for (const { id } of legacy) must(ids.includes(id), `${id} is missing`);
    },
  },
];
