/**
 * Gives a frame of the page for each window that is opened, so that no click is needed. `window.canary.runs` counts the
 * scripts of hostile addresses, be they run in such a window or in the page itself.
 */
const canary = {
  runs: 0,
  __pwned: () => {
    canary.runs += 1;
  },
};

Object.assign(window, { canary });
Object.defineProperty(window, 'opener', { value: canary });

let last: HTMLIFrameElement | undefined;

window.open = () => {
  // A frame cannot close itself once it shows a page.
  last?.remove();
  const frame = document.createElement('iframe');
  document.body.append(frame);
  last = frame;
  const handle = frame.contentWindow;
  if (handle) Object.assign(handle, { opener: canary, close: () => frame.remove() });
  return handle;
};

export {};
