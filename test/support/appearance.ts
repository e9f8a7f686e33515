import { expect } from '@open-wc/testing';
import { emulate, moveAway } from './driver.js';
import { elementsIn } from './find.js';

/** How a page may look. */
export type Appearance = 'light' | 'dark' | 'forced-colors';

/** Makes the page follow the colours that the user prefers, as a host page does, and prefers some. */
export async function prefer(appearance: Appearance): Promise<void> {
  await emulate({
    'prefers-color-scheme': appearance === 'dark' ? 'dark' : 'light',
    'forced-colors': appearance === 'forced-colors' ? 'active' : 'none',
    'prefers-reduced-motion': 'reduce',
  });
  document.documentElement.style.colorScheme = 'light dark';
  document.body.style.background = 'Canvas';
  await transitionsEnd();
  expect(matchMedia('(prefers-color-scheme: dark)').matches).to.equal(appearance === 'dark');
  expect(matchMedia('(forced-colors: active)').matches).to.equal(appearance === 'forced-colors');
}

/** Colours change over time. */
async function transitionsEnd(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const roots = [document, ...[...elementsIn(document.body)].map(({ shadowRoot }) => shadowRoot)];
  const running = roots.flatMap((root) => root?.getAnimations() ?? []);
  await Promise.allSettled(running.map((one) => one instanceof CSSTransition && one.finished));
}

/** Takes {@link prefer} back. */
export async function preferNothing(): Promise<void> {
  await emulate({ 'prefers-color-scheme': '', 'forced-colors': '', 'prefers-reduced-motion': '' });
  document.documentElement.style.removeProperty('color-scheme');
  document.body.style.removeProperty('background');
}

/** Checks an element with axe in each appearance. */
export async function expectAccessible(
  element: Element,
  appearances: readonly Appearance[] = ['light', 'dark'],
): Promise<void> {
  await moveAway();
  try {
    for (const appearance of appearances) {
      await prefer(appearance);
      await expect(element).to.be.accessible();
    }
  } finally {
    await preferNothing();
  }
}
