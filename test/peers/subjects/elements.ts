import type { Bench } from '../../bench/bench.js';
import type { Tab } from '../../bench/engines/engine.js';
import type { SeenEvent } from '../../bench/oracles/report.js';
import type { PageOptions } from '../../bench/pages/options.js';
import { changeAnswer, changeJson, delay } from '../../bench/world/faults/actions.js';
import { codeOf, CREDENTIALS_REQUEST, endsOf, openButton, URL_REQUEST } from '../../faults/support/flow.js';
import { toFront } from '../../faults/support/front.js';
import type { Hold, HostOptions, Outcome, Settings, Subject } from './subject.js';

/**
 * The product: `<datasource-oauth-button>` on a page that has nothing else. By default the console serves its own callback
 * page, as Dify does; at best the host serves the product's.
 */
export class Elements implements Subject {
  readonly library = 'datasource-elements';
  readonly settings: Settings;
  readonly #bench: Bench;
  readonly #callback: string;
  #hasClock = false;

  constructor(bench: Bench, settings: Settings) {
    this.#bench = bench;
    this.settings = settings;
    this.#callback = settings === 'best' ? '/oauth-callback' : '/dify-oauth-callback';
    bench.world.console.settings.callbackPath = this.#callback;
  }

  open({ coop, clock }: HostOptions = {}): Promise<Tab> {
    this.#hasClock = clock ?? false;
    const options: PageOptions = { ...(coop && { coop }), ...(clock && { clock: Date.now() }) };
    return openButton(this.#bench, options);
  }

  async press(tab: Tab): Promise<void> {
    if (!this.#hasClock) await toFront(tab);
    await tab.click('text=Add OAuth');
  }

  async pressByScript(tab: Tab): Promise<void> {
    await tab.evaluate(() => {
      const { shadowRoot } = document.querySelector('datasource-oauth-button')!;
      setTimeout(() => shadowRoot!.querySelector<HTMLButtonElement>('.main')!.click(), 50);
    });
  }

  async outcomes(tab: Tab): Promise<Outcome[]> {
    return (await endsOf(tab)).map((event) => ({ kind: kindOf(event), text: String(codeOf(event) ?? '') }));
  }

  completed(): number {
    const { callbacks } = this.#bench.world.console.state;
    return callbacks.filter(({ outcome }) => outcome === 'created').length;
  }

  openSockets(): number {
    return 0;
  }

  async abandon(tab: Tab): Promise<void> {
    await tab.evaluate(() => document.querySelector('datasource-context')!.remove());
  }

  holdCallback(): Hold {
    const { faults, host } = this.#bench.world;
    const match = { path: this.#callback };
    const held = faults.hold(match);
    return { arrived: () => host.log.waitFor(match), release: () => held.release() };
  }

  slowStart(milliseconds: number): void {
    this.#bench.world.faults.on(URL_REQUEST, delay(milliseconds));
  }

  /** The list does not show the connection before. */
  lateResult(milliseconds: number): void {
    const { faults, console } = this.#bench.world;
    const isEarly = (): boolean =>
      console.state.callbacks.some(({ time }) => console.now() < time + milliseconds);
    faults.on(
      CREDENTIALS_REQUEST,
      changeJson((body: { result: unknown[] }) => (isEarly() ? { ...body, result: [] } : body)),
    );
  }

  sayTwice(): void {
    const message = '<script>opener?.postMessage({ type: "oauth_callback" }, location.origin)</script>';
    this.#bench.world.faults.on(
      { path: this.#callback },
      changeAnswer((answer) => ({
        ...answer,
        headers: answer.headers.filter(([name]) => !/^content-(security-policy|length)$/i.test(name)),
        body: Buffer.from(answer.body.toString().replace('<head>', `<head>${message}`)),
      })),
    );
  }

  get trusted(): Subject['trusted'] {
    return {
      origin: this.#bench.world.host.origin(),
      page: '/submitted',
      message: { type: 'oauth_callback', success: true },
    };
  }

  nameAddress(address: string): boolean {
    this.#bench.world.idp.settings.authorizationUrl = address;
    return true;
  }
}

function kindOf(event: SeenEvent): Outcome['kind'] {
  if (event.type === 'datasource-authorized') return 'success';
  if (event.type === 'datasource-authorize-cancel') return 'cancelled';
  const code = codeOf(event);
  if (code === 'popup_blocked') return 'blocked';
  return code === 'expired' ? 'expired' : 'failed';
}
