import type { Visibility } from '../api/types.js';
import { forbidden, invalidParam, json, methodNotAllowed, notFound } from './answers.js';
import { Body } from './body.js';
import type { Cookies } from './cookies.js';
import type { Values } from './secrets.js';
import { listed, type SourceRef, type Workspace } from './workspace.js';

const FULL = /^[a-z0-9_-]+\/[a-z0-9_-]+\/[a-z0-9_-]+$/;
const SINGLE = /^[a-z0-9_-]+$/;
/** The legacy list has these only (contract 1.2, operation 2). */
const LEGACY = [
  'langgenius/firecrawl_datasource',
  'langgenius/notion_datasource',
  'langgenius/jina_datasource',
];
/** How long an authorization may take, in milliseconds (contract 1.5). */
const CONTEXT_LIFE = 300_000;
/** The cookie by which the server knows again who comes back from a third party (contract 1.5). */
const CONTEXT = 'context_id';

const SOURCES = '/auth/plugin/datasource/';
const OAUTH = /^\/oauth\/plugin\/(.+)\/datasource\/(get-authorization-url|callback)$/;
const ACTION = /^(.+)\/(update|update-name|default|delete|custom-client)$/;

/** One request to an operation. */
export interface OperationRequest {
  readonly method: string;
  /** Below the base of the API. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Its own cookies; `null` where the browser sends those that it keeps. */
  readonly cookies: Cookies | null;
}

/** What is remembered while a user is at the third party. */
interface AuthorizationContext {
  readonly ref: SourceRef;
  readonly credentialId: string | null;
  readonly visibility: Visibility;
  readonly ends: number;
}

/** The 12 operations of the contract (1.2). */
export class Operations {
  /** Whether who is signed in may change connections. */
  canEdit = true;
  /** Where a user is sent to authorize. */
  authorizationUrl = 'https://provider.example/authorize?client_id=x';
  readonly #workspace: Workspace;
  readonly #contexts = new Map<string, AuthorizationContext>();
  /** What the browser keeps in the cookie `context_id`: of the last authorization that was begun. */
  #cookie: string | null = null;
  #count = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** @throws {Refusal} that has the server's answer. */
  answer(request: OperationRequest): Response {
    const { method, path } = request;
    const [, id, step] = OAUTH.exec(path) ?? [];
    if (id !== undefined) {
      if (method !== 'GET') throw methodNotAllowed();
      return step === 'callback' ? this.#finish(readRef(id), request) : this.#start(readRef(id), request);
    }
    const rest = path.startsWith(SOURCES) ? path.slice(SOURCES.length) : '';
    if (!rest) throw notFound();
    if (rest === 'list' || rest === 'default-list') {
      if (method !== 'GET') throw methodNotAllowed();
      return this.#list(rest === 'list' ? () => true : (pluginId) => LEGACY.includes(pluginId));
    }
    const [, of, action = ''] = method === 'GET' ? [] : (ACTION.exec(rest) ?? []);
    return this.#ofSource(readRef(of ?? rest), action, request);
  }

  /** Whether it is the one that needs nobody to be signed in: what comes back from a third party. */
  static isPublic({ path }: Pick<OperationRequest, 'path'>): boolean {
    return OAUTH.exec(path)?.[2] === 'callback';
  }

  #list(isWanted: (pluginId: string) => boolean): Response {
    const sources = this.#workspace.sources.filter(({ plugin_id }) => isWanted(plugin_id));
    return json({
      result: sources.map((source) =>
        // What a test put there on purpose is sent as it is.
        Array.isArray(source.credentials_list)
          ? { ...source, credentials_list: listed(source.credentials_list) }
          : source,
      ),
    });
  }

  #ofSource(ref: SourceRef, action: string, { method, body }: OperationRequest): Response {
    const workspace = this.#workspace;
    if (method === 'GET') return json({ result: listed(workspace.credentials(ref)) });
    if (method === 'DELETE' && action === 'custom-client') {
      // Without a check of the permission, as on the server (contract 1.2, operation 10).
      workspace.removeClient(ref);
      return success();
    }
    if (method !== 'POST') throw methodNotAllowed();
    this.#mayEdit();
    switch (action) {
      case 'update': {
        const fields = new Body(body, 'DatasourceCredentialUpdatePayload');
        const id = fields.text('credential_id');
        workspace.update(ref, id, fields.optionalObject('credentials'), fields.optionalName('name'));
        return success(201);
      }
      case 'update-name': {
        const fields = new Body(body, 'DatasourceUpdateNamePayload');
        workspace.rename(ref, fields.text('credential_id'), fields.name('name'));
        return success();
      }
      case 'default':
        workspace.makeDefault(ref, new Body(body, 'DatasourceDefaultPayload').text('id'));
        return success();
      case 'delete':
        workspace.remove(ref, new Body(body, 'DatasourceCredentialDeletePayload').text('credential_id'));
        return success();
      case 'custom-client': {
        const fields = new Body(body, 'DatasourceCustomClientPayload');
        const params = fields.optionalObject('client_params') ?? {};
        workspace.saveClient(ref, params, fields.optionalFlag('enable_oauth_custom_client') ?? false);
        return success();
      }
      default: {
        const fields = new Body(body, 'DatasourceCredentialPayload');
        workspace.createApiKey(ref, fields.object('credentials') as Values, fields.optionalName('name'));
        return success();
      }
    }
  }

  /** Operation 11. */
  #start(ref: SourceRef, { query }: OperationRequest): Response {
    this.#mayEdit();
    this.#workspace.checkClient(ref);
    this.#cookie = `context-${++this.#count}`;
    this.#contexts.set(this.#cookie, {
      ref,
      // As it was sent: that there is none is said at the callback.
      credentialId: query.get('credential_id') || null,
      visibility: query.get('visibility') === 'all_team_members' ? 'all_team_members' : 'only_me',
      ends: Date.now() + CONTEXT_LIFE,
    });
    const answer = json({ authorization_url: this.authorizationUrl });
    // Pages do not see it; in a browser it is left out by itself.
    answer.headers.append(
      'Set-Cookie',
      `${CONTEXT}=${this.#cookie}; Path=/; Max-Age=${CONTEXT_LIFE / 1000}; HttpOnly; SameSite=Lax`,
    );
    return answer;
  }

  /** Operation 12: can be done once, and within five minutes. */
  #finish(ref: SourceRef, { query, cookies }: OperationRequest): Response {
    const kept = cookies ? cookies.get(CONTEXT) : this.#cookie;
    const id = kept ?? query.get(CONTEXT);
    if (!id) throw forbidden('context_id not found');
    const context = this.#contexts.get(id);
    this.#contexts.delete(id);
    if (!context || context.ends <= Date.now()) throw invalidParam('context_id is invalid');
    const error = query.get('error') ?? (query.get('code') ? null : 'code is missing');
    if (error) throw invalidParam(`Error getting credentials: ${error}`);
    this.#workspace.checkClient(ref);
    if (context.credentialId) this.#workspace.reauthorize(ref, context.credentialId);
    else this.#workspace.authorize(ref, context.visibility);
    return new Response(null, { status: 302, headers: { Location: '/oauth-callback' } });
  }

  /** The data source whose authorization was begun last. */
  get lastStarted(): SourceRef | null {
    return (this.#cookie !== null && this.#contexts.get(this.#cookie)?.ref) || null;
  }

  #mayEdit(): void {
    if (!this.canEdit) throw forbidden();
  }
}

/**
 * Reads how an address calls a data source (contract 1.1): one token `x` stands for `langgenius/x/x`.
 *
 * @throws {Refusal} where it names none.
 */
export function readRef(text: string): SourceRef {
  const id = SINGLE.test(text) ? `langgenius/${text}/${text}` : text;
  if (!FULL.test(id)) throw invalidParam(`Invalid plugin id ${text}`);
  const [organization = '', plugin = '', provider = ''] = id.split('/');
  return { pluginId: `${organization}/${plugin}`, provider };
}

const success = (status = 200): Response => json({ result: 'success' }, status);
