import { after, beforeEach } from 'node:test';
import type { AccountName } from '../../world/console/accounts.js';
import { HttpBrowser } from '../../world/http-browser.js';
import { startWorld, type World } from '../../world/world.js';

/** Starts a world for the tests of a file, which each of them finds as it was at the start. */
export async function freshWorld(): Promise<World> {
  const world = await startWorld();
  after(() => world.stop());
  beforeEach(() => world.reset());
  return world;
}

/** A browser of somebody who is signed in. */
export async function visitor(world: World, account: AccountName): Promise<HttpBrowser> {
  const browser = new HttpBrowser();
  await browser.open(world.url('blank', { account }));
  return browser;
}
