import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { atExit, endProcess } from './at-exit.js';
import { poll, WAIT } from './scripted-page.js';

/** How long a command may take, in milliseconds. */
const COMMAND = 60_000;

/** What a driver answered instead of a value; `code` is that of the W3C, e.g. `no such window`. */
export class WebDriverError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** A driver's process that speaks W3C WebDriver. */
export interface Driver {
  /** @param ms how long it may take, in milliseconds; 60,000 unless told. */
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, ms?: number): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Starts a driver that takes `--port`, and waits until it answers.
 * @param variables of the environment, for it and the browsers that it starts.
 */
export async function startDriver(program: string, variables: Record<string, string>): Promise<Driver> {
  const port = await freePort();
  const env = { ...process.env, ...variables };
  const child = spawn(program, [`--port=${port}`], { stdio: 'ignore', env });
  const forget = atExit(() => child.kill('SIGKILL'));
  const driver: Driver = {
    send: (method, path, body, ms) => request(`http://127.0.0.1:${port}${path}`, method, body, ms),
    stop: async () => {
      await endProcess(child);
      forget();
    },
  };
  const ready = await poll(WAIT, () =>
    driver.send('GET', '/status').then(
      () => true,
      () => false,
    ),
  );
  if (!ready) throw new Error(`${program} does not answer.`);
  return driver;
}

/** Where in a session a command is meant: a window, and the way from its document to a frame. */
export interface Place {
  readonly window: string;
  readonly frames: readonly number[];
}

/** One session, with one command at a time: each is about whatever window was chosen last. */
export class Session {
  readonly capabilities: Record<string, unknown>;
  readonly #driver: Driver;
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();
  #place: Place | null = null;

  private constructor(driver: Driver, id: string, capabilities: Record<string, unknown>) {
    this.#driver = driver;
    this.#path = `/session/${id}`;
    this.capabilities = capabilities;
  }

  static async start(driver: Driver, wanted: object): Promise<Session> {
    const answer = await driver.send('POST', '/session', { capabilities: { alwaysMatch: wanted } });
    const { sessionId, capabilities } = answer as {
      sessionId: string;
      capabilities: Record<string, unknown>;
    };
    return new Session(driver, sessionId, capabilities);
  }

  /** A command about the session. */
  async send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    return this.#next(() => this.#driver.send(method, this.#path + path, body) as Promise<T>);
  }

  /** A command about a place in it. */
  async sendTo<T>(
    place: Place,
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    ms?: number,
  ): Promise<T> {
    return this.#next(async () => {
      await this.#goTo(place);
      return (await this.#driver.send(method, this.#path + path, body, ms)) as T;
    });
  }

  async end(): Promise<void> {
    await this.send('DELETE', '');
  }

  async #goTo(place: Place): Promise<void> {
    const { window, frames } = place;
    const same = this.#place?.window === window && this.#place.frames.length + frames.length === 0;
    if (same) return;
    this.#place = null;
    await this.#driver.send('POST', `${this.#path}/window`, { handle: window });
    await this.#driver.send('POST', `${this.#path}/frame`, { id: null });
    for (const id of frames) await this.#driver.send('POST', `${this.#path}/frame`, { id });
    this.#place = place;
  }

  #next<T>(command: () => Promise<T>): Promise<T> {
    const result = this.#last.then(command);
    this.#last = result.catch(() => (this.#place = null));
    return result;
  }
}

async function request(url: string, method: string, body?: object, ms = COMMAND): Promise<unknown> {
  const text = method === 'POST' ? JSON.stringify(body ?? {}) : null;
  const response = await fetch(url, { method, body: text, signal: AbortSignal.timeout(ms) });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new WebDriverError(error, message);
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
