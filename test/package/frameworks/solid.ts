import { createSignal, mergeProps } from 'solid-js';
import { insert, render, spread } from 'solid-js/web';
import type { SolidElements } from '../../../src/types/solid.js';
import type { Show, Shown } from './page.js';

let set: ((shown: Shown) => void) | undefined;

/** Without Solid's compiler, which for such tags does what `spread()` does. */
export const showBySolid: Show = (root, first) => {
  if (set) return set(first);
  const [shown, setShown] = createSignal(first);
  set = (next) => void setShown(next);
  render(() => {
    const context = document.createElement('datasource-context');
    const button = document.createElement('datasource-oauth-button');
    const onContext = (): SolidElements['datasource-context'] => ({ 'prop:labels': shown().labels });
    const onButton = (): SolidElements['datasource-oauth-button'] => ({
      'plugin-id': 'acme/notes',
      provider: 'notes',
      'bool:readonly': shown().readOnly,
      disabled: shown().disabled,
      'on:datasource-authorized': shown().heard,
    });
    spread(context, mergeProps(onContext), false, true);
    spread(button, mergeProps(onButton), false, true);
    insert(context, button);
    return context;
  }, root);
};
