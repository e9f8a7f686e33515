import assert from 'node:assert/strict';
import { Browser } from './browser.js';
import type { Page } from './browser.js';

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export interface ListedCredential {
  credential: Record<string, unknown>;
  type: string;
  name: string;
  avatar_url: string;
  id: string;
  is_default: boolean;
  visibility: string;
}

export interface ListedProvider {
  plugin_id: string;
  name: string;
  icon: string;
  credential_schema: {
    name: string;
    type: string;
    required: boolean;
    help: { en_US: string } | null;
    url: string | null;
  }[];
  oauth_schema: null | {
    client_schema: { name: string; type: string; url: string }[];
    oauth_custom_client_params: Record<string, string>;
    is_oauth_custom_client_enabled: boolean;
    is_system_oauth_params_exists: boolean;
    redirect_uri: string;
  };
  credentials_list: ListedCredential[];
}

export const NOTION = 'langgenius/notion_datasource/notion_datasource';
export const JINA = 'langgenius/jina_datasource/jinareader';
export const FIRECRAWL = 'langgenius/firecrawl_datasource/firecrawl';
export const DRIVE = 'langgenius/google_drive/google_drive';
export const DROPBOX = 'langgenius/dropbox_datasource/dropbox';
export const ONEDRIVE = 'langgenius/onedrive/onedrive';

/** A logged-in person in a browser of their own, calling the console API as the elements do. */
export class Member {
  readonly browser = new Browser();

  constructor(readonly app: string) {}

  static async login(app: string, email = 'anne@example.com'): Promise<Member> {
    const member = new Member(app);
    const answer = await member.send('POST', '/login', { email, password: 'demo' });
    assert.deepEqual(answer.body, { result: 'success' });
    return member;
  }

  get csrf(): string {
    return this.browser.cookie(`${this.app}/`, 'csrf_token')?.value ?? '';
  }

  /** A call with cookies and the CSRF header; `body` is sent as JSON. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await this.browser.request(`${this.app}/console/api${path}`, {
      method,
      headers: {
        'x-csrf-token': this.csrf,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  }

  async post(id: string, operation: string, body: unknown): Promise<Answer> {
    return this.send('POST', `/auth/plugin/datasource/${id}${operation}`, body);
  }

  async credentials(id: string): Promise<ListedCredential[]> {
    const answer = await this.send('GET', `/auth/plugin/datasource/${id}`);
    assert.equal(answer.status, 200);
    return (answer.body as { result: ListedCredential[] }).result;
  }

  async provider(id: string): Promise<ListedProvider> {
    const answer = await this.send('GET', '/auth/plugin/datasource/list');
    assert.equal(answer.status, 200);
    const providers = (answer.body as { result: ListedProvider[] }).result;
    const found = providers.find((provider) => `${provider.plugin_id}/${provider.name}` === id);
    assert.ok(found, `${id} is listed`);
    return found;
  }

  async authorizationUrl(id: string, query = ''): Promise<string> {
    const answer = await this.send('GET', `/oauth/plugin/${id}/datasource/get-authorization-url${query}`);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return (answer.body as { authorization_url: string }).authorization_url;
  }

  /** Goes to the provider and decides there; ends where the provider's answer leads. */
  async decide(authorizationUrl: string, decision: 'allow' | 'cancel'): Promise<Page> {
    const consent = await this.browser.open(authorizationUrl);
    assert.equal(consent.status, 200, consent.text);
    return this.browser.submit(consent.url, { decision });
  }

  /** The whole flow for a new connection. */
  async authorize(id: string, query = ''): Promise<Page> {
    const page = await this.decide(await this.authorizationUrl(id, query), 'allow');
    assert.equal(page.url, `${this.app}/oauth-callback`, page.text);
    return page;
  }
}

export function errorOf(answer: Answer): { code: string; message: string; status: number; params?: string } {
  const body = answer.body as { code: string; message: string; status: number };
  assert.equal(body.status, answer.status, 'the body repeats the status');
  return body;
}
