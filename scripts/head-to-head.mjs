import { readFileSync } from 'node:fs';

const ENGINES = { chromium: 'Chromium', firefox: 'Firefox' };
const LIBRARIES = {
  'datasource-elements': 'datasource-elements',
  'auth0-spa-js': '@auth0/auth0-spa-js',
  'oidc-client-ts': 'oidc-client-ts',
  'nango-frontend': '@nangohq/frontend',
};
const SETTINGS = ['defaults', 'best'];
const COLUMNS = Object.keys(LIBRARIES).flatMap((library) =>
  SETTINGS.map((settings) => ({ library, settings })),
);

/** What functions leave to who calls them, and a button cannot; it is shown and not counted. */
const LEFT_TO_CALLER = ['A10'];

/** What the measurements have written; of several of one thing the last. */
export function readFindings(file) {
  const last = new Map();
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const finding = JSON.parse(line);
    last.set(`${finding.engine} ${finding.index} ${finding.library} ${finding.settings}`, finding);
  }
  return [...last.values()];
}

/** The rows in their order, each with the cells of its columns; a cell has a finding for each engine that has run. */
export function headToHead(findings) {
  const engines = Object.keys(ENGINES).filter((engine) => findings.some((each) => each.engine === engine));
  const indexes = [...new Set(findings.map(({ index }) => index))].sort((one, other) => one - other);
  const rows = indexes.map((index) => {
    const own = findings.filter((finding) => finding.index === index);
    const { id, title, required } = own[0];
    const cells = COLUMNS.map(({ library, settings }) =>
      engines.map((engine) =>
        own.find((each) => each.engine === engine && each.library === library && each.settings === settings),
      ),
    );
    return { id, title, required, cells };
  });
  const versions = engines.map(
    (engine) => `${ENGINES[engine]} ${findings.find((each) => each.engine === engine).version}`,
  );
  return { engines, versions, rows };
}

/** Whether every cell has been measured in every engine that ran. */
export const isComplete = ({ rows, engines }) =>
  engines.length > 0 && rows.every(({ cells }) => cells.flat().every(Boolean));

/** The verdicts of a cell: one if the engines agree, else each with its engine. */
function verdictOf(cell, { engines }) {
  const verdicts = cell.map((finding) => finding?.verdict ?? '?');
  if (new Set(verdicts).size === 1) return verdicts[0];
  return verdicts.map((verdict, index) => `${ENGINES[engines[index]]}: ${verdict}`).join(', ');
}

function wordsOf(cell, { engines }) {
  const words = cell.map((finding) => (finding ? `${finding.verdict}: ${finding.what}` : 'not measured'));
  if (new Set(words).size === 1) return words[0];
  return words.map((each, index) => `${ENGINES[engines[index]]}, ${each}`).join('; ');
}

/** For the terminal. */
export function linesOf(table) {
  const width = 12;
  const names = COLUMNS.map(({ library, settings }) => `${library.split('-')[0]} ${settings[0]}`);
  const line = (first, cells) => first.padEnd(10) + cells.map((cell) => cell.padEnd(width)).join('');
  return [
    line(
      '',
      names.map((name) => name.slice(0, width - 1)),
    ),
    ...table.rows.map(
      ({ id, title, cells }) =>
        line(
          id || 'control',
          cells.map((cell) => verdictOf(cell, table)),
        ) + title,
    ),
  ];
}

/** How often each column was right, of the rows that apply to it and count; the control does not. */
function scores(table) {
  return COLUMNS.map((_, column) => {
    const counting = table.rows.filter(({ id }) => id && !LEFT_TO_CALLER.includes(id));
    const verdicts = counting.map(({ cells }) => verdictOf(cells[column], table));
    const applying = verdicts.filter((verdict) => verdict !== 'n/a');
    return `${applying.filter((verdict) => verdict === 'right').length} of ${applying.length}`;
  });
}

/**
 * The page of the documentation.
 * @param versions By package name.
 */
export function pageOf(table, versions) {
  const summary = [
    `| fault | what goes wrong | ${Object.values(LIBRARIES)
      .flatMap((name) => [`${name}`, 'best settings'])
      .join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(COLUMNS.length)}`,
    ...table.rows.map(
      ({ id, title, cells }) =>
        `| ${id || '–'} | ${escape(title)} | ${cells.map((cell) => mark(verdictOf(cell, table))).join(' | ')} |`,
    ),
    `| | **right, of the rows that apply, without ${LEFT_TO_CALLER.join(', ')}** | ${scores(table)
      .map((score) => `**${score}**`)
      .join(' | ')} |`,
  ].join('\n');
  const details = table.rows
    .filter(({ id }) => id)
    .map(({ id, title, required, cells }) =>
      [
        `### ${id}: ${escape(title)}`,
        `Right is: ${escape(required)}.`,
        [
          '| library | defaults | best settings |',
          '| --- | --- | --- |',
          ...Object.values(LIBRARIES).map(
            (name, index) =>
              `| ${name} | ${escape(wordsOf(cells[2 * index], table))} | ${escape(wordsOf(cells[2 * index + 1], table))} |`,
          ),
        ].join('\n'),
      ].join('\n\n'),
    );
  return [
    '# Head to head',
    'The same windows, the same user, four libraries. Written by `npm run test:peers`; not to be edited.',
    INTRODUCTION(table, versions),
    '## Summary',
    summary,
    NOTES,
    '## What happened',
    ...details,
    '',
  ].join('\n\n');
}

const mark = (verdict) => (verdict === 'wrong' ? '**wrong**' : escape(verdict));

const escape = (text) => text.replace(/[\\|*_`<>[\]]/g, '\\$&');

const INTRODUCTION = (
  { versions: engines },
  versions,
) => `Measured, not read: ${engines.join(' and ')}, in real windows,
with the popup blocker on, against the identity provider of the test bench. The ids are those of the tests in test/faults.

| library | version | by default | best settings |
| --- | --- | --- | --- |
| datasource-elements | this one | \`<datasource-oauth-button>\`; the console serves its own callback page, as Dify does | the host serves the product's callback page |
| @auth0/auth0-spa-js | ${versions['@auth0/auth0-spa-js']} | \`loginWithPopup()\` | a window of one's own as \`popup\`, \`timeoutInSeconds: 300\`, the window closed after a timeout as its documentation shows |
| oidc-client-ts | ${versions['oidc-client-ts']} | \`signinPopup()\`, \`signinCallback()\` on the redirect page | \`popupAbortOnClose\`, \`popupSignal\`, \`popupWindowFeatures.closePopupWindowAfterInSeconds: 300\` |
| @nangohq/frontend | ${versions['@nangohq/frontend']} | \`nango.auth()\` with a connect session token; not the Connect UI, which is a page of Nango's | \`detectClosedAuthWindow: true\` |

The libraries do not do the same job, and each talks to the least of the server that it was made for: an Auth0 tenant that
answers by \`web_message\`, an OpenID provider, a Nango server with its WebSocket. All three are made after the libraries' own
code, on loopback, and send the user to the same sign-in and consent pages. A plain login succeeds with every one of them
(first row); without that nothing else would count.`;

const NOTES = `### What to make of it

- **Whose rows these are.** They are the faults that datasource-elements was made to survive, so it had better be right
  in them; the others were made for other things as well, and do those. The limit of 15 s in A5 is one that
  datasource-elements needs, and the others do not.
- **What is left to the caller.** The other three are functions, not buttons. Not calling them twice (A10) is the caller's
  part, so that row does not count. Closing the window after an error is the caller's, too, for which Auth0 hands it over; and a
  deadline (A9) can be put around any promise, for which oidc-client-ts takes a signal.
  auth0-spa-js has no way to give up a login but to close a window that the caller opened (A14).
- **Either, or.** A window that is closed and a window whose page cut the tie look the same from outside (A5, A6). What
  is right in one is wrong in the other, unless somebody else is asked: \`popupAbortOnClose\` and \`detectClosedAuthWindow\`
  only choose which. oidc-client-ts and Nango chose, by default, what loses no login. datasource-elements asks the
  server, and goes by the focus.
- **Where the others are better.** auth0-spa-js by default, and the other two with their option, notice a closed window
  sooner than datasource-elements, which waits up to ten seconds and says meanwhile that it looks whether the
  login went through. They need no list to read: oidc-client-ts and Nango are told of a success at once, through a
  BroadcastChannel and a WebSocket, whatever the provider's pages send. datasource-elements needs a host that serves its callback
  page for that, and else reads the server's list a few times; and a console's own callback page, once it is cut off, stays open
  (A6, A7), where theirs close.
- **A8.** Nango's server says that it has the connection before it shows the page that closes the window; here the word is
  late, as on a slow line.
- **C3.** oidc-client-ts takes the address from the discovery document of the authority that it is set to, which it
  has to trust for more than that; \`metadata\` in its settings does without the document. The other two make the address themselves.
- **B2.** The other window has to be of the very origin that the library trusts: for auth0-spa-js the tenant's.
- **H2.** What oidc-client-ts leaves of its options does nothing when its time comes; it holds on to memory until then.`;
