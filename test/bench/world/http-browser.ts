/** An answer, read whole. */
export interface HttpAnswer {
  /** The address that was asked at last. */
  url: string;
  status: number;
  headers: Headers;
  text: string;
}

interface Cookie {
  value: string;
  httpOnly: boolean;
}

const MOST_REDIRECTS = 10;

/** A browser without a screen: cookies by host, redirects, forms. It stands for another user, or another browser. */
export class HttpBrowser {
  /** By host, without the port, as in any browser. */
  readonly #cookies = new Map<string, Map<string, Cookie>>();

  /** Sends one request, with the cookies of the host; redirects are not followed. */
  async send(url: string, init: RequestInit = {}): Promise<HttpAnswer> {
    const headers = new Headers(init.headers);
    const jar = this.#jar(url);
    const cookies = [...jar].map(([name, { value }]) => `${name}=${value}`);
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) store(jar, line);
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Navigates: redirects are followed, and each step's cookies sent. */
  async open(url: string, init?: RequestInit): Promise<HttpAnswer> {
    let answer = await this.send(url, init);
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const location = answer.headers.get('location');
      if (location === null) break;
      answer = await this.send(new URL(location, answer.url).href);
    }
    return answer;
  }

  /** Submits the form of a page by one of its buttons. */
  submit(page: HttpAnswer, button?: { name: string; value: string }): Promise<HttpAnswer> {
    const action = /<form[^>]* action="([^"]*)"/.exec(page.text)?.[1];
    if (action === undefined) throw new Error(`There is no form on ${page.url}: ${page.text.slice(0, 200)}`);
    return this.open(new URL(action.replaceAll('&amp;', '&'), page.url).href, {
      method: 'POST',
      body: new URLSearchParams(button ? { [button.name]: button.value } : {}),
    });
  }

  /** Calls the console as its page does: with the CSRF token of the cookie, and the body as JSON. */
  async call(
    method: string,
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: unknown; headers: Headers }> {
    const csrf = this.visibleCookies(url)['csrf_token'];
    const answer = await this.send(url, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(csrf !== undefined && { 'x-csrf-token': csrf }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: JSON.parse(answer.text) as unknown, headers: answer.headers };
  }

  /** What `document.cookie` shows on a host. */
  visibleCookies(url: string): Record<string, string> {
    const visible = [...this.#jar(url)].filter(([, { httpOnly }]) => !httpOnly);
    return Object.fromEntries(visible.map(([name, { value }]) => [name, value]));
  }

  /** Whether the host's cookies have one of the name. */
  hasCookie(url: string, name: string): boolean {
    return this.#jar(url).has(name);
  }

  #jar(url: string): Map<string, Cookie> {
    const { hostname } = new URL(url);
    const jar = this.#cookies.get(hostname) ?? new Map<string, Cookie>();
    this.#cookies.set(hostname, jar);
    return jar;
  }
}

function store(jar: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(/;\s*/);
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  if (attributes.some((each) => /^max-age=0$/i.test(each))) jar.delete(name);
  else
    jar.set(name, {
      value: pair.slice(at + 1),
      httpOnly: attributes.some((each) => /^httponly$/i.test(each)),
    });
}
