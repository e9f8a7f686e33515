import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLUGIN, PROVIDER } from './sides/connect.js';

/** A page that shows a list when it is told to. */
export function listPage(script: string): string {
  return page({
    head: '<style>body{margin:16px}</style>',
    body: `<main id="root"></main><script type="module" src="${script}"></script>`,
  });
}

/** A page with one Connect button out of our files, as the README recommends it for a page without a bundler. */
export function coldElementsPage(cdn: string, path: string): string {
  const entry = ['datasource-connect-button.js', 'datasource-elements.js'].find((name) =>
    existsSync(join(cdn, name)),
  );
  if (!entry) throw new Error(`No script-tag build in ${cdn}: npm run build first.`);
  const preloads = staticImports(cdn, entry).map(
    (name) => `<link rel="modulepreload" href="${path}/${name}">`,
  );
  return page({
    head: `${preloads.join('')}<script type="module" src="${path}/${entry}"></script>`,
    body: `<div id="app"><datasource-context base-url="/console/api"><datasource-connect-button plugin-id="${PLUGIN}" provider="${PROVIDER}"></datasource-connect-button></datasource-context></div>`,
    button: `document.querySelector('datasource-connect-button').shadowRoot?.querySelector('button')`,
  });
}

/** The same page as a peer makes it. */
export function coldPeerPage(script: string): string {
  const css = readFileSync(fileURLToPath(new URL('sides/cold.css', import.meta.url)), 'utf8');
  return page({
    head: `<style>${css}</style><script type="module" src="${script}"></script>`,
    body: '<div id="app"></div>',
    button: `document.querySelector('#app button')`,
  });
}

/** The files that an entry imports before it runs, and those that they import; not what is loaded on demand. */
export function staticImports(folder: string, entry: string, found: string[] = []): string[] {
  const code = readFileSync(join(folder, entry), 'utf8');
  for (const [, specifier = ''] of code.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]*?from\s*)?["'](\.[^"']+)["']/g,
  )) {
    const name = join(dirname(entry), specifier);
    if (found.includes(name)) continue;
    found.push(name);
    staticImports(folder, name, found);
  }
  return found;
}

/**
 * Notes when a frame was painted in which the button is enabled and a click on its middle would hit it, and what was
 * loaded by then. The same in every page.
 */
const probe = (button: string): string => `<script>
const hit = (button) => {
  if (!button || button.disabled || button.ariaDisabled === 'true') return null;
  const { x, y, width, height } = button.getBoundingClientRect();
  const at = [x + width / 2, y + height / 2];
  let target = document.elementFromPoint(...at);
  for (let inner; (inner = target?.shadowRoot?.elementFromPoint(...at)) && inner !== target; ) target = inner;
  return button.contains(target) ? at : null;
};
requestAnimationFrame(function look() {
  const at = document.readyState !== 'loading' && hit(${button});
  if (!at) return requestAnimationFrame(look);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const time = performance.now();
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= time);
    window.clickable = { time, at, requests: loaded.length, bytes: loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) };
  };
  port2.postMessage(null);
});
</script>`;

function page({ head, body, button }: { head: string; body: string; button?: string }): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">${head}</head><body>${body}${button ? probe(button) : ''}</body></html>`;
}
