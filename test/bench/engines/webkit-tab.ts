import type { Page, Tab } from './engine.js';
import { jsonText } from './json-text.js';
import { poll, ScriptedPage, WAIT, type Point } from './scripted-page.js';
import { WebDriverError, type Place, type Session } from './webdriver.js';
import { keyActions } from './webdriver-keys.js';
import type { WindowManager } from './window-manager.js';

/** Longer than anything on a page may take a press for one with the focus that came just before it, in milliseconds. */
const FOCUS_SETTLES = 600;

const MOUSE = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } };

/** What tabs and frames have in common. */
abstract class WebKitPage extends ScriptedPage {
  readonly place: Place;
  protected readonly session: Session;

  constructor(session: Session, place: Place) {
    super();
    this.session = session;
    this.place = place;
  }

  async url(): Promise<string> {
    return this.evaluate(() => location.href);
  }

  /** A script that runs while the page gives way to one of another process is never answered. */
  protected async run(expression: string, ms?: number): Promise<unknown> {
    const body = { script: `return ${jsonText(expression)}`, args: [] };
    const text = await this.send<string | null>('POST', '/execute/sync', body, ms);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  }

  override async mouse({ x, y }: Point, action: 'click' | 'hover'): Promise<void> {
    const move = { type: 'pointerMove', x, y, duration: 0 };
    const press = [
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.perform({ ...MOUSE, actions: action === 'click' ? [move, ...press] : [move] });
  }

  protected async perform(source: object): Promise<void> {
    await this.send('POST', '/actions', { actions: [source] });
  }

  protected send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, ms?: number): Promise<T> {
    return this.session.sendTo<T>(this.place, method, path, body, ms);
  }
}

/** A window of MiniBrowser: its tabs cannot be brought to the front by a driver. */
export class WebKitTab extends WebKitPage implements Tab {
  readonly #windowManager: WindowManager;
  #window: Promise<string> | null = null;
  #closed = false;
  /** Where the window was, while it is minimized. */
  #minimized: object | null = null;

  constructor(session: Session, handle: string, windowManager: WindowManager) {
    super(session, { window: handle, frames: [] });
    this.#windowManager = windowManager;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The window is no longer among those that the browser has. */
  markClosed(): void {
    this.#closed = true;
  }

  override async url(): Promise<string> {
    return this.send('GET', '/url');
  }

  async goto(url: string): Promise<void> {
    await this.navigate(() => this.send('POST', '/url', { url }));
  }

  async reload(): Promise<void> {
    await this.navigate(() => this.send('POST', '/refresh'));
  }

  async back(): Promise<void> {
    await this.navigate(() => this.evaluate(() => history.back()));
  }

  async press(key: string): Promise<void> {
    await this.toFront();
    await this.perform({ type: 'key', id: 'keyboard', actions: keyActions(key.split(/\+(?=.)/)) });
  }

  async type(text: string): Promise<void> {
    await this.toFront();
    const actions = [...text].flatMap((character) => keyActions([character]));
    await this.perform({ type: 'key', id: 'keyboard', actions });
  }

  /** Neither the driver nor a page can ask for it, so much is made that is needed no more. */
  async collectGarbage(): Promise<void> {
    await this.evaluate(async () => {
      const junk: unknown[] = [];
      for (let index = 0; index < 300; index += 1) junk.push(new Array(20_000).fill({ index }));
      for (let index = 0; index < 200; index += 1) document.createElement('div').append(String(junk.length));
      // What weak references have given is kept until the task ends.
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
  }

  async bringToFront(): Promise<void> {
    this.#window ??= this.#findWindow();
    if (this.#minimized) await this.send('POST', '/window/rect', this.#minimized);
    this.#minimized = null;
    await this.#windowManager.activate(await this.#window);
    await this.waitFor(() => document.hasFocus());
  }

  async hide(): Promise<void> {
    this.#minimized = await this.send<object>('GET', '/window/rect');
    await this.send('POST', '/window/minimize');
    await this.waitFor(() => document.hidden);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.send('DELETE', '/window').catch((error: unknown) => {
      if (!(error instanceof WebDriverError && error.code === 'no such window')) throw error;
    });
    this.#closed = true;
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this.send<string>('GET', '/screenshot'), 'base64');
  }

  async frame(match: (url: string) => boolean, ms = WAIT): Promise<Page> {
    const found = await poll(ms, () => this.#findFrame([], match).catch(() => undefined));
    if (found) return found;
    throw new Error(`No such frame within ${ms} ms at ${await this.url()}`);
  }

  override async toFront(): Promise<void> {
    const focused = await this.evaluate(() => document.hasFocus());
    if (!focused) await this.bringToFront();
  }

  async #findFrame(way: readonly number[], match: (url: string) => boolean): Promise<Page | undefined> {
    const here = new WebKitFrame(this.session, { ...this.place, frames: way }, this);
    if (way.length > 0 && match(await here.url())) return here;
    const count = await here.evaluate(() => window.length);
    for (let index = 0; index < count; index += 1) {
      const found = await this.#findFrame([...way, index], match);
      if (found) return found;
    }
    return undefined;
  }

  /** The window manager knows windows by their titles, so for a moment this one gets one that no other has. */
  async #findWindow(): Promise<string> {
    const mark = `window ${this.place.window}`;
    const title = await this.evaluate((text) => {
      const before = document.title;
      document.title = text;
      return before;
    }, mark);
    const window = await this.#windowManager.find(mark);
    await this.evaluate((text) => void (document.title = text), title);
    return window;
  }
}

/** A frame in a window. */
class WebKitFrame extends WebKitPage {
  readonly #tab: WebKitTab;

  constructor(session: Session, place: Place, tab: WebKitTab) {
    super(session, place);
    this.#tab = tab;
  }

  protected async toFront(): Promise<void> {
    await this.#tab.toFront();
  }

  /** The driver's mouse knows the window alone, so the place of every frame on the way is added. */
  override async mouse({ x, y }: Point, action: 'click' | 'hover'): Promise<void> {
    const point = { x, y };
    for (const [depth, index] of this.place.frames.entries()) {
      const around = new WebKitFrame(
        this.session,
        { ...this.place, frames: this.place.frames.slice(0, depth) },
        this.#tab,
      );
      const corner = await around.evaluate(cornerOfFrame, index);
      point.x += corner.x;
      point.y += corner.y;
    }
    await this.#letFocusSettle();
    await this.#tab.mouse(point, action);
  }

  /** Choosing a frame gives it the focus for a moment, which no person's press is preceded by. */
  async #letFocusSettle(): Promise<void> {
    const since = await this.#tab.evaluate(() => performance.now());
    await this.#tab.waitFor((from, ms) => performance.now() - from > ms, since, FOCUS_SETTLES);
  }
}

/** In the page: where the content of its n-th frame begins. */
function cornerOfFrame(index: number): Point {
  const frames = [...document.querySelectorAll('iframe')];
  const frame = frames.find(({ contentWindow }) => contentWindow === window.frames[index]);
  if (!frame) throw new Error('The frame is gone.');
  const { x, y } = frame.getBoundingClientRect();
  return { x: x + frame.clientLeft, y: y + frame.clientTop };
}
