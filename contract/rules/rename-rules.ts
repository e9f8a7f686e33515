import { ofSource } from '../api/paths.js';
import { must, mustRefuse, mustSucceed } from '../expect.js';
import type { Rule } from '../rule.js';
import type { Workbench } from '../workbench.js';
import { NAME_TAKEN, NO_ID, tooLong } from './words.js';

/** Operation 6. */
export const RENAME_RULES: readonly Rule[] = [
  {
    id: 'rename-succeeds',
    operation: 6,
    sentence: '200 {"result": "success"}, and the connection has the new name',
    source: '1.2',
    check: async (bench) => {
      const { rename, connections } = await tools(bench);
      const { id } = await connections.make();
      const name = connections.newName();
      mustSucceed(await rename({ credential_id: id, name }));
      must((await connections.find(id))?.name === name, '200, but the name is as before');
    },
  },
  {
    id: 'rename-taken',
    operation: 6,
    sentence: `a name that is taken: 400 "${NAME_TAKEN}"`,
    source: '1.4',
    check: async (bench) => {
      const { rename, connections } = await tools(bench);
      const { name } = await connections.make();
      const { id } = await connections.make();
      mustRefuse(await rename({ credential_id: id, name }), 400, NAME_TAKEN);
    },
  },
  {
    id: 'rename-too-long',
    operation: 6,
    sentence: 'a name of 101 characters: 400',
    source: '1.2',
    check: async (bench) => {
      const { rename, connections } = await tools(bench);
      const { id } = await connections.make();
      mustRefuse(await rename({ credential_id: id, name: tooLong(connections.newName()) }), 400);
    },
  },
  {
    id: 'rename-of-unknown',
    operation: 6,
    sentence: 'an unknown connection: 400 "provider not found"',
    source: '1.4',
    check: async (bench) => {
      const { rename, connections } = await tools(bench);
      const answer = await rename({ credential_id: NO_ID, name: connections.newName() });
      mustRefuse(answer, 400, 'provider not found');
    },
  },
];

async function tools(bench: Workbench) {
  const connections = await bench.connections();
  const path = ofSource((await bench.keySource()).id, 'update-name');
  return { connections, rename: (body: unknown) => bench.api.post(path, body) };
}
