const GAP = 4;
const EDGE = 8;

/**
 * Places an open popover below its button, at the button's end or start, or above where there is no room. By properties of the
 * element's style and not by a style attribute, which a strict content security policy forbids.
 */
export function placePopover(
  popover: HTMLElement,
  button: HTMLElement,
  align: 'start' | 'end' = 'end',
): void {
  const anchor = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const rtl = getComputedStyle(button).direction === 'rtl';
  const wanted = rtl === (align === 'end') ? anchor.left : anchor.right - width;
  const left = Math.max(EDGE, Math.min(wanted, document.documentElement.clientWidth - width - EDGE));
  const below = anchor.bottom + GAP;
  const above = anchor.top - GAP - height;
  const top = below + height > innerHeight && above > 0 ? above : below;
  popover.style.setProperty('left', `${left}px`);
  popover.style.setProperty('top', `${top}px`);
}
