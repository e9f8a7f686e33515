import { here, push } from './recorder.js';

const opened: Window[] = [];
const channels = new Set<BroadcastChannel>();

/** How many of the windows that the page opened look open from here. */
export const liveWindows = (): number => opened.filter(({ closed }) => !closed).length;

/** The names of the channels that were not closed. */
export const liveChannels = (): string[] => [...channels].map(({ name }) => name);

/** Notes every call of `window.open`. */
export function watchWindows(): void {
  const original = window.open;
  window.open = (url, name, features) => {
    const result = original.call(window, url, name, features);
    if (result && !opened.includes(result)) opened.push(result);
    push(here.opens, {
      url: String(url ?? ''),
      name: name ?? '',
      features: features ?? '',
      result: result ? 'window' : 'null',
    });
    return result;
  };
}

/** Keeps a list of open channels. */
export function watchChannels(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const Original = BroadcastChannel;
  window.BroadcastChannel = class BroadcastChannel extends Original {
    constructor(name: string) {
      super(name);
      channels.add(this);
    }

    override close(): void {
      channels.delete(this);
      super.close();
    }
  };
}
