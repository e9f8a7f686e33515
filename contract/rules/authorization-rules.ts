import { cookieAttributes, setCookies, type Cookies } from '../api/cookies.js';
import { authorizationUrlOf, callbackOf } from '../api/paths.js';
import { describe, must, mustAnswer, mustRefuse } from '../expect.js';
import { skip, type Rule } from '../rule.js';
import type { Workbench } from '../workbench.js';
import { NO_ID } from './words.js';

const CONTEXT = 'context_id';

/** What a third party sends where the user declined. */
const DECLINED = '?error=access_denied';

/** Operations 11 and 12, as far as they go without a third party. */
export const AUTHORIZATION_RULES: readonly Rule[] = [
  {
    id: 'authorization-url-is-absolute',
    operation: 11,
    sentence: '200 with an authorization_url of http or https',
    source: '1.2',
    check: async (bench) => {
      const { id } = await bench.authorizable();
      const { authorization_url: url } = mustAnswer(await bench.api.get(authorizationUrlOf(id)), 200);
      const isAbsolute = typeof url === 'string' && URL.canParse(url) && /^https?:/.test(url);
      must(isAbsolute, '200 without such an address');
    },
  },
  {
    id: 'authorization-url-sets-cookie',
    operation: 11,
    sentence: 'sets the cookie context_id: HttpOnly, SameSite=Lax, at most 300 seconds',
    source: '1.5',
    check: async (bench) => {
      const { id } = await bench.authorizable();
      const { headers } = await bench.api.get(authorizationUrlOf(id));
      const attributes = cookieAttributes(headers, CONTEXT);
      must(attributes !== null, 'there is no such cookie');
      for (const wanted of ['httponly', 'samesite=lax', 'max-age=300'])
        must(attributes.includes(wanted), `the cookie is without ${wanted}`);
    },
  },
  {
    id: 'authorization-url-needs-client',
    operation: 11,
    sentence: 'without an OAuth client: 400 "Please configure oauth client params…"',
    source: '1.4',
    check: async (bench) => {
      const { id } = await bench.sourceWithoutOAuth();
      const answer = await bench.api.get(authorizationUrlOf(id));
      mustRefuse(answer, 400, 'Please configure oauth client params');
    },
  },
  {
    id: 'callback-needs-context',
    operation: 12,
    sentence: 'without a context: 403 "context_id not found", also for nobody',
    source: '1.4',
    check: async (bench) => {
      const { id } = await bench.authorizable();
      const answer = await bench.api.get(callbackOf(id, DECLINED), { as: 'nobody' });
      mustRefuse(answer, 403, 'context_id not found');
    },
  },
  {
    id: 'callback-of-unknown-context',
    operation: 12,
    sentence: 'an unknown context: 400 "context_id is invalid"',
    source: '1.4',
    check: async (bench) => {
      const { id } = await bench.authorizable();
      const cookies = new Map([[CONTEXT, NO_ID]]);
      const answer = await bench.api.get(callbackOf(id, DECLINED), { as: 'nobody', cookies });
      mustRefuse(answer, 400, 'context_id is invalid');
    },
  },
  {
    id: 'callback-of-declined',
    operation: 12,
    sentence: 'what the third party refused: 400, and no connection is made',
    source: '1.4',
    check: async (bench) => {
      const { id, cookies } = await begin(bench);
      const made = await bench
        .connectionsOf(id)
        .madeBy(async () =>
          mustRefuse(await bench.api.get(callbackOf(id, DECLINED), { as: 'nobody', cookies }), 400),
        );
      must(made.length === 0, '400, but a connection was made');
    },
  },
  {
    id: 'callback-of-used-context',
    operation: 12,
    sentence: 'a context that was used: 400 "context_id is invalid"',
    source: '1.5',
    check: async (bench) => {
      const { id, cookies } = await begin(bench);
      const comeBack = () => bench.api.get(callbackOf(id, DECLINED), { as: 'nobody', cookies });
      // A server that takes the refusal for a success makes a connection, which must not stay.
      await bench.connectionsOf(id).madeBy(comeBack);
      mustRefuse(await comeBack(), 400, 'context_id is invalid');
    },
  },
];

/** Begins an authorization, as a browser does that keeps the cookie. */
async function begin(bench: Workbench): Promise<{ id: string; cookies: Cookies }> {
  const { id } = await bench.authorizable();
  const answer = await bench.api.get(authorizationUrlOf(id));
  const context = setCookies(answer.headers).get(CONTEXT);
  if (context === undefined) skip(`no authorization could be begun: ${describe(answer)}`);
  return { id, cookies: new Map([[CONTEXT, context]]) };
}
