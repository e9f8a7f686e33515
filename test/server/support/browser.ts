interface Cookie {
  name: string;
  value: string;
  path: string;
  /** The Set-Cookie line as it came. */
  line: string;
}

export interface Page {
  status: number;
  url: string;
  headers: Headers;
  text: string;
}

/**
 * As much of a browser as the flows need: a cookie jar per host (ports do not matter, paths do), redirects one by one, forms.
 */
export class Browser {
  private readonly jar = new Map<string, Cookie[]>();

  cookie(url: string, name: string): Cookie | undefined {
    return this.cookiesFor(new URL(url)).find((cookie) => cookie.name === name);
  }

  setCookie(url: string, line: string): void {
    this.store(new URL(url), line);
  }

  /** One request; redirects are returned, not followed. */
  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const target = new URL(url);
    const headers = new Headers(init.headers);
    const cookies = this.cookiesFor(target)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    if (cookies) headers.set('cookie', cookies);
    const response = await fetchAgain(target, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.store(target, line);
    return response;
  }

  /** Follows redirects to the page where they end. */
  async open(url: string, init: RequestInit = {}): Promise<Page> {
    let current = url;
    let next = init;
    for (let hops = 0; hops < 12; hops += 1) {
      const response = await this.request(current, next);
      const location = response.headers.get('location');
      const text = await response.text();
      if (response.status < 300 || response.status > 399 || location === null) {
        return { status: response.status, url: current, headers: response.headers, text };
      }
      current = new URL(location, current).href;
      next = {};
    }
    throw new Error(`Too many redirects, the last one to ${current}`);
  }

  async submit(url: string, fields: Record<string, string>): Promise<Page> {
    return this.open(url, { method: 'POST', body: new URLSearchParams(fields) });
  }

  private cookiesFor(url: URL): Cookie[] {
    return (this.jar.get(url.hostname) ?? []).filter(
      ({ path }) => url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`),
    );
  }

  private store(url: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/';
    const ended = attributes.some((part) => /^max-age=0$/i.test(part) || /^expires=.*\b1970\b/i.test(part));
    const kept = (this.jar.get(url.hostname) ?? []).filter(
      (cookie) => cookie.name !== name || cookie.path !== path,
    );
    if (!ended) kept.push({ name, value, path, line });
    this.jar.set(url.hostname, kept);
  }
}

/** As browsers do, asks again when a kept connection turns out to have been closed by a server that was restarted. */
async function fetchAgain(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.method !== undefined && init.method !== 'GET') throw error;
    return fetch(url, init);
  }
}
