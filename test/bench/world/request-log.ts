import type { Context, Next } from 'hono';
import { Waiting } from './waiting.js';

/** One request that a server got. */
export interface Recorded {
  readonly method: string;
  /** The path, as it was sent. */
  readonly path: string;
  /** The query with its question mark, as it was sent, or nothing. */
  readonly search: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** When it arrived, in milliseconds since 1970. */
  readonly time: number;
}

/** Which requests are meant; what is left out matches everything. */
export interface RequestMatch {
  method?: string;
  /** Found anywhere in the path, or equal to all of it if it is a text. */
  path?: RegExp | string;
}

/** Whether a request is one of those that are meant. */
export function matches(request: { method: string; path: string }, { method, path }: RequestMatch): boolean {
  if (method && method.toUpperCase() !== request.method) return false;
  if (typeof path === 'string') return path === request.path;
  return !path || request.path.search(path) >= 0;
}

/** Keeps what a server got, and lets tests wait for it. */
export class RequestLog {
  readonly entries: Recorded[] = [];
  readonly #waiting = new Waiting();

  add(request: Omit<Recorded, 'time'>): Recorded {
    const recorded = { ...request, time: Date.now() };
    this.entries.push(recorded);
    this.#waiting.changed();
    return recorded;
  }

  /** The requests that are meant, oldest first. */
  filter(match: RequestMatch): Recorded[] {
    return this.entries.filter((request) => matches(request, match));
  }

  count(match: RequestMatch = {}): number {
    return this.filter(match).length;
  }

  /** Resolves when so many of them have arrived, with the last of these. */
  async waitFor(match: RequestMatch, count = 1, ms?: number): Promise<Recorded> {
    const what = `request ${count} of ${match.method ?? 'any method'} ${String(match.path ?? 'any path')}`;
    await this.#waiting.until(() => this.count(match) >= count, what, ms);
    return this.filter(match)[count - 1] as Recorded;
  }

  clear(): void {
    this.entries.length = 0;
  }

  /** Records what passes, for a server made with Hono. */
  readonly middleware = async (c: Context, next: Next): Promise<void> => {
    const { pathname, search } = new URL(c.req.url);
    const body = await c.req.text();
    this.add({ method: c.req.method, path: pathname, search, headers: c.req.header(), body });
    await next();
  };
}
