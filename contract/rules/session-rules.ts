import { authorizationUrlOf, LIST, ofSource } from '../api/paths.js';
import { isObject, must, mustRefuse } from '../expect.js';
import { skip, type Rule } from '../rule.js';

/** Who is let in (contract 1.5), and how an error looks (1.4). */
export const SESSION_RULES: readonly Rule[] = [
  {
    id: 'list-needs-session',
    operation: 1,
    sentence: 'without a session: 401',
    source: '1.5',
    check: async ({ api }) => mustRefuse(await api.get(LIST, { as: 'nobody' }), 401),
  },
  {
    id: 'list-needs-csrf',
    operation: 1,
    sentence: 'without the header X-CSRF-Token: 401, although it is a GET',
    source: '1.5',
    check: async ({ api }) => mustRefuse(await api.get(LIST, { as: 'member-without-csrf' }), 401),
  },
  {
    id: 'list-compares-csrf',
    operation: 1,
    sentence: 'with another X-CSRF-Token than the cookie: 401',
    source: '1.5',
    check: async ({ api }) => mustRefuse(await api.get(LIST, { as: 'member-with-wrong-csrf' }), 401),
  },
  {
    id: 'connections-need-session',
    operation: 3,
    sentence: 'without a session: 401',
    source: '1.5',
    check: async (bench) =>
      mustRefuse(await bench.api.get(ofSource((await bench.keySource()).id), { as: 'nobody' }), 401),
  },
  {
    id: 'create-needs-csrf',
    operation: 4,
    sentence: 'without the header X-CSRF-Token: 401, and nothing is made',
    source: '1.5',
    check: async (bench) => {
      const connections = await bench.connections();
      await connections.prepare();
      const name = connections.newName();
      const path = ofSource((await bench.keySource()).id);
      const answer = await bench.api.post(
        path,
        { credentials: bench.values, name },
        { as: 'member-without-csrf' },
      );
      mustRefuse(answer, 401);
      must(!(await connections.findByName(name)), '401, but the connection was made');
    },
  },
  {
    id: 'authorization-url-needs-session',
    operation: 11,
    sentence: 'without a session: 401',
    source: '1.5',
    check: async (bench) => {
      const source = (await bench.sources()).find(({ oauth }) => oauth !== null);
      if (!source) skip('no source can be connected by OAuth');
      mustRefuse(await bench.api.get(authorizationUrlOf(source.id), { as: 'nobody' }), 401);
    },
  },
  {
    id: 'error-body',
    operation: 3,
    sentence: 'an error is {code, message, status}, with the status of the answer',
    source: '1.4',
    check: async ({ api }) => {
      const answers = [await api.get(ofSource('x/y')), await api.get(ofSource('x'), { as: 'nobody' })];
      const errors = answers.filter(({ status }) => status >= 400);
      if (errors.length === 0) skip('there was no error');
      for (const answer of errors) {
        must(isObject(answer.body), `${answer.status} without a JSON object in the body`);
        const { code, message, status } = answer.body;
        must(typeof code === 'string', 'no "code"');
        must(typeof message === 'string', 'no "message"');
        must(status === answer.status, `"status" is not ${answer.status}`);
      }
    },
  },
];
