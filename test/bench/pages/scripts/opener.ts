/** Opens the address of the query in a window of its own when the button is clicked; `window.child` is that window. */
const query = new URLSearchParams(location.search);
const [src, name, features] = ['src', 'windowName', 'features'].map((option) => query.get(option) ?? '');

document.getElementById('open')?.addEventListener('click', () => {
  Object.assign(window, { child: window.open(src, name, features) });
});

export {};
