import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { ConsolePage, launchBrowser } from './support/console-page.js';
import { DemoProcess } from './support/demo-process.js';
import { tasksWhile, type Task } from './support/long-tasks.js';

const LIST = '**/auth/plugin/datasource/list';
const JINA = 'langgenius/jina_datasource/jinareader';
const NOTION = 'langgenius/notion_datasource/notion_datasource';
const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } };
/**
 * The longest that a task may take here, in milliseconds. The goal is 50, which a machine at rest keeps; a busy one, whose
 * caches are other programs', takes half as long again. All cards at once take 120 and more.
 */
const LONG = 75;
const SETTINGS = '/#/settings/data-sources';

interface Wire {
  name: string;
  plugin_id: string;
  credentials_list: object[];
  [key: string]: unknown;
}

/** How steady a page is and how little it asks, on the demo as `npm start` runs it. */
describe('a page with data sources', { timeout: 600_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    [browser, demo] = await Promise.all([launchBrowser(), DemoProcess.start()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });
  beforeEach(async () => {
    await fresh(SIZES.wide);
  });
  afterEach(async () => {
    await context.close();
  });

  async function fresh(viewport: { width: number; height: number }): Promise<void> {
    await context?.close();
    context = await browser.newContext({ viewport });
    page = await context.newPage();
    await page.addInitScript({ path: 'test/e2e/support/in-page.js' });
    await page.addInitScript({ path: 'test/e2e/support/steadiness.js' });
  }

  /** Three connections of one source, none of the others. */
  async function seed(): Promise<void> {
    await page.goto(demo.addresses.app + SETTINGS);
    await page.getByRole('article', { name: 'Notion' }).waitFor();
    await page.evaluate(async (id) => {
      await removeConnections();
      for (const name of ['Apple', 'Berry', 'Cherry'])
        await callServer(id, { name, credentials: {}, type: 'api-key' });
      localStorage.clear();
    }, JINA);
  }

  /** Holds the answer with the list back until it is released; then it may be changed. */
  async function hold(change: (sources: Wire[]) => Wire[] = (sources) => sources) {
    let release = (): void => undefined;
    let tell = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const asked = new Promise<void>((resolve) => (tell = resolve));
    await page.route(LIST, async (route: Route) => {
      const answer = await route.fetch();
      const { result } = (await answer.json()) as { result: Wire[] };
      tell();
      await released;
      await route.fulfill({ response: answer, json: { result: change(result) } });
    });
    return { asked, release };
  }

  async function assertNothingMoved(): Promise<void> {
    await page.evaluate(() => atRest());
    assert.deepEqual(await page.evaluate(() => shifts), []);
  }

  const PAGES = {
    [SETTINGS]: () => page.waitForFunction(() => rendered(6)),
    '/#/': () => page.getByText('1 of 6 connected').waitFor(),
    '/pipeline.html': () => page.getByText(/\d of \d+ data sources connected/).waitFor(),
    '/react.html': async () => {
      await page.waitForFunction(() => rendered(6));
      await page.getByText('No connection yet.').waitFor();
    },
  };

  describe('nothing moves when the data arrives', () => {
    for (const [path, ready] of Object.entries(PAGES))
      for (const [size, viewport] of Object.entries(SIZES))
        for (const visit of ['first', 'second'])
          it(`on ${path}, ${size}, at the ${visit} visit`, async () => {
            await fresh(viewport);
            await seed();
            if (visit === 'second') {
              await page.goto(demo.addresses.app + path);
              await ready();
            }
            await page.goto('about:blank');
            const { asked, release } = await hold();
            await page.goto(demo.addresses.app + path);
            await asked;
            // What waits is shown.
            await page.evaluate(() => atRest());
            release();
            await ready();
            await assertNothingMoved();
          });

    it('not even below a list, cards, buttons and fields that were seen before', async () => {
      await seed();
      const content = `
        <datasource-context base-url="/console/api">
          <datasource-card provider="${JINA}"></datasource-card>
          <datasource-card provider="${NOTION}"></datasource-card>
          <datasource-connect-button provider="${JINA}"></datasource-connect-button><br>
          <datasource-connect-button provider="${NOTION}"></datasource-connect-button>
          <datasource-credential-select provider="${JINA}"></datasource-credential-select>
          <datasource-credential-select provider="${NOTION}"></datasource-credential-select>
        </datasource-context>
        <p>Below</p>
        <datasource-context base-url="/console/api"><datasource-list></datasource-list></datasource-context>
        <p>At the end</p>`;
      await page.setViewportSize({ width: 1280, height: 3_000 });
      await page.goto('about:blank');
      await page.goto(`${demo.addresses.app}/#/`);
      await page.getByText('1 of 6 connected').waitFor();
      const { asked, release } = await hold();
      const show = page.evaluate((html) => {
        shifts.length = 0;
        showAlone(html);
      }, content);
      await Promise.all([show, asked]);
      await page.evaluate(() => atRest());
      release();
      await page.getByRole('button', { name: 'Connected as Apple' }).waitFor();
      await page.waitForFunction(() => rendered(12));
      await assertNothingMoved();
    });

    it('what does move is noticed, in the page and in a shadow root', async () => {
      await seed();
      await page.reload();
      await page.waitForFunction(() => rendered(6));
      await page.evaluate(() => {
        shifts.length = 0;
        document.getElementById('data-sources-title')!.style.marginTop = '40px';
      });
      await page.evaluate(() => atRest());
      const [inPage] = await page.evaluate(() => shifts);
      assert.ok(inPage && inPage.value > 0.01, 'a heading that moves all below it');
      await page.evaluate(() => {
        shifts.length = 0;
        const [first] = cardsOfLists();
        (first!.shadowRoot!.querySelector('.divider') as HTMLElement).style.marginTop = '40px';
      });
      await page.evaluate(() => atRest());
      const [inShadow] = await page.evaluate(() => shifts);
      assert.ok(inShadow && inShadow.value > 0.001, 'a card that grows and moves the others');
    });
  });

  /** A hundred sources with none, one or two connections. */
  const hundred = (sources: Wire[]): Wire[] =>
    Array.from({ length: 100 }, (_, index) => ({
      ...sources[index % sources.length]!,
      plugin_id: `acme/source_${index}`,
      label: { en_US: `Source ${index}` },
      credentials_list: Array.from({ length: index % 3 }, (_item, number) => ({
        id: `credential-${index}-${number}`,
        name: `Connection ${number}`,
        type: 'api-key',
        is_default: number === 0,
        credential: {},
      })),
    }));

  /** On a processor of a quarter of the speed. */
  async function slowly(action: () => Promise<void>): Promise<void> {
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await action();
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  }

  const told = (tasks: readonly Task[]): string =>
    tasks
      .slice(0, 5)
      .map(({ start, duration }) => `${duration.toFixed()} ms after ${start.toFixed()} ms`)
      .join(', ');

  describe('a hundred sources on a slow processor', () => {
    it(`take no task of more than ${LONG} ms from the answer on`, async (test) => {
      let best: Task[] = [];
      // The shortest of a few tries: what else the machine does only makes them longer.
      for (let attempt = 0; attempt < 4; attempt++) {
        await fresh(SIZES.wide);
        const { asked, release } = await hold(hundred);
        await page.goto(demo.addresses.app + SETTINGS);
        await asked;
        await page.evaluate(() => atRest());
        let tasks: Task[] = [];
        await slowly(async () => {
          tasks = await tasksWhile(browser, page, async () => {
            release();
            await page.waitForFunction(() => rendered(100), null, { polling: 1_000 });
            await page.evaluate(() => atRest());
          });
        });
        await assertNothingMoved();
        test.diagnostic(`the longest tasks: ${told(tasks)}`);
        if (!best[0] || tasks[0]!.duration < best[0].duration) best = tasks;
        if (best[0]!.duration <= LONG) return;
      }
      assert.fail(told(best));
    });

    it('are in the page as a list from the first moment, and can be found and reached in order', async () => {
      const { release } = await hold(hundred);
      await page.goto(demo.addresses.app + SETTINGS);
      await page.getByText('Loading data sources…').waitFor({ state: 'attached' });
      release();
      await page.getByRole('list').filter({ hasText: 'Source 0' }).getByRole('listitem').nth(99).waitFor({
        state: 'attached',
      });
      await page.waitForFunction(() => rendered(100));
      const last = page.getByRole('button', { name: 'Configure Source 99', exact: true });
      await page.getByRole('button', { name: 'Configure Source 98', exact: true }).focus();
      // It has two connections, each with a menu, before the next card.
      for (let press = 0; press < 3; press++) await page.keyboard.press('Tab');
      await last.and(page.locator(':focus')).waitFor();
      assert.ok(await last.isVisible());
    });
  });

  describe('icons', () => {
    const ICON = '**/plugin/icon*';

    it('have a size, are loaded when they are scrolled to, and move nothing when they load or fail', async () => {
      await page.setViewportSize({ width: 1280, height: 600 });
      const asked: number[] = [];
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/icon-of-*', async (route) => {
        const number = Number(/icon-of-(\d+)/.exec(route.request().url())![1]);
        asked.push(number);
        await released;
        if (number % 2) await route.abort();
        else
          await route.fulfill({
            contentType: 'image/svg+xml',
            body: '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"><rect width="900" height="300"/></svg>',
          });
      });
      const { release: answer } = await hold((sources) =>
        hundred(sources).map((source, index) => ({
          ...source,
          icon: `${demo.addresses.app}/icon-of-${index}.svg`,
        })),
      );
      await page.goto(demo.addresses.app + SETTINGS);
      answer();
      await page.waitForFunction(() => rendered(100));
      const attributes = await page.evaluate(() =>
        cardsOfLists().map((card) => {
          const { width, height, loading, decoding } = card.shadowRoot!.querySelector('img')!;
          return [width, height, loading, decoding].join(' ');
        }),
      );
      assert.deepEqual([...new Set(attributes)], ['40 40 lazy async']);
      await page.evaluate(() => atRest());
      // Chromium asks for those a few screens ahead of time: here all in the first half of the page.
      assert.ok(asked.includes(0), 'the first one');
      assert.ok(!asked.some((number) => number > 60), `far ahead: ${asked.join()}`);
      release();
      await page.waitForFunction(() => cardsOfLists()[0]!.shadowRoot!.querySelector('img.picture'));
      await page.waitForFunction(() => !cardsOfLists()[1]!.shadowRoot!.querySelector('img'));
      await assertNothingMoved();
      const scrolled = page.waitForRequest('**/icon-of-99.svg');
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await scrolled;
    });

    it('of the demo are asked for once each', async () => {
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(demo.addresses.app + SETTINGS);
      await page.waitForFunction(() => rendered(6));
      await page.waitForRequest(ICON).catch(() => undefined);
      await page.evaluate(() => atRest());
      const icons = requests.filter((url) => url.includes('/plugin/icon'));
      assert.equal(icons.length, new Set(icons).size);
    });
  });
});

/** What is asked of the server. */
describe('requests', { timeout: 300_000 }, () => {
  let browser: Browser;
  let demo: DemoProcess;
  let console: ConsolePage;
  let page: Page;

  before(async () => {
    [browser, demo] = await Promise.all([launchBrowser(), DemoProcess.start()]);
  });
  after(async () => {
    await browser.close();
    await demo.close();
  });
  beforeEach(async () => {
    console = await ConsolePage.open(browser, demo.addresses.app);
    page = console.page;
    await page.addInitScript({ path: 'test/e2e/support/steadiness.js' });
    await page.evaluate(() => removeConnections());
    await page.reload();
    await page.waitForFunction(() => rendered(6));
    console.requests.length = 0;
  });
  afterEach(async () => {
    console.assertNoProblems();
    await console.close();
  });

  const AUTH = '/console/api/auth/plugin/datasource';
  /** What was asked of the console API, without pictures. */
  const asked = (): string[] =>
    console.requests.filter((line) => line.includes('/console/api/') && !line.includes('/icon'));
  const count = (line: string): number => asked().filter((one) => one === line).length;

  /** Some of all that shows data sources. */
  const everything = `<datasource-context base-url="/console/api">
    <datasource-list></datasource-list>
    ${`<datasource-card provider="${JINA}"></datasource-card>
      <datasource-connect-button provider="${JINA}"></datasource-connect-button>
      <datasource-oauth-button provider="${NOTION}"></datasource-oauth-button>
      <datasource-api-key-button provider="${JINA}"></datasource-api-key-button>
      <datasource-credential-select provider="${NOTION}"></datasource-credential-select>
      <datasource-credential provider="${JINA}" credential-id="none"></datasource-credential>`.repeat(10)}
  </datasource-context>`;
  const shown = (): Promise<unknown> =>
    page.waitForFunction(() => {
      const all = [...document.querySelectorAll('#alone datasource-context > *')];
      return (
        all.length === 61 &&
        document.querySelector('#alone datasource-list')!.shadowRoot!.querySelectorAll('datasource-card')
          .length === 6 &&
        !all.some((one) => one.shadowRoot?.querySelector('.skeleton, [aria-busy=true]'))
      );
    });

  it('sixty elements of all kinds under one context read the list once', async () => {
    await page.evaluate((html) => showAlone(html), everything);
    await shown();
    await page.evaluate(() => atRest());
    assert.deepEqual(asked(), [`GET ${AUTH}/list`]);
  });

  it('elements that come while the cache is fresh send nothing', async () => {
    await page.evaluate((html) => {
      showAlone(html);
      const context = document.querySelector('#alone datasource-context')!;
      document
        .querySelector('[data-section=data-sources] datasource-context')!
        .append(context.firstElementChild!);
    }, '<datasource-context><datasource-list></datasource-list></datasource-context>');
    await page.evaluate((id) => {
      const context = document.querySelector('[data-section=data-sources] datasource-context')!;
      for (const name of ['card', 'connect-button', 'oauth-button', 'api-key-button', 'credential-select']) {
        const element = document.createElement(`datasource-${name}`);
        element.setAttribute('provider', id);
        context.append(element);
      }
    }, JINA);
    await page.waitForFunction(() => rendered(12));
    await page.getByRole('button', { name: 'Add API Key' }).first().waitFor();
    await page.evaluate(() => atRest());
    assert.deepEqual(asked(), []);
  });

  it('an authorization by OAuth reads at most twice beyond the polls', async () => {
    const popup = await console.popupOf(() => console.configure('Notion', 'Add OAuth'));
    const allow = popup.getByRole('button', { name: 'Allow access' });
    await allow.waitFor();
    const closed = popup.waitForEvent('close');
    await allow.press('Enter');
    await closed;
    await console.outcome();
    await console.card('Notion').locator('datasource-credential bdi').first().waitFor();
    await page.evaluate(() => atRest());
    // What there was before, then what the window is opened for, polls, and what is shown.
    const poll = `GET ${AUTH}/${NOTION}`;
    const beyond = asked().filter((line, index, all) => line !== poll || !all.slice(0, index).includes(poll));
    assert.deepEqual(beyond, [
      poll,
      `GET /console/api/oauth/plugin/${NOTION}/datasource/get-authorization-url`,
      `GET ${AUTH}/list`,
    ]);
    assert.equal(asked().at(-1), `GET ${AUTH}/list`, 'nothing after it');
    assert.ok(count(poll) >= 2, 'a poll found the connection');
  });

  it('a rename writes once and reads once', async () => {
    await console.seed(JINA, [{ name: 'Apple' }]);
    await console.row('Jina Reader', 'Apple').waitFor();
    await page.evaluate(() => atRest());
    console.requests.length = 0;
    await page.getByRole('button', { name: 'Actions for Apple' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.keyboard.type('Berry');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => changed().length === 1);
    await page.evaluate(() => atRest());
    assert.equal(asked().length, 2, asked().join());
    assert.match(asked()[0]!, /^POST .*\/jinareader\/update-name$/);
    assert.equal(asked()[1], `GET ${AUTH}/list`);
  });
});

/** In the page; see in-page.js and steadiness.js. */
declare const shifts: { value: number; moved: string[] }[];
declare function atRest(): Promise<void>;
declare function rendered(count: number): boolean;
declare function cardsOfLists(): Element[];
declare function showAlone(markup: string): void;
declare function changed(): unknown[];
declare function removeConnections(): Promise<void>;
declare function callServer(path: string, body: object): Promise<unknown>;
