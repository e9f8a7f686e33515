/**
 * What a hostile page does: sends messages to the window that the query names. The messages come from `/payloads.json`;
 * the query says how many rounds of them (`rounds`), how far apart (`every`, milliseconds) and to whom (`to`): to the page
 * around it, to the page that opened it, or to a page (`src`) that it opens on a click. `window.sent` counts.
 */
const query = new URLSearchParams(location.search);
const rounds = Number(query.get('rounds') ?? 1);
const every = Number(query.get('every') ?? 0);

let target: Window | null = query.get('to') === 'parent' ? window.parent : (window.opener as Window | null);
let sent = 0;
Object.defineProperty(window, 'sent', { get: () => sent });

document.getElementById('open')?.addEventListener('click', () => {
  target = window.open(query.get('src') ?? '', query.get('windowName') ?? '', query.get('features') ?? '');
  Object.assign(window, { child: target });
});

/** What comes back is told to the server, too. */
const received: unknown[] = [];
Object.assign(window, { received });
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  received.push(data);
  void fetch('/received', { method: 'POST', body: JSON.stringify(data) ?? String(data) });
});

const payloads = (await (await fetch('/payloads.json')).json()) as unknown[];

async function attack(): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const payload of payloads) {
      target?.postMessage(payload, '*');
      sent += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/** With `wait`, a test begins by calling `window.attack()`. */
Object.assign(window, { attack });
if (query.get('wait') !== 'true') void attack();

export {};
