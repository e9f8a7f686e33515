/** A shell that throws when a window is opened. */
window.open = () => {
  throw new DOMException('Not allowed here.', 'NotAllowedError');
};

export {};
