import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { atExit, endProcess } from './at-exit.js';
import { poll, WAIT } from './scripted-page.js';

const run = promisify(execFile);

/** Gives the focus to windows as on a desktop: to a new one, back when that is closed, and on demand. */
export interface WindowManager {
  /** The number of the window whose title has a text in it. Throws when there is none within 10 s. */
  find(text: string): Promise<string>;
  activate(window: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts openbox on a display. GTK's windows get no focus without somebody who gives it. */
export async function startWindowManager(display: string): Promise<WindowManager> {
  const env = { ...process.env, DISPLAY: display };
  const child = spawn('openbox', ['--sm-disable'], { stdio: 'ignore', env });
  const forget = atExit(() => child.kill('SIGKILL'));
  const wmctrl = async (...args: string[]): Promise<string> => (await run('wmctrl', args, { env })).stdout;
  const ready = await poll(WAIT, () => wmctrl('-m').catch(() => ''));
  if (!ready) throw new Error('openbox does not answer.');
  return {
    find: async (text) => {
      const line = await poll(WAIT, async () =>
        (await wmctrl('-l')).split('\n').find((row) => row.includes(text)),
      );
      if (!line) throw new Error(`No window has "${text}" in its title.`);
      return line.split(' ')[0] ?? '';
    },
    activate: async (window) => {
      await wmctrl('-i', '-a', window);
    },
    stop: async () => {
      await endProcess(child);
      forget();
    },
  };
}
