import { ofSource } from '../api/paths.js';
import { must, mustRefuse, mustSucceed } from '../expect.js';
import { skip, type Rule } from '../rule.js';
import type { Workbench } from '../workbench.js';
import { NO_ID } from './words.js';

/** Operation 8. */
export const DELETE_RULES: readonly Rule[] = [
  {
    id: 'delete-removes',
    operation: 8,
    sentence: '200 {"result": "success"}, and the connection is gone',
    source: '1.2',
    check: async (bench) => {
      const { remove, connections } = await tools(bench);
      const { id } = await connections.make();
      mustSucceed(await remove({ credential_id: id }));
      must(!(await connections.find(id)), '200, but it is still there');
    },
  },
  {
    id: 'delete-of-unknown',
    operation: 8,
    sentence: 'an unknown connection: 200, too',
    source: '1.2',
    check: async (bench) => {
      const { remove } = await tools(bench);
      mustSucceed(await remove({ credential_id: NO_ID }));
    },
  },
  {
    id: 'delete-needs-id',
    operation: 8,
    sentence: 'without credential_id: 400',
    source: '1.2',
    check: async (bench) => {
      const { remove } = await tools(bench);
      mustRefuse(await remove({}), 400);
    },
  },
  {
    id: 'delete-of-default',
    operation: 8,
    sentence: 'after the default one, the oldest of the others is the default',
    source: '1.6',
    check: async (bench) => {
      const { remove, connections } = await tools(bench);
      const isOthers = (await connections.list()).length > 0;
      const oldest = await connections.make();
      await connections.make();
      const newest = await connections.make();
      const path = ofSource((await bench.keySource()).id, 'default');
      if ((await bench.api.post(path, { id: newest.id })).status !== 200) skip('no default could be set');
      mustSucceed(await remove({ credential_id: newest.id }));
      const defaults = (await connections.list()).filter((one) => one.is_default === true);
      must(defaults.length === 1, `${defaults.length} are the default`);
      // Where there are connections of others, one of them is the oldest.
      must(isOthers || defaults[0]?.id === oldest.id, 'it is not the oldest');
    },
  },
];

async function tools(bench: Workbench) {
  const connections = await bench.connections();
  const path = ofSource((await bench.keySource()).id, 'delete');
  return { connections, remove: (body: unknown) => bench.api.post(path, body) };
}
