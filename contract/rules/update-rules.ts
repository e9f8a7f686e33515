import { ofSource } from '../api/paths.js';
import { must, mustRefuse, mustSucceed } from '../expect.js';
import type { Rule } from '../rule.js';
import type { Workbench } from '../workbench.js';
import { HIDDEN, NAME_TAKEN, NO_ID } from './words.js';

/** A field that no source has. */
const MARK = 'contract_check';

/** Operation 5. */
export const UPDATE_RULES: readonly Rule[] = [
  {
    id: 'update-answers-201',
    operation: 5,
    sentence: '201 {"result": "success"}, and the connection has the new name',
    source: '1.2',
    check: async (bench) => {
      const { update, connections } = await tools(bench);
      const { id } = await connections.make();
      const name = connections.newName();
      mustSucceed(await update({ credential_id: id, name }), 201);
      must((await connections.find(id))?.name === name, '201, but the name is as before');
    },
  },
  {
    id: 'update-blank-name',
    operation: 5,
    sentence: 'a blank name changes nothing',
    source: '1.6',
    check: async (bench) => {
      const { update, connections } = await tools(bench);
      const { id, name } = await connections.make();
      mustSucceed(await update({ credential_id: id, name: '' }), 201);
      must((await connections.find(id))?.name === name, 'the name is another');
    },
  },
  {
    id: 'update-empty-credentials',
    operation: 5,
    sentence: 'empty credentials change nothing',
    source: '1.6',
    check: async (bench) => {
      const { update, connections } = await tools(bench);
      const { field } = await bench.secret();
      const { id } = await connections.make();
      mustSucceed(await update({ credential_id: id, credentials: {} }), 201);
      must(Boolean((await connections.find(id))?.credential[field]), `"${field}" is lost`);
    },
  },
  {
    id: 'update-keeps-hidden',
    operation: 5,
    sentence: `${HIDDEN} keeps the stored value`,
    source: '1.6',
    check: async (bench) => {
      const { update, connections } = await tools(bench);
      const { field } = await bench.secret();
      const { id } = await connections.make();
      // A source that is asked anew accepts it only if it is the stored one.
      mustSucceed(
        await update({ credential_id: id, credentials: { ...bench.values, [field]: HIDDEN } }),
        201,
      );
      must(Boolean((await connections.find(id))?.credential[field]), `"${field}" is lost`);
    },
  },
  {
    id: 'update-replaces',
    operation: 5,
    sentence: 'values that are left out are lost: it replaces, it does not merge',
    source: '1.6',
    check: async (bench) => {
      const { update, connections } = await tools(bench);
      const { field } = await bench.secret();
      const { id } = await connections.make();
      const rest = Object.entries(bench.values).filter(([name]) => name !== field);
      const answer = await update({
        credential_id: id,
        credentials: { ...Object.fromEntries(rest), [MARK]: 'x' },
      });
      // A source that needs the value shows by its refusal that it was not there any more.
      if (answer.status === 400) return mustRefuse(answer, 400, 'Failed to validate credentials');
      mustSucceed(answer, 201);
      must(!(await connections.find(id))?.credential[field], `"${field}" is still there`);
    },
  },
  {
    id: 'update-taken',
    operation: 5,
    sentence: `a name that is taken: 400 "${NAME_TAKEN}"`,
    source: '1.4',
    check: async (bench) => {
      const { update, connections } = await tools(bench);
      const { name } = await connections.make();
      const { id } = await connections.make();
      mustRefuse(await update({ credential_id: id, name }), 400, NAME_TAKEN);
    },
  },
  {
    id: 'update-of-unknown',
    operation: 5,
    sentence: 'an unknown connection: 400 "Datasource provider not found"',
    source: '1.4',
    check: async (bench) => {
      const { update, connections } = await tools(bench);
      const answer = await update({ credential_id: NO_ID, name: connections.newName() });
      mustRefuse(answer, 400, 'Datasource provider not found');
    },
  },
  {
    id: 'update-needs-id',
    operation: 5,
    sentence: 'without credential_id: 400',
    source: '1.2',
    check: async (bench) => {
      const { update, connections } = await tools(bench);
      mustRefuse(await update({ name: connections.newName() }), 400);
    },
  },
];

async function tools(bench: Workbench) {
  const connections = await bench.connections();
  const path = ofSource((await bench.keySource()).id, 'update');
  return { connections, update: (body: unknown) => bench.api.post(path, body) };
}
