import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Engine, Tab } from './engines/engine.js';
import { assertQuiet, type Allowance } from './oracles/quiet.js';
import { secretRequests } from './oracles/servers.js';
import type { PageOptions } from './pages/options.js';
import type { World } from './world/world.js';

/** What a fault test works with. */
export class Bench {
  readonly engine: Engine;
  readonly world: World;
  /** What the test has counted; goes into the page of the results. */
  readonly counts: Record<string, number> = {};
  readonly #secrets: string[] = [];
  #allowed: Allowance = {};

  constructor(engine: Engine, world: World) {
    this.engine = engine;
    this.world = world;
  }

  /** Opens a fixture page of the host in a new tab and waits until the product's code has run. */
  async open(page: string, options: PageOptions = {}): Promise<Tab> {
    const tab = await this.engine.open(this.world.url(page, options));
    if (options.bundles !== 0) await tab.waitFor(() => (window as { ready?: boolean }).ready);
    return tab;
  }

  /** Waits for a window that a page opened; by default one that shows the identity provider. */
  async popup(match = (url: string) => url.startsWith(this.world.idp.origin)): Promise<Tab> {
    return this.engine.waitForTab(match);
  }

  /** A text, a new one unless given, that must never be found where secrets must not be. */
  secret(text: string = `secret-${randomUUID()}`): string {
    this.#secrets.push(text);
    return text;
  }

  /** Says how many of something there were, for the page of the results, which sums it up for each engine. */
  counted(counts: Record<string, number>): void {
    Object.assign(this.counts, counts);
  }

  /** Says what the oracles may find in this test; adds to what was said before. */
  allow(allowed: Allowance): void {
    const before = this.#allowed;
    this.#allowed = {
      problems: [...(before.problems ?? []), ...(allowed.problems ?? [])],
      secrets: [...(before.secrets ?? []), ...(allowed.secrets ?? [])],
      leftovers: [...(before.leftovers ?? []), ...(allowed.leftovers ?? [])],
      surplusOutcomes: (before.surplusOutcomes ?? false) || (allowed.surplusOutcomes ?? false),
    };
  }

  /**
   * Fails when an oracle has found something that is not allowed, in any open page of the host or at any server. It takes
   * the elements out of the pages. Every test ends with it; a test that closes a tab before calls it first.
   */
  async assertQuiet(): Promise<void> {
    const origins = [this.world.host.origin('localhost'), this.world.host.origin('127.0.0.1')];
    for (const tab of await this.engine.tabs()) {
      // A window that closes itself may be gone at this moment.
      const url = await tab.url().catch(() => '');
      if (origins.some((origin) => url.startsWith(`${origin}/`)))
        await assertQuiet(tab, this.#allowed, this.#secrets).catch(async (error: unknown) => {
          if (error instanceof assert.AssertionError || (await this.#isOpen(tab))) throw error;
        });
    }
    const requests = secretRequests(this.world, this.#secrets);
    assert.deepEqual(requests, [], 'Requests that carry a secret');
  }

  async #isOpen(tab: Tab): Promise<boolean> {
    return (await this.engine.tabs()).includes(tab);
  }
}
