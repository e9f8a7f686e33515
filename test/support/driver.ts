import { executeServerCommand } from '@web/test-runner-commands';

/** Clicks in the middle of an element with the real mouse, as a user does: the click counts as a gesture. */
export async function click(element: Element): Promise<void> {
  await executeServerCommand('drive:click', await middleOf(element));
}

/** Where an element's middle is, once it stands still. */
async function middleOf(element: Element): Promise<{ x: number; y: number }> {
  element.scrollIntoView({ block: 'nearest' });
  let before = '';
  for (;;) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const now = [left, top, width, height].join();
    if (now === before) return { x: left + width / 2, y: top + height / 2 };
    before = now;
    await new Promise(requestAnimationFrame);
  }
}

/** Clicks twice in quick succession, with the real mouse. */
export async function doubleClick(element: Element): Promise<void> {
  await executeServerCommand('drive:click', { ...(await middleOf(element)), count: 2 });
}

/** Moves the mouse to a corner of the window, away from everything. */
export async function moveAway(): Promise<void> {
  await executeServerCommand('drive:move', { x: 0, y: 0 });
}

/** Moves the mouse over an element. */
export async function hover(element: Element): Promise<void> {
  await executeServerCommand('drive:move', await middleOf(element));
}

/** Types with the real keyboard into whatever has the focus. */
export async function type(text: string): Promise<void> {
  await executeServerCommand('drive:type', text);
}

/** Types a secret that the page does not know, so that only what was typed can hold it; see {@link heapHoldsSecret}. */
export async function typeSecret(): Promise<void> {
  await executeServerCommand('drive:type-secret');
}

/** Collects garbage and tells whether any string of the page holds what {@link typeSecret} typed. */
export async function heapHoldsSecret(): Promise<boolean> {
  return executeServerCommand<boolean, undefined>('drive:heap-holds-secret');
}

/** Collects garbage, as far as it can be asked for. */
export async function collectGarbage(): Promise<void> {
  await executeServerCommand('drive:collect-garbage');
}

/** Presses one key (`Enter`, `Escape`, `Tab`, …). */
export async function press(key: string): Promise<void> {
  await executeServerCommand('drive:press', key);
}

/** Presses one key while Shift is held down. */
export async function pressWithShift(key: string): Promise<void> {
  await executeServerCommand('drive:press-with-shift', key);
}

/** Holds one key down for a while, so that it repeats itself. */
export async function holdDown(key: string): Promise<void> {
  await executeServerCommand('drive:hold', key);
}

/** Begins to write something by an input method, as for Japanese: it is not taken over yet. */
export async function compose(text: string): Promise<void> {
  await executeServerCommand('drive:compose', text);
}

/** Sets the size of the window's inside. */
export async function resize(width: number, height: number): Promise<void> {
  await executeServerCommand('drive:resize', { width, height });
}

/** Emulates media features, e.g. `{ 'forced-colors': 'active' }`; the value `none` resets one. */
export async function emulate(features: Record<string, string>): Promise<void> {
  await executeServerCommand(
    'drive:media',
    Object.entries(features).map(([name, value]) => ({ name, value })),
  );
}

/** What becomes of the requests for a part of the package. */
export interface ModuleGate {
  /** Lets those that wait fail, and all that follow. */
  fail: () => Promise<void>;
  /** Lets those that wait go on, and all that follow. */
  open: () => Promise<void>;
  /** How often the browser asked for it. */
  requests: () => Promise<number>;
}

/**
 * Makes the browser wait for a module of `src/`, by its path without the ending, until the test says what comes of it. A
 * module that is there already stays. {@link forgetModules} ends it.
 */
export async function holdModule(path: string): Promise<ModuleGate> {
  const name = `/src/${path}.`;
  const set = (how: string): Promise<void> => executeServerCommand('drive:module', { name, how });
  await set('hold');
  return {
    fail: () => set('fail'),
    open: () => set('pass'),
    requests: () => executeServerCommand<number, string>('drive:module-requests', name),
  };
}

/** Lets the browser load what it likes again. */
export async function forgetModules(): Promise<void> {
  await executeServerCommand('drive:forget-modules');
}
