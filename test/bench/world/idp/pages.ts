import { escapeHtml } from '../escape-html.js';

const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>
</html>
`;

const form = (action: string, search: string, buttons: string): string =>
  `<form method="post" action="${action}${escapeHtml(search)}">${buttons}</form>`;

/** Asks who the user is. */
export const loginPage = (search: string): string =>
  page('Sign in', form('/login', search, '<button id="sign-in">Sign in</button>'));

/** Asks whether the console may have what it wants. */
export const consentPage = (search: string): string =>
  page(
    'Allow access?',
    form(
      '/decision',
      search,
      `<button id="allow" name="decision" value="allow">Allow</button>
      <button id="deny" name="decision" value="deny">Deny</button>`,
    ),
  );
