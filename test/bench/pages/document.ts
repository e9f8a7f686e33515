import { escapeHtml } from '../world/escape-html.js';
import { clobberingElements } from './clobbering.js';

/** An element with its attributes, each of which is escaped. */
export function tag(name: string, attributes: Record<string, string>, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${written.join('')}>${content}</${name}>`;
}

/** A whole page: oracle, clock and preludes first, then the product, then what the page itself does. */
export function pageDocument(query: URLSearchParams, body: string, scripts: readonly string[]): string {
  const bundles = Number(query.get('bundles') ?? 1);
  const preludes = (query.get('preludes') ?? '').split(',').filter(Boolean);
  const classic = [
    '/oracle.js',
    ...(query.has('clock') ? ['/scripts/clock.js'] : []),
    ...preludes.map((name) => `/preludes/${encodeURIComponent(name)}.js`),
  ];
  return `<!doctype html>
<html lang="${escapeHtml(query.get('lang') ?? 'en')}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Host page</title>
    <link rel="icon" href="data:," />
    ${classic.map((src) => tag('script', { src })).join('\n    ')}
    ${scripts.map((src) => tag('script', { src, defer: '' })).join('\n    ')}
    ${tag('script', { src: '/scripts/settings.js', defer: '' })}
    ${bundles > 0 ? tag('script', { type: 'module', src: '/scripts/page.js' }) : ''}
  </head>
  <body>
    ${clobberingElements(query.get('clobber'))}
    <main>${body}</main>
  </body>
</html>
`;
}
