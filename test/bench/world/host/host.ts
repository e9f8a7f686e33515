import { createServer } from 'node:http';
import type { Hono } from 'hono';
import type { Site } from '../../pages/options.js';
import { Faults } from '../faults/faults.js';
import { listenLoopback } from '../listen.js';
import type { Listening } from '../listen.js';
import { RequestLog } from '../request-log.js';
import { serveApp } from '../serve.js';

const API = '/console/api';

/** What browsers talk to: the host's pages, and below `/console/api` the console, both through the fault proxy. */
export class Host {
  /** What it got, whatever became of it. */
  readonly log = new RequestLog();
  readonly faults = new Faults(this.log, (path) => this.#portOf(path));
  #front: Listening | undefined;
  #pages: Listening | undefined;
  #console: Listening | undefined;

  /** Takes a port, so that addresses are known; answers as soon as {@link serve} has been called. */
  async listen(): Promise<void> {
    this.#front = await listenLoopback(createServer(this.faults.handle));
  }

  async serve(pages: Hono, console: Hono): Promise<void> {
    [this.#pages, this.#console] = await Promise.all([serveApp(pages, []), serveApp(console, [])]);
  }

  /** Where the host is under a name; the console is at the same origin. */
  origin(site: Site = 'localhost'): string {
    return `http://${site}:${this.#front?.port ?? 0}`;
  }

  /** The base URL of the console under a name. */
  apiUrl(site: Site = 'localhost'): string {
    return `${this.origin(site)}${API}`;
  }

  async stop(): Promise<void> {
    this.faults.clear();
    await Promise.all([this.#front, this.#pages, this.#console].map((server) => server?.close()));
  }

  #portOf(path: string): number {
    const server = path === API || path.startsWith(`${API}/`) ? this.#console : this.#pages;
    return server?.port ?? 0;
  }
}
