/** Takes down what a callback page tells the other pages of its origin: `window.heard`. */
const NAME = 'datasource-elements:oauth-callback';

const heard: unknown[] = [];
Object.assign(window, { heard });

new BroadcastChannel(NAME).addEventListener('message', ({ data }) => heard.push(data));
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === NAME && newValue !== null) heard.push(JSON.parse(newValue));
});

export {};
