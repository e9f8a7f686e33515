import { ofSource } from '../api/paths.js';
import { must, mustRefuse, mustSucceed } from '../expect.js';
import type { Rule } from '../rule.js';
import type { Workbench } from '../workbench.js';
import { NO_ID } from './words.js';

/** Operation 7. */
export const DEFAULT_RULES: readonly Rule[] = [
  {
    id: 'default-takes-id',
    operation: 7,
    sentence: '"id" becomes the default, and no other is: 200',
    source: '1.2',
    check: async (bench) => {
      const { makeDefault, connections } = await tools(bench);
      await connections.make();
      const { id } = await connections.make();
      mustSucceed(await makeDefault({ id }));
      const defaults = (await connections.list()).filter((one) => one.is_default === true);
      must(
        defaults.some((one) => one.id === id),
        '200, but it is not the default',
      );
      must(defaults.length === 1, `${defaults.length} are the default`);
    },
  },
  {
    id: 'default-wants-id',
    operation: 7,
    sentence: '"credential_id" in its place: 400',
    source: '1.2',
    check: async (bench) => {
      const { makeDefault, connections } = await tools(bench);
      const { id } = await connections.make();
      mustRefuse(await makeDefault({ credential_id: id }), 400);
    },
  },
  {
    id: 'default-of-unknown',
    operation: 7,
    sentence: 'an unknown connection: 400 "provider not found"',
    source: '1.4',
    check: async (bench) => {
      const { makeDefault } = await tools(bench);
      mustRefuse(await makeDefault({ id: NO_ID }), 400, 'provider not found');
    },
  },
];

async function tools(bench: Workbench) {
  const connections = await bench.connections();
  await connections.prepare();
  const path = ofSource((await bench.keySource()).id, 'default');
  return { connections, makeDefault: (body: unknown) => bench.api.post(path, body) };
}
