import { executeServerCommand } from '@web/test-runner-commands';

/** Clicks in the middle of an element with the real mouse, as a user does: the click counts as a gesture. */
export async function click(element: Element): Promise<void> {
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  await executeServerCommand('drive:click', { x: left + width / 2, y: top + height / 2 });
}

/** Types with the real keyboard into whatever has the focus. */
export async function type(text: string): Promise<void> {
  await executeServerCommand('drive:type', text);
}

/** Presses one key (`Enter`, `Escape`, `Tab`, …). */
export async function press(key: string): Promise<void> {
  await executeServerCommand('drive:press', key);
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
