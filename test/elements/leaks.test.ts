import { expect, html } from '@open-wc/testing';
import { render, type TemplateResult } from 'lit';
import '../../src/define.js';
import type { DatasourceContextElement } from '../../src/index.js';
import { click, collectGarbage, moveAway } from '../support/driver.js';
import { errorAnswer, FakeServer } from '../support/fake-server.js';
import {
  allByRole,
  byRole,
  elementsIn,
  findButton,
  findByRole,
  findText,
  until,
  untilGone,
} from '../support/find.js';
import { LeakCounter } from '../support/leaks.js';
import '../support/loaded-dialogs.js';
import { hold, mount, NOTION, said, settled } from '../support/page.js';
import { choose, openRowMenu } from '../support/rows.js';
import { FakeWindows } from '../support/windows.js';

const ROUNDS = 50;

/** What is mounted, and how a test knows that it is there. */
const ELEMENTS: Record<string, [TemplateResult, (root: HTMLElement) => unknown]> = {
  'datasource-list': [
    html`<datasource-list></datasource-list>`,
    (root) => allByRole(root, 'article').length === 2,
  ],
  'datasource-card': [
    html`<datasource-card provider=${NOTION}></datasource-card>`,
    (root) => allByRole(root, 'listitem').length === 1,
  ],
  'datasource-credential': [
    html`<datasource-credential provider=${NOTION} credential-id="credential-1"></datasource-credential>`,
    (root) => root.firstElementChild!.shadowRoot?.querySelector('div'),
  ],
  'datasource-connect-button': [
    html`<datasource-connect-button provider=${NOTION}></datasource-connect-button>`,
    (root) => allByRole(root, 'button', /^Connected as/).length === 1,
  ],
  'datasource-credential-select': [
    html`<datasource-credential-select provider=${NOTION}></datasource-credential-select>`,
    (root) => allByRole(root, 'button', 'Add another').length === 1,
  ],
  'datasource-oauth-button': [
    html`<datasource-oauth-button provider=${NOTION}></datasource-oauth-button>`,
    (root) => allByRole(root, 'button').length === 2,
  ],
  'datasource-api-key-button': [
    html`<datasource-api-key-button provider=${NOTION}></datasource-api-key-button>`,
    (root) => allByRole(root, 'button').some((button) => !button.matches(':disabled')),
  ],
  'api-key-dialog': [
    html`<api-key-dialog open provider=${NOTION}></api-key-dialog>`,
    (root) => allByRole(root, 'button', 'Save').length === 1,
  ],
  'oauth-client-dialog': [
    html`<oauth-client-dialog open provider=${NOTION}></oauth-client-dialog>`,
    (root) => allByRole(root, 'button', 'Save only').length === 1,
  ],
};

/** What a user may type into. */
function fieldsIn(root: Node): HTMLInputElement[] {
  return [...elementsIn(root)].filter(
    (element): element is HTMLInputElement => element instanceof HTMLInputElement && element.type !== 'radio',
  );
}

describe('what elements leave behind', () => {
  let server: FakeServer;
  let windows: FakeWindows;
  let counter: LeakCounter;
  let context: DatasourceContextElement;
  let place: HTMLElement;

  beforeEach(async () => {
    server = new FakeServer();
    server.connect(NOTION);
    windows = new FakeWindows();
    counter = new LeakCounter();
    context = await mount(server, html`<div></div>`);
    place = context.querySelector('div')!;
  });
  afterEach(() => {
    counter.restore();
    windows.restore();
  });

  async function rounds(times: number, round: () => Promise<void>): Promise<void> {
    for (let count = 0; count < times; count++) {
      await round();
      render(null, place);
    }
    await settled();
  }

  for (const [tag, [content, ready]] of Object.entries(ELEMENTS)) {
    it(`is the same after ${ROUNDS} × ${tag} as after one`, async () => {
      const round = async (): Promise<void> => {
        render(content, place);
        await until(
          () => ready(place),
          () => `${tag} is not there`,
        );
      };
      await rounds(1, round);
      const before = counter.leftovers;
      await rounds(ROUNDS, round);
      expect(counter.leftovers).to.deep.equal(before);
      expect(before.listeners, 'nothing but the element listened').to.deep.equal([]);
    }).timeout(60_000);

    it(`is not ${tag} itself`, async () => {
      const refs: WeakRef<Element>[] = [];
      await rounds(10, async () => {
        render(content, place);
        await until(
          () => ready(place),
          () => `${tag} is not there`,
        );
        refs.push(new WeakRef(place.firstElementChild!));
      });
      await moveAway();
      // The page's last focus and axe hold on to an element each for a while.
      render(html`<button>other</button>`, place);
      place.querySelector('button')!.focus();
      allByRole(place, 'button');
      await settled();
      await collectGarbage();
      await collectGarbage();
      expect(refs.filter((ref) => ref.deref()).length).to.equal(0);
    }).timeout(30_000);
  }

  /** Mounts everything, has something happen to it and takes it away, some times over; what of it is still alive. */
  async function survivors(
    times: number,
    tags: readonly string[],
    during: () => Promise<void>,
  ): Promise<string[]> {
    const refs: WeakRef<Element>[] = [];
    await rounds(times, async () => {
      render(
        tags.map((tag) => ELEMENTS[tag]![0]),
        place,
      );
      await during();
      for (const element of elementsIn(place)) if (element.shadowRoot) refs.push(new WeakRef(element));
    });
    expect(refs.length, 'something was there').to.be.at.least(times);
    return stillAlive(refs);
  }

  /** What is still alive once the browser itself has let go of everything. */
  async function stillAlive(refs: readonly WeakRef<Element>[]): Promise<string[]> {
    await moveAway();
    render(html`<button>other</button>`, place);
    place.querySelector('button')!.focus();
    allByRole(place, 'button');
    // Why a request was given up is an error, which remembers who was at work then.
    server.signals.length = 0;
    const alive = (): string[] => refs.flatMap((ref) => ref.deref()?.localName ?? []);
    // The browser itself holds on to some of it for a while: what was in its top layer, or had the focus and was typed in.
    for (const end = performance.now() + 15_000; alive().length > 0 && performance.now() < end;) {
      await settled();
      await collectGarbage();
    }
    return alive();
  }

  it('is no element that was taken away while it was loading', async () => {
    const release = hold(server, 'GET', /list$/);
    const alive = await survivors(20, Object.keys(ELEMENTS), settled);
    release();
    expect(alive).to.deep.equal([]);
    expect(counter.leftovers.listeners).to.deep.equal([]);
  }).timeout(60_000);

  it('is no element that was taken away while another one goes on waiting for the same answer', async () => {
    const release = hold(server, 'GET', /list$/);
    const other = document.createElement('datasource-oauth-button');
    other.provider = NOTION;
    context.append(other);
    const alive = await survivors(20, Object.keys(ELEMENTS), settled);
    const { isFetching } = context.currentStore!.list().getSnapshot();
    release();
    expect(isFetching, 'the request was still under way').to.equal(true);
    expect(alive).to.deep.equal([]);
  }).timeout(60_000);

  it('is no element that was taken away with an error', async () => {
    server.intercept(() => errorAnswer(403, 'forbidden', 'Not you.'));
    const alive = await survivors(20, Object.keys(ELEMENTS), () => findText(place, 'Not you.'));
    expect(alive).to.deep.equal([]);
    expect(counter.leftovers.listeners).to.deep.equal([]);
  }).timeout(60_000);

  for (const [tag, button] of [
    ['api-key-dialog', 'Save'],
    ['oauth-client-dialog', 'Save only'],
  ] as const) {
    it(`is no element that was taken away while its POST was under way: ${tag}`, async () => {
      const release = hold(server, 'POST', /.*/);
      const posts = (): number => server.requests.filter(({ method }) => method === 'POST').length;
      const sendOne = async (): Promise<void> => {
        const before = posts();
        await until(
          () => ELEMENTS[tag]![1](place),
          () => 'not there',
        );
        for (const field of fieldsIn(place)) field.value = `x${before}`;
        await click(await findButton(place, button));
        await until(
          () => posts() > before,
          () => 'nothing was sent',
        );
      };
      const alive = await survivors(5, [tag], sendOne);
      release();
      expect(alive).to.deep.equal([]);
      await settled();
      expect(counter.leftovers.listeners).to.deep.equal([]);
    }).timeout(60_000);
  }

  it('is no row that was taken away while its POST was under way', async () => {
    const refs: WeakRef<Element>[] = [];
    const [credential] = server.credentialsOf(NOTION);
    // In a function of its own: one that still runs may hold on to what it had in hand last.
    const renameAndLeave = async (name: string): Promise<void> => {
      const before = server.requests.length;
      render(ELEMENTS['datasource-credential']![0], place);
      await choose(place, credential!.name, 'Rename');
      for (const field of fieldsIn(place)) field.value = name;
      await click(await findButton(place, 'Save'));
      await until(
        () => server.requests.slice(before).some(({ method }) => method === 'POST'),
        () => 'nothing was sent',
      );
      for (const element of elementsIn(place)) if (element.shadowRoot) refs.push(new WeakRef(element));
      render(null, place);
    };
    for (let count = 1; count <= 5; count++) {
      const release = hold(server, 'POST', /.*/);
      await renameAndLeave(`Name ${count}`);
      // The row waits for the answer, to tell of it.
      release();
      const { currentStore } = context;
      await until(
        // What the store shows is ahead of the server.
        () =>
          credential!.name === `Name ${count}` &&
          JSON.stringify(currentStore!.list().getSnapshot().data).includes(`Name ${count}`),
        () => 'not renamed',
      );
    }
    expect(await stillAlive(refs)).to.deep.equal([]);
    await settled();
    expect(counter.leftovers.listeners).to.deep.equal([]);
  }).timeout(60_000);

  it('is nothing of a menu, a dialog or a read that was under way', async () => {
    const round = async (): Promise<void> => {
      render(ELEMENTS['datasource-card']![0], place);
      await click(await findButton(place, 'Configure Notion'));
      await findByRole(place, 'button', 'Add OAuth');
    };
    const dialog = async (): Promise<void> => {
      await round();
      await click(byRole(place, 'button', 'Add API Key'));
      await findByRole(place, 'dialog', /^API Key/);
    };
    await rounds(1, dialog);
    const before = counter.leftovers;
    await rounds(5, round);
    await rounds(5, dialog);
    expect(counter.leftovers).to.deep.equal(before);
    expect(before.listeners).to.deep.equal([]);
  }).timeout(30_000);

  it('is nothing of menus, editors, questions and removals, also when their connection goes first', async () => {
    const [credential] = server.credentialsOf(NOTION);
    const name = credential!.name;
    const round = async (): Promise<void> => {
      render(ELEMENTS['datasource-credential']![0], place);
      await choose(place, name, 'Rename');
      await findByRole(place, 'textbox');
      await click(byRole(place, 'button', 'Cancel'));
      await choose(place, name, 'Remove');
      await click(byRole(await findByRole(place, 'alertdialog'), 'button', 'Remove'));
      await click(await findButton(place, 'Undo'));
      await openRowMenu(place, name);
      server.credentialsOf(NOTION).length = 0;
      await context.currentStore!.invalidateList();
      await untilGone(place, 'menu');
      await settled();
      server.credentialsOf(NOTION).push(credential!);
      await context.currentStore!.invalidateList();
      expect(counter.leftovers.listeners.filter((key) => /scroll|resize|pagehide/.test(key))).to.deep.equal(
        [],
      );
    };
    await rounds(1, round);
    const before = counter.leftovers;
    await rounds(3, round);
    expect(counter.leftovers).to.deep.equal(before);
    expect(before).to.deep.include({ listeners: [], channels: 0 });
  }).timeout(30_000);

  it('is nothing of flows that ended', async () => {
    const BUTTON = ELEMENTS['datasource-oauth-button']![0];
    const cancelled = async (): Promise<void> => {
      render(BUTTON, place);
      await click(await findButton(place, 'Add OAuth'));
      await findText(place, said('waitingTitle', { source: 'Notion' }));
      await click(byRole(place, 'button', 'Cancel'));
      await untilGone(place, 'button', 'Cancel');
    };
    const done = async (): Promise<void> => {
      render(BUTTON, place);
      await click(await findButton(place, 'Add OAuth'));
      await findText(place, said('waitingTitle', { source: 'Notion' }));
      server.connect(NOTION);
      await click(byRole(place, 'button', 'I have finished'));
      await untilGone(place, 'button', 'Cancel');
    };
    await rounds(1, cancelled);
    const before = counter.leftovers;
    await rounds(5, cancelled);
    await rounds(3, done);
    // Each window gets a second for its next page before it is closed.
    await until(
      () => counter.leftovers.timers <= before.timers,
      () => `${counter.leftovers.timers} timers`,
    );
    expect(counter.leftovers).to.deep.equal(before);
    expect(before).to.deep.include({ listeners: [], channels: 0 });
  }).timeout(30_000);

  it('is no element that showed a flow which goes on', async () => {
    const BUTTON = ELEMENTS['datasource-oauth-button']![0];
    const waiting = said('waitingTitle', { source: 'Notion' });
    render(BUTTON, place);
    await click(await findButton(place, 'Add OAuth'));
    await findText(place, waiting);
    const { current } = context.currentStore!.flows;
    const alive = await survivors(5, ['datasource-oauth-button'], () => findText(place, waiting));
    expect(alive).to.deep.equal([]);
    expect(context.currentStore!.flows.current === current, 'it goes on').to.equal(true);
    current!.cancel();
    await current!.result;
  }).timeout(60_000);

  it('is what a flow under way needs, and no more for each element that joins', async () => {
    render(ELEMENTS['datasource-oauth-button']![0], place);
    await click(await findButton(place, 'Add OAuth'));
    await findText(place, said('waitingTitle', { source: 'Notion' }));
    const before = counter.leftovers;
    expect(before.channels, 'that of the flow and that of the other tabs').to.equal(2);
    expect(before.listeners).to.include('window message');
    const other = document.createElement('div');
    context.append(other);
    render(html`${Array.from({ length: 10 }, () => ELEMENTS['datasource-oauth-button']![0])}`, other);
    await until(
      () => allByRole(other, 'button', 'I have finished').length === 10,
      () => 'not ten',
    );
    expect(counter.leftovers.listeners).to.deep.equal(before.listeners);
    expect(counter.leftovers.channels).to.equal(2);
    await click(byRole(place, 'button', 'Cancel'));
  });

  it('is nothing at all once the context is gone, but the cache’s wish to forget', async () => {
    hold(server, 'GET', /default-list$/);
    render(
      html`<datasource-list></datasource-list><datasource-list source="default"></datasource-list>`,
      place,
    );
    await until(
      () => allByRole(place, 'article').length === 2,
      () => 'no cards',
    );
    context.remove();
    await settled();
    expect(counter.leftovers).to.deep.include({ listeners: [], channels: 0 });
    expect(counter.leftovers.timers, 'one for each list').to.be.at.most(2);
  });
});
