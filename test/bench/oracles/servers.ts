import type { World } from '../world/world.js';
import { spellings } from './collect.js';

/** The requests that carry a secret where servers write it down, or to whom it is none of their business. */
export function secretRequests(world: World, secrets: readonly string[]): string[] {
  const texts = secrets.flatMap(spellings);
  const isTold = (content: string): boolean => texts.some((text) => content.includes(text));
  const { host, idp, evil } = world;
  const lines = host.log.entries.map(({ method, path, search, headers }) => ({
    line: `${method} ${path}${search}`,
    told: `${path}${search} ${headers['referer'] ?? ''}`,
  }));
  const elsewhere = [...idp.log.entries, ...evil.log.entries].map((request) => ({
    line: `${request.method} ${request.path}${request.search}`,
    told: JSON.stringify(request),
  }));
  return [...lines, ...elsewhere].filter(({ told }) => isTold(told)).map(({ line }) => line);
}
