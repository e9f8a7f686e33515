/** What a user has open: a menu, a dialog, or a field in place of a name. */
const OPEN = ':popover-open, dialog[open], form';

/** Whether a row is being used, so that it must not be taken away: the focus is in it, or something of it is open. */
export function isInUse(row: Element): boolean {
  return hasFocus(row) || hasOpen(row);
}

/** Not `:focus-within`, which does not match while another window is in front. */
export function hasFocus(row: Element): boolean {
  const { activeElement } = row.getRootNode() as Document | ShadowRoot;
  return activeElement !== null && row.contains(activeElement);
}

function hasOpen(root: ParentNode): boolean {
  if (root.querySelector(OPEN)) return true;
  return [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && hasOpen(shadowRoot));
}
