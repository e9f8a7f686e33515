import { ofSource } from '../api/paths.js';
import { must, mustRefuse, mustSucceed } from '../expect.js';
import type { ListedOAuth } from '../listed.js';
import type { Rule } from '../rule.js';
import { HIDDEN } from './words.js';

/** Operations 9 and 10. */
export const CLIENT_RULES: readonly Rule[] = [
  {
    id: 'client-saved',
    operation: 9,
    sentence: '200 {"result": "success"}, and the client is listed and enabled',
    source: '1.2',
    check: async ({ ownClient }) => {
      const { id, oauth } = await ownClient.source();
      const values = ownClient.valuesFor(oauth);
      mustSucceed(await ownClient.save(id, { client_params: values, enable_oauth_custom_client: true }));
      const { ownClient: listed, isOwnClientEnabled } = await ownClient.listed(id);
      for (const name of Object.keys(values)) must(name in listed, `"${name}" is not listed`);
      must(isOwnClientEnabled, 'it is not enabled');
    },
  },
  {
    id: 'client-masked',
    operation: 9,
    sentence: 'the secrets of the client are listed masked',
    source: '1.6',
    check: async ({ ownClient }) => {
      const { id, oauth } = await ownClient.enable();
      const { ownClient: listed } = await ownClient.listed(id);
      for (const name of secretsOf(oauth)) {
        const mask = String(listed[name] ?? '');
        must(/^.{0,2}\*+.{0,2}$/.test(mask), `"${name}" is no mask of the usual form`);
      }
    },
  },
  {
    id: 'client-keeps-hidden',
    operation: 9,
    sentence: `${HIDDEN} keeps the stored value`,
    source: '1.6',
    check: async ({ ownClient }) => {
      const { id, oauth } = await ownClient.enable();
      const before = (await ownClient.listed(id)).ownClient;
      const hidden = Object.fromEntries(secretsOf(oauth).map((name) => [name, HIDDEN]));
      const values = { ...ownClient.valuesFor(oauth), ...hidden };
      mustSucceed(await ownClient.save(id, { client_params: values, enable_oauth_custom_client: true }));
      const after = (await ownClient.listed(id)).ownClient;
      for (const name of secretsOf(oauth)) must(after[name] === before[name], `"${name}" is another`);
    },
  },
  {
    id: 'client-wiped',
    operation: 9,
    sentence: 'without client_params: 200, and the stored ones are gone',
    source: '1.6',
    check: async ({ ownClient }) => {
      const { id } = await ownClient.enable();
      mustSucceed(await ownClient.save(id, { enable_oauth_custom_client: true }));
      const left = Object.keys((await ownClient.listed(id)).ownClient);
      must(left.length === 0, `there is still "${left.join('", "')}"`);
    },
  },
  {
    id: 'client-disabled',
    operation: 9,
    sentence: 'without enable_oauth_custom_client: 200, and the client is off',
    source: '1.6',
    check: async ({ ownClient }) => {
      const { id, oauth } = await ownClient.enable();
      mustSucceed(await ownClient.save(id, { client_params: ownClient.valuesFor(oauth) }));
      must(!(await ownClient.listed(id)).isOwnClientEnabled, 'it is still enabled');
    },
  },
  {
    id: 'client-of-key-source',
    operation: 9,
    sentence: 'a source without OAuth: 400 "Datasource provider oauth schema not found"',
    source: '1.4',
    check: async (bench) => {
      const { id } = await bench.sourceWithoutOAuth();
      const body = { client_params: {}, enable_oauth_custom_client: false };
      const answer = await bench.api.post(ofSource(id, 'custom-client'), body);
      mustRefuse(answer, 400, 'Datasource provider oauth schema not found');
    },
  },
  {
    id: 'client-removed',
    operation: 10,
    sentence: '200 {"result": "success"}, and no client is listed',
    source: '1.2',
    check: async ({ api, ownClient }) => {
      const { id } = await ownClient.enable();
      mustSucceed(await api.delete(ofSource(id, 'custom-client')));
      const { ownClient: listed, isOwnClientEnabled } = await ownClient.listed(id);
      must(Object.keys(listed).length === 0, 'its values are still listed');
      must(!isOwnClientEnabled, 'it is still enabled');
    },
  },
];

const secretsOf = ({ clientFields }: ListedOAuth): string[] =>
  clientFields.filter(({ type }) => type === 'secret-input').map(({ name }) => name);
