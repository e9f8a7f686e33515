/**
 * The quick selection of the tests of the faults, in one process and one browser for each engine: a part of `npm test`. It
 * has one test for each fault, of a few seconds.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { FAULTS } from '../../scripts/fault-list.mjs';
import { selectFaults } from '../bench/fault-test.js';

/** With what the title of each begins. */
const TITLES: Record<string, string> = {
  A1: 'a fresh click on “Open window”',
  A2: 'an address that comes 1200 ms',
  A3: 'the window keeps its tie',
  A4: 'an answer that never comes',
  A5: 'the window closes when the server has stored',
  A6: 'the window closes by itself on the callback page, provider with COOP same-origin:',
  A7: 'a host page with {"coop":"same-origin"}',
  A8: 'the callback page closes at once, and the list shows the connection 1 s',
  A9: 'a JSON page 403',
  A10: 'two contexts with one server',
  A11: 'a second tab is told',
  A12: 'a window of a known name',
  A13: 'the page in an authorization window',
  A14: 'an element that leaves',
  A15: 'a shell without blank windows',
  A16: 'in a frame with sandbox="allow-scripts allow-same-origin allow-forms":',
  A17: 'in a frame with sandbox="allow-scripts allow-popups":',
  B1: 'origins that look like the right one',
  B2: 'a flood of reports from the window itself',
  B3: 'a hostile page that opened the callback page',
  B4: 'a callback page that throws',
  B5: 'without its opener',
  B6: 'the user finishes in another tab',
  B7: 'a callback page that reports',
  B8: 'the provider asks nothing',
  B9: 'messages of every shape, with refusals',
  B10: 'another tab takes the flow over',
  C1: 'the page never has code or state',
  C2: 'no second provider',
  C3: 'the window is closed, and the user told',
  C4: 'the whole page stays',
  C5: 'the user reads the words of the provider',
  C6: 'the callback page takes the answer',
  C7: 'the host says that the account',
  C8: 'a consent to less',
  C9: 'a click that a script makes',
  D1: 'an expired session is renewed once',
  D2: 'of two cookies of that name',
  D3: 'ids in the server’s data',
  D4: 'with a bearer token no cookie',
  D5: 'a renewal that gets a 401',
  D6: 'the list is shown',
  D7: 'a write is not sent again',
  D8: 'a byte order mark',
  D9: 'a connection that is lost',
  D10: 'a write has a limit',
  D11: 'another data source while one is read',
  D12: 'a change is not undone',
  D13: '50 activations',
  D14: 'a connection that two tabs remove',
  D15: 'labels, descriptions and names',
  D16: 'a clock that is a day slow: the list',
  E1: 'Back from the provider: the page says so',
  E2: 'the tab is closed on the provider’s page: another one',
  E3: 'no redirect inside of a frame',
  E4: 'full-storage: a window',
  E5: 'an app whose routes are in the hash, popup',
  E6: 'the same build is loaded twice',
  F1: 'a megabyte in each name',
  F2: 'a picture that leads to a tracker',
  F3: 'a help page gets neither',
  F4: 'a page that breaks the policy',
  F5: 'a page that breaks Trusted Types',
  F6: 'answers of the server',
  F7: 'names of what a flow asks',
  F8: 'a fetch of the host',
  F9: 'a file that somebody changed',
  G1: 'the sweep finds a secret',
  G2: 'a secret is in the body',
  G3: 'neither an error nor an event',
  G4: 'a field for a secret',
  G5: 'a form of the page',
  G6: 'no event that reaches',
  G7: 'a page that is denied every feature',
  H1: 'elements that a page keeps',
  H2: 'timers, listeners, channels',
  H3: 'ten moves by appendChild',
  H4: 'a hundred elements',
  H5: 'nobody asks while',
};

const chosen = selectFaults((id, title) =>
  title.replace(/^\d+ (answers)/, '$1').startsWith(TITLES[id] ?? '?'),
);
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
for (const file of files.sort()) await import(`./${file}`);

// Not where a few are run again.
const isAgain = Boolean(process.env['SECOND_TRY']);
test('every fault has a quick test', { skip: isAgain }, () => {
  assert.deepEqual(
    Object.keys(FAULTS).filter((id) => !chosen.has(id)),
    [],
  );
});
