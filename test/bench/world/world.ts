import { toQuery } from '../pages/options.js';
import type { PageOptions, Site } from '../pages/options.js';
import { elementsModule } from './bundle.js';
import { Console } from './console/console.js';
import { Evil } from './evil/evil.js';
import { Host } from './host/host.js';
import { pagesApp } from './host/pages-app.js';
import type { CallbackPage } from './host/pages-app.js';
import type { Faults } from './faults/faults.js';
import { Idp } from './idp/idp.js';

/** All servers of the bench, on loopback and in this process. */
export interface World {
  /** The host's pages and, on the same origin, the console: what browsers talk to, with everything that they said. */
  readonly host: Host;
  readonly console: Console;
  readonly idp: Idp;
  /** Somebody else's server, which is to get no secret. */
  readonly evil: Evil;
  /** The proxy before everything that the host serves. */
  readonly faults: Faults;
  /** What the host's callback page is served with. */
  readonly callback: CallbackPage;
  /** Scripts of a test's own, by name (`a-z` and `-`), for the option `preludes`. */
  readonly preludes: Map<string, string>;
  /** The address of a fixture page: a name in `pages/pages.ts`, perhaps with a path behind it (`list/a/b`). */
  url(page: string, options?: PageOptions): string;
  /** The console's base URL under a name. */
  apiUrl(site?: Site): string;
  /** Sets everything back to how it was at the start. */
  reset(): void;
  stop(): Promise<void>;
}

/** Starts all servers. */
export async function startWorld(): Promise<World> {
  const host = new Host();
  const idp = new Idp();
  const evil = new Evil();
  await Promise.all([host.listen(), idp.start(), evil.start(), elementsModule()]);
  const console = new Console(host.origin(), idp);
  const preludes = new Map<string, string>();
  const callback: CallbackPage = { openerOrigins: [], headers: {} };
  await host.serve(pagesApp(console, { callback, preludes }), console.app);
  return {
    host,
    console,
    idp,
    evil,
    faults: host.faults,
    callback,
    preludes,
    url: (page, options = {}) => {
      const query = toQuery(options).toString();
      return `${host.origin(options.site)}/pages/${page}${query && `?${query}`}`;
    },
    apiUrl: (site) => host.apiUrl(site),
    reset: () => {
      host.faults.clear();
      host.log.clear();
      console.reset();
      idp.reset();
      evil.reset();
      preludes.clear();
      Object.assign(callback, { openerOrigins: [], headers: {} });
    },
    stop: async () => {
      await Promise.all([host.stop(), idp.stop(), evil.stop()]);
    },
  };
}
