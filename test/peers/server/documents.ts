import { escapeHtml } from '../../bench/world/escape-html.js';

const page = (title: string, head: string, body = '', attributes = ''): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    ${head}
  </head>
  <body${attributes}>
    ${body}
  </body>
</html>
`;

const scripts = (sources: readonly string[]): string =>
  sources
    .map(
      (src) => `<script src="${escapeHtml(src)}"${/\/pages\//.test(src) ? ' type="module"' : ''}></script>`,
    )
    .join('\n    ');

/** A page with a button that begins a login by one of the libraries; the oracle of the bench looks on. */
export const hostDocument = (library: string, clock: boolean): string =>
  page(
    'Host page',
    scripts(['/oracle.js', ...(clock ? ['/clock.js'] : []), `/pages/${library}.js`]),
    '<main><button id="start" type="button">Log in</button></main>',
  );

/** The client's own redirect page, as oidc-client-ts wants one. */
export const redirectDocument = (authority: string, times: number): string =>
  page(
    'Login',
    scripts(['/pages/oidc-callback.js']),
    '',
    ` data-authority="${escapeHtml(authority)}" data-times="${times}"`,
  );

/** Auth0's answer for `response_mode=web_message`: tells the window that opened it, and nobody else. */
export const webMessageDocument = (response: Record<string, string>, target: string, times: number): string =>
  page(
    'Login',
    `<script>
      const told = ${inScript({ type: 'authorization_response', response })};
      const main = window.opener ? window.opener : window.parent;
      for (let time = 0; time < ${times}; time += 1) main.postMessage(told, ${inScript(target)});
    </script>`,
  );

/** Nango's callback page, which closes itself after a moment. */
export const closingDocument = (): string =>
  page(
    'Authorization callback',
    `<script>
      setTimeout(() => window.close(), 200);
      setTimeout(() => window.open('', '_self').close(), 400);
    </script>`,
    '<p>You are now connected.</p>',
  );

/** A page of an origin that is trusted, which is none of the login's windows. */
export const bystanderDocument = (): string => page('Bystander', '');

const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
