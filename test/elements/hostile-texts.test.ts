import { expect, fixtureCleanup, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { errorAnswer, FakeServer, wireSource, type WireSource } from '../support/fake-server.js';
import { elementsIn, findButton, findByRole, findText, textOf, until } from '../support/find.js';
import '../support/loaded-dialogs.js';
import { HOSTILE_ERRORS } from '../support/hostile/errors.js';
import { sourceOfText } from '../support/hostile/source.js';
import { HOSTILE_STRINGS, megabyte } from '../support/hostile/strings.js';
import { mount, NOTION, settled } from '../support/page.js';
import { openRowMenu } from '../support/rows.js';
import { FakeWindows } from '../support/windows.js';

declare global {
  interface Window {
    __pwned: () => void;
  }
}

/** Every element that shows something, each about the same data source. */
const EVERYTHING = html`<datasource-list></datasource-list>
  <datasource-card provider=${NOTION}></datasource-card>
  <datasource-credential provider=${NOTION} credential-id="hostile-0"></datasource-credential>
  <datasource-credential provider=${NOTION} credential-id="hostile-1"></datasource-credential>
  <datasource-oauth-button provider=${NOTION}></datasource-oauth-button>
  <datasource-api-key-button provider=${NOTION}></datasource-api-key-button>
  <datasource-connect-button provider=${NOTION}></datasource-connect-button>
  <datasource-connect-button provider=${NOTION} credential-id="hostile-0"></datasource-connect-button>
  <datasource-credential-select provider=${NOTION}></datasource-credential-select>`;
const DIALOGS: readonly TemplateResult[] = [
  html`<api-key-dialog open provider=${NOTION}></api-key-dialog>`,
  html`<api-key-dialog open provider=${NOTION} credential-id="hostile-1"></api-key-dialog>`,
  html`<oauth-client-dialog open provider=${NOTION}></oauth-client-dialog>`,
];

/** Notion with another name in each place that shows one. */
function namesOf(text: string): WireSource {
  return wireSource({
    label: { en_US: text },
    author: text,
    credentials_list: [
      { id: 'hostile-0', name: text, type: 'oauth2', is_default: true },
      { id: 'hostile-1', name: text, type: text, is_default: false },
    ],
  });
}

/** What elements there are, by their tags: hostile data adds none and takes none away. */
function shapeOf(root: Node): string {
  return [...elementsIn(root)].map(({ localName }) => localName).join(' ');
}

/** Attributes that only our own templates may set. */
const INERT = /^(on|style$|srcdoc$|formaction$|action$)/;
/** What a list says of its own: how many lines a card has, and how high the rows are that are to come. */
const OWN_STYLE = /^((--_lines: ?\d+|padding-block-end: ?\d+px);)?$/;

function armedAttributes(root: Node): string[] {
  return [...elementsIn(root)].flatMap((element) =>
    element
      .getAttributeNames()
      .filter(
        (name) =>
          INERT.test(name) && !(name === 'style' && OWN_STYLE.test((element as HTMLElement).style.cssText)),
      ),
  );
}

async function show(server: FakeServer, content: TemplateResult): Promise<DatasourceContextElement> {
  const page = await mount(server, content);
  await until(
    () => page.currentStore!.list().getSnapshot().status !== 'pending',
    () => 'the list was not read',
  );
  await settled();
  return page;
}

async function shapes(text: string): Promise<string[]> {
  const server = new FakeServer();
  server.sources = [wireSource(sourceOfText(text))];
  const seen: string[] = [];
  for (const content of [EVERYTHING, ...DIALOGS]) {
    const page = await show(server, content);
    seen.push(shapeOf(page));
    expect(armedAttributes(page)).to.deep.equal([]);
    fixtureCleanup();
  }
  return seen;
}

describe('hostile texts of a server (F1)', () => {
  let executions = 0;
  before(() => {
    window.__pwned = () => void executions++;
  });
  beforeEach(() => {
    executions = 0;
  });

  it('would be noticed if they ran', () => {
    const image = document.createElement('img');
    image.setAttribute('onclick', 'window.__pwned()');
    image.click();
    expect(executions).to.equal(1);
  });

  it(`are nothing but text: ${HOSTILE_STRINGS.length} in every field of every element`, async () => {
    const plain = await shapes('Plain');
    expect(plain.join(' ')).to.include('datasource-credential');
    const blank = await shapes('');
    const bad: string[] = [];
    for (const text of HOSTILE_STRINGS) {
      const seen = await shapes(text);
      // What is left of some is blank, and then there is less to show.
      if (!seen.every((shape, index) => shape === plain[index] || shape === blank[index])) bad.push(text);
      if (executions > 0) bad.push(`ran: ${text}`);
      executions = 0;
    }
    expect(bad).to.deep.equal([]);
  }).timeout(120_000);

  it(`are nothing but text in ${HOSTILE_ERRORS.length} answers that fail`, async () => {
    const shapesOf = async (answer: () => Response): Promise<string[]> => {
      const server = new FakeServer();
      server.intercept(answer);
      const seen: string[] = [];
      for (const content of [EVERYTHING, ...DIALOGS]) {
        const page = await show(server, content);
        await until(
          () => !textOf(page).includes('Loading'),
          () => 'still loading',
          page,
        );
        expect(longestIn(page), 'cut').to.be.at.most(320);
        seen.push(shapeOf(page));
        fixtureCleanup();
      }
      return seen;
    };
    const plain = await shapesOf(() => errorAnswer(403, 'forbidden', 'Plain.'));
    for (const { status, type, body } of HOSTILE_ERRORS) {
      const seen = await shapesOf(() => new Response(body, { status, headers: { 'Content-Type': type } }));
      expect(seen, body.slice(0, 200)).to.deep.equal(plain);
      expect(executions, body.slice(0, 200)).to.equal(0);
    }
  }).timeout(120_000);

  for (const [what, source] of [
    ['a megabyte in each name', namesOf(megabyte())],
    ['a megabyte in each name, from right to left', namesOf(megabyte('\u202eא '))],
    ['100,000 characters in every field', wireSource(sourceOfText('W'.repeat(100_000)))],
  ] as const) {
    it(`are cut before they are in the page: ${what} (D15)`, async () => {
      const server = new FakeServer();
      server.sources = [source];
      const longest: number[] = [];
      for (const content of [EVERYTHING, ...DIALOGS]) {
        const page = await show(server, content);
        longest.push(longestIn(page));
        expect(page.scrollWidth, 'no wider than the window').to.be.at.most(innerWidth);
        fixtureCleanup();
      }
      // A line of a select has a name and a type.
      expect(Math.max(...longest)).to.be.within(1_000, 2_100);
    }).timeout(30_000);
  }

  it('of a megabyte can be renamed', async () => {
    const server = new FakeServer();
    server.sources = [namesOf(megabyte())];
    const page = await show(
      server,
      html`<datasource-credential provider=${NOTION} credential-id="hostile-0"></datasource-credential>`,
    );
    const menu = await openRowMenu(page, `${'W'.repeat(300)}…`);
    (menu.querySelectorAll<HTMLElement>('[role=menuitem]')[0] as HTMLElement).click();
    await findButton(page, 'Save');
  });

  it('say why an authorization failed once, and turn nothing around', async () => {
    const server = new FakeServer();
    server.sources = [wireSource({ credential_schema: [] })];
    server.intercept(({ path }) =>
      path.endsWith('get-authorization-url')
        ? errorAnswer(403, 'forbidden', 'Only \u202eowners\u0007 may.')
        : undefined,
    );
    const page = await mount(
      server,
      html`<datasource-connect-button provider=${NOTION}></datasource-connect-button>`,
    );
    const windows = new FakeWindows();
    try {
      (await findButton(page, 'Connect')).click();
      expect(textOf(await findByRole(page, 'alert'))).to.equal('Only owners may.');
      const hint = [...elementsIn(page)].find(({ id }) => id === 'hint')!;
      expect(textOf(hint)).to.equal('Only owners may.');
      expect(hint.getBoundingClientRect().width, 'for assistive technology alone').to.be.at.most(1);
    } finally {
      windows.restore();
    }
  });

  it('cannot turn around what stands beside them', async () => {
    for (const name of ['\u202egpj.exe', '\u2069\u2069\u202eout', '\u2066\u2067\u2068', 'a\u202eb\u202dc']) {
      const server = new FakeServer();
      server.connect(NOTION, { name });
      const page = await mount(
        server,
        html`<datasource-connect-button provider=${NOTION}></datasource-connect-button>`,
        { connectedAs: 'Signed in as {name} since today' },
      );
      await findText(page, 'since today');
      const label = [...elementsIn(page)].find(({ className }) => className === 'label')!;
      const after = [...textNodesIn(label)].find(({ data }) => data.includes('since today'))!;
      const places = [...after.data.trimEnd()].map((_, index) => placeOf(after, index));
      expect(
        places.every((place, index) => index === 0 || place >= places[index - 1]!),
        `${JSON.stringify(name)}: ${places.map(Math.round).join()}`,
      ).to.be.true;
      fixtureCleanup();
    }
  });
});

function* textNodesIn(root: Node): Generator<Text> {
  for (const element of elementsIn(root))
    for (const node of element.childNodes) if (node instanceof Text) yield node;
}

/** Where a character begins, from the left. */
function placeOf(text: Text, index: number): number {
  const range = document.createRange();
  range.setStart(text, index);
  range.setEnd(text, index + 1);
  return range.getBoundingClientRect().left;
}

/** The length of the longest text or attribute below a node, without what a form starts with and sends back. */
function longestIn(root: Node): number {
  const lengths: number[] = [0];
  for (const element of elementsIn(root)) {
    for (const child of [...element.childNodes, ...(element.shadowRoot?.childNodes ?? [])])
      if (child instanceof Text) lengths.push(child.data.length);
    for (const { name, value } of element.attributes) if (name !== 'value') lengths.push(value.length);
  }
  return Math.max(...lengths);
}
