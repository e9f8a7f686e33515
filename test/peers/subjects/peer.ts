import type { Bench } from '../../bench/bench.js';
import type { Tab } from '../../bench/engines/engine.js';
import { tick } from '../../faults/support/flow.js';
import { toFront } from '../../faults/support/front.js';
import type { PeerServer } from '../server/peer-server.js';
import type { Hold, HostOptions, LibraryId, Outcome, Settings, Subject } from './subject.js';

export type PeerId = Exclude<LibraryId, 'datasource-elements'>;

type Driven = Window & { outcomes: Outcome[]; abandon: () => void; ready?: boolean };

const PAGES: Readonly<Record<PeerId, string>> = {
  'auth0-spa-js': 'auth0',
  'oidc-client-ts': 'oidc',
  'nango-frontend': 'nango',
};

/** One of the other libraries, behind a plain button. */
export class Peer implements Subject {
  readonly library: PeerId;
  readonly settings: Settings;
  readonly #bench: Bench;
  readonly #server: PeerServer;
  #hasClock = false;

  constructor(bench: Bench, server: PeerServer, library: PeerId, settings: Settings) {
    this.#bench = bench;
    this.#server = server;
    this.library = library;
    this.settings = settings;
  }

  async open({ coop, clock }: HostOptions = {}): Promise<Tab> {
    this.#hasClock = clock ?? false;
    const query = new URLSearchParams({
      authority: this.#server.authority,
      settings: this.settings,
      ...(coop && { coop }),
      ...(clock && { clock: String(Date.now()) }),
    });
    const url = `${this.#server.host}/host/${PAGES[this.library]}?${query.toString()}`;
    const tab = await this.#bench.engine.open(url);
    await tab.waitFor(() => (window as unknown as Driven).ready);
    if (clock) await tick(tab, 1_000);
    return tab;
  }

  async press(tab: Tab): Promise<void> {
    if (!this.#hasClock) await toFront(tab);
    await tab.click('#start');
  }

  async pressByScript(tab: Tab): Promise<void> {
    await tab.evaluate(() => {
      setTimeout(() => document.getElementById('start')!.click(), 50);
    });
  }

  outcomes(tab: Tab): Promise<Outcome[]> {
    return tab.evaluate(() => (window as unknown as Driven).outcomes);
  }

  completed(): number {
    return this.#server.completed;
  }

  openSockets(): number {
    return this.#server.openSockets;
  }

  async abandon(tab: Tab): Promise<void> {
    await tab.evaluate(() => (window as unknown as Driven).abandon());
  }

  holdCallback(): Hold {
    const { callback } = this.#server;
    callback.hold();
    return { arrived: () => callback.arrived(), release: () => callback.release() };
  }

  slowStart(milliseconds: number): void {
    this.#server.settings.slowStart = milliseconds;
  }

  lateResult(milliseconds: number): void {
    this.#server.settings.lateResult = milliseconds;
  }

  sayTwice(): void {
    this.#server.settings.twice = true;
  }

  get trusted(): Subject['trusted'] {
    const { authority, host } = this.#server;
    const response = { code: 'forged', state: 'forged' };
    const url = `${host}/oidc-callback?${new URLSearchParams(response).toString()}`;
    return this.library === 'oidc-client-ts'
      ? { origin: host, page: '/bystander', message: { source: 'oidc-client', url, keepOpen: false } }
      : {
          origin: authority,
          page: '/bystander',
          message: { type: 'authorization_response', response },
        };
  }

  nameAddress(address: string): boolean {
    if (this.library !== 'oidc-client-ts') return false;
    this.#server.settings.authorizationEndpoint = address;
    return true;
  }
}
