import { ofSource } from '../api/paths.js';
import { must, mustRefuse, mustSucceed } from '../expect.js';
import type { Rule } from '../rule.js';
import type { Workbench } from '../workbench.js';
import { HIDDEN, NAME_TAKEN, tooLong } from './words.js';

/** Operation 4. */
export const CREATE_RULES: readonly Rule[] = [
  {
    id: 'create-succeeds',
    operation: 4,
    sentence: '200 {"result": "success"}, without an id',
    source: '1.2',
    check: async (bench) => {
      const { create, connections } = await tools(bench);
      const name = connections.newName();
      const answer = await create({ credentials: bench.values, name });
      mustSucceed(answer);
      must(!('id' in (answer.body as object)), 'the answer has an "id"');
      must(Boolean(await connections.findByName(name)), '200, but no connection of that name');
    },
  },
  {
    id: 'create-ignores-unknown-keys',
    operation: 4,
    sentence: 'keys of the body that it does not know are ignored',
    source: '1.2',
    check: async (bench) => {
      const { create, connections } = await tools(bench);
      const name = connections.newName();
      mustSucceed(await create({ credentials: bench.values, name, contract_check: true }));
    },
  },
  {
    id: 'create-name-taken',
    operation: 4,
    sentence: `a name that is taken: 400 "${NAME_TAKEN}"`,
    source: '1.4',
    check: async (bench) => {
      const { create, connections } = await tools(bench);
      const { name } = await connections.make();
      mustRefuse(await create({ credentials: bench.values, name }), 400, NAME_TAKEN);
    },
  },
  {
    id: 'create-generates-name',
    operation: 4,
    sentence: 'a blank name becomes "API KEY n"',
    source: '1.6',
    check: async (bench) => {
      const { create, connections } = await tools(bench);
      const made = await connections.madeBy(async () =>
        mustSucceed(await create({ credentials: bench.values, name: '' })),
      );
      must(made.length === 1, `${made.length} connections were made`);
      must(/^API KEY \d+$/.test(made[0]?.name ?? ''), `the name is "${made[0]?.name ?? ''}"`);
    },
  },
  {
    id: 'create-name-too-long',
    operation: 4,
    sentence: 'a name of 101 characters: 400',
    source: '1.2',
    check: async (bench) => {
      const { create, connections } = await tools(bench);
      const name = tooLong(connections.newName());
      mustRefuse(await create({ credentials: bench.values, name }), 400);
    },
  },
  {
    id: 'create-needs-credentials',
    operation: 4,
    sentence: 'without credentials: 400',
    source: '1.2',
    check: async (bench) => {
      const { create, connections } = await tools(bench);
      mustRefuse(await create({ name: connections.newName() }), 400);
    },
  },
  {
    id: 'create-refused-key',
    operation: 4,
    sentence: `${HIDDEN} is a key like any other here, so it is refused: 400`,
    source: '1.4, 1.6',
    check: async (bench) => {
      const { create, connections } = await tools(bench);
      const { field } = await bench.secret();
      const credentials = { ...bench.values, [field]: HIDDEN };
      const answer = await create({ credentials, name: connections.newName() });
      mustRefuse(answer, 400, 'Failed to validate credentials');
    },
  },
];

async function tools(bench: Workbench) {
  const connections = await bench.connections();
  await connections.prepare();
  const path = ofSource((await bench.keySource()).id);
  return { connections, create: (body: unknown) => bench.api.post(path, body) };
}
