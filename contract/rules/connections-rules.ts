import { LIST, ofSource } from '../api/paths.js';
import { describe, isObject, must, mustList, mustRefuse } from '../expect.js';
import type { Rule } from '../rule.js';

/** A source that no server has. */
const UNKNOWN = 'contract_check';

/** Of a secret: six characters, twelve asterisks and two more, or twenty asterisks. */
const MASK = /^(?:.{6}\*{12}.{2}|\*{20})$/;

/** Operation 3, and what it shows. */
export const CONNECTIONS_RULES: readonly Rule[] = [
  {
    id: 'connections-fields',
    operation: 3,
    sentence: 'a connection has id, name, type, is_default and credential',
    source: '1.3',
    check: async (bench) => {
      const { id } = await (await bench.connections()).make();
      const list = mustList(await bench.api.get(ofSource((await bench.keySource()).id)));
      const made = list.filter(isObject).find((one) => one['id'] === id);
      must(made !== undefined, 'a new connection is not in the list');
      must(typeof made['name'] === 'string', 'no text in "name"');
      must(made['type'] === 'api-key', 'the "type" of an API key is not "api-key"');
      must(typeof made['is_default'] === 'boolean', '"is_default" is neither true nor false');
      must(isObject(made['credential']), 'no object in "credential"');
    },
  },
  {
    id: 'connections-of-unknown-source',
    operation: 3,
    sentence: 'an unknown source has an empty list',
    source: '1.2',
    check: async ({ api }) => {
      const list = mustList(await api.get(ofSource(`${UNKNOWN}/${UNKNOWN}/${UNKNOWN}`)));
      must(list.length === 0, `it has ${list.length} connections`);
    },
  },
  {
    id: 'malformed-id',
    operation: 3,
    sentence: 'a malformed id: 400 "Invalid plugin id …"',
    source: '1.1',
    check: async ({ api }) => {
      for (const id of [`${UNKNOWN}/${UNKNOWN}`, `${UNKNOWN}/Upper/case`])
        mustRefuse(await api.get(ofSource(id)), 400, 'Invalid plugin id');
    },
  },
  {
    id: 'short-id',
    operation: 3,
    sentence: 'one word is an id, too',
    source: '1.1',
    check: async ({ api }) => void mustList(await api.get(ofSource(UNKNOWN))),
  },
  {
    id: 'encoded-slashes',
    operation: 3,
    sentence: 'an id with encoded slashes is not accepted',
    source: '1.1',
    check: async (bench) => {
      const answer = await bench.api.get(ofSource(encodeURIComponent((await bench.keySource()).id)));
      must(answer.status >= 400 && answer.status < 500, `${describe(answer)}, and no refusal`);
    },
  },
  {
    id: 'one-default',
    operation: 3,
    sentence: 'exactly one connection is the default',
    source: '1.6',
    check: async (bench) => {
      const connections = await bench.connections();
      for (let count = 1; count <= 2; count += 1) {
        await connections.make();
        const { length } = (await connections.list()).filter((one) => one.is_default === true);
        must(length === 1, `${length} are`);
      }
    },
  },
  {
    id: 'secrets-masked',
    operation: 3,
    sentence: 'secrets are masked, here and in the list',
    source: '1.6',
    check: async (bench) => {
      const { field, value } = await bench.secret();
      const made = await (await bench.connections()).make();
      const mask = made.credential[field];
      must(typeof mask === 'string' && MASK.test(mask), `"${field}" is no mask of the usual form`);
      for (const path of [ofSource((await bench.keySource()).id), LIST]) {
        const { body } = await bench.api.get(path);
        must(!JSON.stringify(body).includes(value), `the secret of "${field}" is in an answer`);
      }
    },
  },
];
