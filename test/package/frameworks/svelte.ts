import { flushSync, mount } from 'svelte';
import Button from './button.svelte';
import type { Show, Shown } from './page.js';

let showNext: ((shown: Shown) => void) | undefined;

export const showBySvelte: Show = (root, shown) => {
  if (showNext) showNext(shown);
  else ({ show: showNext } = mount(Button, { target: root, props: { first: shown } }));
  flushSync();
};
