import type { SourceFilter } from '../../internal/source-search.js';
import type { ToolbarActions } from './list-toolbar.js';

/**
 * What the user's input in the toolbar of a list does.
 *
 * @param list what is asked for.
 * @param onLeave the user wants to go on in the list.
 */
export function toolbarActions(
  list: { query: string; filter: SourceFilter },
  onLeave: () => void,
): ToolbarActions {
  return {
    onInput: (event) => {
      // What an input method is still at is no word yet.
      if ('isComposing' in event && event.isComposing) return;
      list.query = (event.target as HTMLInputElement).value;
    },
    onKeydown: (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const field = event.target as HTMLInputElement;
      if (event.key === 'Escape' && field.value) {
        // What the list stands in, a dialog perhaps, is not closed by it.
        event.preventDefault();
        event.stopPropagation();
        clearSearch(field);
      } else if (event.key === 'ArrowDown') {
        event.preventDefault();
        onLeave();
      }
    },
    onClear: ({ target }) => clearSearch(target as Element),
    onFilter: (filter) => (list.filter = filter),
  };
}

/** Empties the search field as if the user had, so that a page hears of it, and puts the focus there. */
function clearSearch(near: Element): void {
  const field = (near.getRootNode() as ShadowRoot).querySelector<HTMLInputElement>('#search');
  if (!field) return;
  field.focus();
  field.value = '';
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'deleteContent' }));
}
