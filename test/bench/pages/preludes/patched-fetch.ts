/** Puts a function of the host in the place of `fetch`, as tracing libraries do. `window.fetchCalls` is what went through it. */
const calls: { url: string; method: string }[] = [];
const original = window.fetch;

window.fetch = function patched(input, init) {
  calls.push({ url: String(input instanceof Request ? input.url : input), method: init?.method ?? 'GET' });
  return original.call(window, input, init);
};

Object.assign(window, { fetchCalls: calls });

export {};
