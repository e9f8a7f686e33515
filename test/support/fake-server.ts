import type { FieldValue } from '../../src/index.js';

/** A credential as the server sends it. */
export interface WireCredential {
  id: string;
  name: string;
  type: string;
  is_default: boolean;
  avatar_url?: string | null;
  credential?: Record<string, FieldValue>;
  visibility?: string;
}

/** One request that the server got. */
export interface Recorded {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
  credentials: RequestCredentials;
  /** Whether it goes on when the page is left. */
  keepalive: boolean;
}

type Handler = (request: Recorded) => Response | undefined | Promise<Response | undefined>;

/** A JSON answer. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

/** The server's error body (contract 1.4). */
export function errorAnswer(status: number, code: string, message: string): Response {
  return json({ code, message, status }, status);
}

/** A data source as the server sends it; Notion unless told otherwise. */
export function wireSource(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    author: 'langgenius',
    provider: 'notion_datasource',
    plugin_id: 'langgenius/notion_datasource',
    plugin_unique_identifier: 'langgenius/notion_datasource:0.1.12@5f0a9c1d',
    icon: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    name: 'notion_datasource',
    label: { en_US: 'Notion', zh_Hans: 'Notion', pt_BR: null },
    description: { en_US: 'Notion Datasource' },
    credential_schema: [
      {
        type: 'secret-input',
        name: 'integration_secret',
        required: true,
        label: { en_US: 'Integration Secret', zh_Hans: '接口密钥' },
        help: { en_US: 'Get your integration token' },
        url: 'https://www.notion.so/profile/integrations',
        placeholder: { en_US: 'Enter your token' },
        default: null,
        options: null,
        scope: null,
        multiple: false,
      },
    ],
    oauth_schema: {
      client_schema: [
        { type: 'secret-input', name: 'client_id', required: false, label: { en_US: 'Client ID' } },
        { type: 'secret-input', name: 'client_secret', required: false, label: { en_US: 'Client Secret' } },
      ],
      credentials_schema: [{ type: 'secret-input', name: 'access_token', label: { en_US: 'Access Token' } }],
      oauth_custom_client_params: {},
      is_oauth_custom_client_enabled: false,
      is_system_oauth_params_exists: true,
      redirect_uri:
        'https://dify.example.com/console/api/oauth/plugin/langgenius/notion_datasource/notion_datasource/datasource/callback',
    },
    credentials_list: [],
    ...overrides,
  };
}

/** Jina Reader: by API key only, and the key is optional. */
export function jinaSource(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return wireSource({
    provider: 'jinareader',
    name: 'jinareader',
    plugin_id: 'langgenius/jina_datasource',
    plugin_unique_identifier: 'langgenius/jina_datasource:0.0.5@aa',
    label: { en_US: 'Jina Reader' },
    credential_schema: [
      {
        type: 'secret-input',
        name: 'api_key',
        required: false,
        label: { en_US: "API Key (leave empty if you don't have one)" },
      },
    ],
    oauth_schema: null,
    ...overrides,
  });
}

/**
 * An in-memory server behind a `fetch` function: it keeps connections, records what it was asked, and lets a test step
 * in before it answers.
 */
export class FakeServer {
  readonly requests: Recorded[] = [];
  /** By which each request can be given up, in the order of {@link requests}. */
  readonly signals: AbortSignal[] = [];
  sources: Record<string, unknown>[] = [wireSource(), jinaSource()];
  authorizationUrl = 'https://provider.example/authorize?client_id=x';
  #handlers: Handler[] = [];
  #count = 0;

  /** Lets a test answer in place of the server; the first handler that returns something wins. */
  intercept(handler: Handler): void {
    this.#handlers.unshift(handler);
  }

  /** How many requests there were of a kind, e.g. `GET /auth/plugin/datasource/list`. */
  count(method: string, path: string): number {
    return this.requests.filter((request) => request.method === method && request.path === path).length;
  }

  /** The connections of a data source, to look at and to change. */
  credentialsOf(id: string): WireCredential[] {
    return (this.#sourceOf(id)?.['credentials_list'] as WireCredential[] | undefined) ?? [];
  }

  /** Adds a connection, as an authorization at the server does. */
  connect(id: string, overrides: Partial<WireCredential> = {}): WireCredential {
    const list = this.credentialsOf(id);
    const credential: WireCredential = {
      id: `credential-${++this.#count}`,
      name: `AUTH ${list.length + 1}`,
      type: 'oauth2',
      is_default: list.length === 0,
      avatar_url: 'default',
      credential: { access_token: 'SFlCUk************w=' },
      ...overrides,
    };
    list.push(credential);
    return credential;
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input), 'https://fake.example');
    const recorded: Recorded = {
      method: init.method ?? 'GET',
      path: url.pathname.replace(/^\/console\/api/, ''),
      query: url.searchParams,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
      credentials: init.credentials ?? 'same-origin',
      keepalive: init.keepalive ?? false,
    };
    this.requests.push(recorded);
    this.signals.push(init.signal ?? new AbortController().signal);
    init.signal?.throwIfAborted();
    const answer = Promise.resolve(this.#answer(recorded));
    if (!init.signal) return answer;
    const { signal } = init;
    return Promise.race([
      answer,
      new Promise<Response>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
    ]);
  };

  async #answer(request: Recorded): Promise<Response> {
    for (const handler of this.#handlers) {
      const answer = await handler(request);
      if (answer) return answer;
    }
    const { method, path } = request;
    if (method === 'GET' && path === '/auth/plugin/datasource/list') return json({ result: this.sources });
    if (method === 'GET' && path === '/auth/plugin/datasource/default-list')
      return json({ result: this.sources });
    const oauth = /^\/oauth\/plugin\/(.+)\/datasource\/get-authorization-url$/.exec(path);
    if (oauth) return json({ authorization_url: this.authorizationUrl });
    const match = /^\/auth\/plugin\/datasource\/([^/]+\/[^/]+\/[^/]+)(?:\/([a-z-]+))?$/.exec(path);
    return match?.[1]
      ? this.#source(match[1], match[2] ?? '', request)
      : errorAnswer(404, 'not_found', 'Not found');
  }

  #source(id: string, action: string, { method, body }: Recorded): Response {
    const list = this.credentialsOf(id);
    const input = (body ?? {}) as Record<string, unknown>;
    const success = (status = 200): Response => json({ result: 'success' }, status);
    if (method === 'GET') return json({ result: list });
    if (method === 'DELETE') {
      this.#forgetClient(id);
      return success();
    }
    const isTaken = (name: unknown): boolean =>
      list.some((other) => other.name === name && other.id !== input['credential_id']);
    const taken = errorAnswer(400, 'invalid_param', 'Authorization name is already exists');
    switch (action) {
      case '': {
        const name = (input['name'] as string | undefined) || `API KEY ${list.length + 1}`;
        if (isTaken(name)) return taken;
        this.connect(id, { name, type: 'api-key', credential: {} });
        return success();
      }
      case 'update': {
        if (isTaken(input['name'])) return taken;
        const credential = list.find((item) => item.id === input['credential_id']);
        if (credential) this.#update(id, credential, input);
        return success(201);
      }
      case 'update-name': {
        if (isTaken(input['name'])) return taken;
        const credential = list.find((item) => item.id === input['credential_id']);
        if (credential) credential.name = String(input['name']);
        return success();
      }
      case 'default':
        for (const credential of list) credential.is_default = credential.id === input['id'];
        return success();
      case 'delete':
        list.splice(0, list.length, ...list.filter((credential) => credential.id !== input['credential_id']));
        return success();
      case 'custom-client':
        return success();
      default:
        return errorAnswer(404, 'not_found', 'Not found');
    }
  }

  /** All values are replaced, but for those that are to be kept; secrets are masked from then on (contract 1.6). */
  #update(id: string, credential: WireCredential, input: Record<string, unknown>): void {
    if (input['name']) credential.name = String(input['name']);
    if (!input['credentials']) return;
    const fields = this.#sourceOf(id)?.['credential_schema'] as { name: string; type: string }[];
    const secrets = fields.filter(({ type }) => type === 'secret-input').map(({ name }) => name);
    const values = Object.entries(input['credentials'] as Record<string, FieldValue>);
    const stored = credential.credential ?? {};
    credential.credential = Object.fromEntries(
      values.map(([name, value]) => {
        if (value === '[__HIDDEN__]') return [name, stored[name] ?? null];
        return [name, secrets.includes(name) ? 'ma********ed' : value];
      }),
    );
  }

  #forgetClient(id: string): void {
    const schema = this.#sourceOf(id)?.['oauth_schema'];
    Object.assign(schema ?? {}, { oauth_custom_client_params: {}, is_oauth_custom_client_enabled: false });
  }

  #sourceOf(id: string): Record<string, unknown> | undefined {
    return this.sources.find(({ plugin_id, name }) => `${String(plugin_id)}/${String(name)}` === id);
  }
}
