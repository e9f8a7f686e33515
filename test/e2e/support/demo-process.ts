import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where a running demo is. */
export interface DemoAddresses {
  app: string;
  oauth: string;
}

/** The demo as `npm start` runs it, in a process and a folder of its own. */
export class DemoProcess {
  readonly dataDir: string;
  addresses: DemoAddresses = { app: '', oauth: '' };
  #child: ChildProcess | undefined;

  private constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  static async start(environment: Record<string, string> = {}): Promise<DemoProcess> {
    const demo = new DemoProcess(await mkdtemp(join(tmpdir(), 'datasource-demo-')));
    await demo.#run({ PORT: '0', OAUTH_PORT: '0', ...environment });
    return demo;
  }

  /** Stops the process and starts another one on the same data and the same ports. */
  async restart(): Promise<void> {
    await this.#stop();
    const { app, oauth } = this.addresses;
    await this.#run({ PORT: new URL(app).port, OAUTH_PORT: new URL(oauth).port });
  }

  async close(): Promise<void> {
    await this.#stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #run(environment: Record<string, string>): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/server/main.ts'], {
      env: { ...process.env, DATA_DIR: this.dataDir, DEMO_JSON: '1', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{')) continue;
      this.addresses = JSON.parse(line) as DemoAddresses;
      child.stdout.resume();
      return;
    }
    throw new Error('The demo ended before it was ready.');
  }

  async #stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}
