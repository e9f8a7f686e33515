import { expect } from '@open-wc/testing';
import type { DatasourceCredential } from '../../../src/api/types.js';
import { AuthorizationFlow, type FlowStart } from '../../../src/authorization/flow.js';
import type { FlowEnvironment } from '../../../src/authorization/flow-tracker.js';
import type { AuthorizationOutcome } from '../../../src/authorization/outcome.js';
import type { RedirectRecord } from '../../../src/authorization/redirect-record.js';
import { loadParts } from '../../support/parts.js';
import { Clock, pretendFocus, pretendVisibility, settled } from './clock.js';
import { pretend, undoPretending } from './pretend.js';
import { FakeOpener } from './fake-popup.js';
import { tracked } from './tracked.js';

// What comes before they are there is what flow-loading.test.ts is about.
await loadParts();

export const REF = { pluginId: 'acme/plugin', provider: 'source' };
export const SERVER = 'https://console.example/console/api';
export const URL_TEXT = 'https://idp.example/authorize?client_id=x';

export const credential = (id: string): DatasourceCredential => ({
  id,
  type: 'oauth2',
  name: id,
  is_default: false,
  avatar_url: null,
  credential: {},
});

/** All that a flow is given. */
export type Beginning = FlowEnvironment & Pick<FlowStart, 'mode' | 'openingText'>;

/** A flow and every outcome that it gave out. */
export interface Run {
  flow: AuthorizationFlow;
  outcomes: AuthorizationOutcome[];
}

/** Flows in a page whose time, windows and server are made up. */
export class FlowBench {
  readonly clock: Clock;
  readonly opener = new FakeOpener();
  /** What the server has. */
  credentials = [credential('old')];
  /** What the flows asked their surroundings for, in order. */
  readonly asked: string[] = [];
  /** How often the browser was told to load no further, so that the page is not left. */
  stopped = 0;
  readonly #flows: AuthorizationFlow[] = [];
  readonly #restore: (() => void)[] = [];

  constructor(clock = new Clock()) {
    this.clock = clock;
  }

  install(): void {
    // What tests of something else left there.
    localStorage.clear();
    sessionStorage.clear();
    this.clock.install({ date: true });
    this.opener.install();
    this.#restore.push(pretendVisibility('visible'), pretendFocus(true), undoPretending);
    pretend(window, 'stop', () => this.stopped++);
  }

  uninstall(): void {
    for (const flow of this.#flows) flow.cancel();
    for (const undo of this.#restore) undo();
    this.opener.uninstall();
    this.clock.uninstall();
    localStorage.clear();
    sessionStorage.clear();
  }

  begin(overrides: Partial<Beginning> = {}, credentialId?: string, resumed?: RedirectRecord): Run {
    const environment: Beginning = {
      server: SERVER,
      mode: 'popup',
      takeOver: false,
      readAccount: () => Promise.resolve(null),
      readCredentials: () => {
        this.asked.push('credentials');
        return Promise.resolve([...this.credentials]);
      },
      getAuthorizationUrl: () => {
        this.asked.push('url');
        return Promise.resolve(URL_TEXT);
      },
      onAuthorized: () => {
        this.asked.push('authorized');
        return Promise.resolve();
      },
      origins: new Set([location.origin]),
      openingText: 'Opening…',
      ...overrides,
    };
    const { mode, openingText } = environment;
    const track = tracked(environment);
    const flow = new AuthorizationFlow(REF, credentialId, { mode, openingText, track }, resumed);
    this.#flows.push(flow);
    const outcomes: AuthorizationOutcome[] = [];
    void flow.result.then((outcome) => outcomes.push(outcome));
    return { flow, outcomes };
  }

  async waiting(
    overrides: Partial<Beginning> = {},
    credentialId?: string,
    resumed?: RedirectRecord,
  ): Promise<Run> {
    const run = this.begin(overrides, credentialId, resumed);
    await settled();
    expect(run.flow.state.phase).to.equal('waiting');
    return run;
  }

  /** How often the list was read so far. */
  get reads(): number {
    return this.asked.filter((what) => what === 'credentials').length;
  }

  /** What the callback page in the flow's window says. */
  message(data: unknown = { type: 'oauth_callback' }, source: unknown = this.opener.last): void {
    const event = new MessageEvent('message', { data, origin: location.origin });
    // A fake window cannot be given to the constructor.
    Object.defineProperty(event, 'source', { value: source });
    window.dispatchEvent(event);
  }

  /** What a callback page of any tab says, by the storage. */
  storage(report: object = { type: 'oauth_callback' }): void {
    const key = 'datasource-elements:oauth-callback';
    window.dispatchEvent(new StorageEvent('storage', { key, newValue: JSON.stringify(report) }));
  }

  /** Every sign that the browser can give. */
  signs(): void {
    for (const type of ['focus', 'pageshow', 'online']) window.dispatchEvent(new Event(type));
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    if (this.opener.popups.length) this.message();
    this.storage();
  }

  /** It has ended with this, once, and left nothing behind. */
  async endedWith({ flow, outcomes }: Run, expected: object): Promise<void> {
    await settled();
    expect(outcomes).to.have.length(1);
    expect(outcomes[0]).to.deep.include(expected);
    expect(flow.state.phase).to.equal('settled');
    // Its window may be on the way to its next page, and is closed then.
    if (outcomes[0]?.status === 'authorized') await this.clock.pass(1_000);
    expect(this.clock.pending, 'timers').to.equal(0);
    expect(localStorage.length, 'claims').to.equal(0);
    const before = this.asked.length;
    this.signs();
    flow.cancel();
    flow.confirm();
    flow.reopen();
    flow.unmount();
    flow.remount();
    await this.clock.pass(600_000);
    expect(this.asked.length, 'requests after the end').to.equal(before);
    expect(outcomes).to.have.length(1);
    expect(this.clock.pending, 'timers, later').to.equal(0);
    expect(localStorage.length, 'claims, later').to.equal(0);
  }
}
