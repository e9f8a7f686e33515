/** An app's browser that opens no windows. `window.opens` is how often it was asked to. */
let opens = 0;

Object.defineProperty(window, 'opens', { get: () => opens });
window.open = () => {
  opens += 1;
  return null;
};

export {};
