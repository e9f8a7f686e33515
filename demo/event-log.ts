import { byId } from './dom.js';

/** All that the elements tell a page. */
const EVENTS = [
  'datasource-authorize-start',
  'datasource-authorized',
  'datasource-authorize-cancel',
  'datasource-authorize-error',
  'datasource-credential-change',
  'datasource-session-expired',
] as const;

type DatasourceEvent = GlobalEventHandlersEventMap[(typeof EVENTS)[number]];

const MOST = 200;
const WIDE = '(min-width: 75rem)';

/** Shows each event of the elements as it happens, newest first. */
export function startEventLog(labelOf: (provider: string) => string): void {
  const entries = byId('log-entries');
  let count = 0;

  for (const name of EVENTS) {
    document.addEventListener(name, (event) => {
      const summary = summarize(event, labelOf);
      entries.prepend(renderEntry(event, summary));
      if (entries.childElementCount > MOST) entries.lastElementChild?.remove();
      update(count + 1, `${name}: ${summary}`);
    });
  }
  byId('log-clear').addEventListener('click', () => {
    entries.replaceChildren();
    update(0, 'The event log is empty.');
    byId('log-toggle').focus();
  });
  setUpToggle();

  function update(to: number, latest: string): void {
    count = to;
    byId('log-count').textContent = String(count);
    byId('log-latest').textContent = count ? latest : '';
    byId('log-status').textContent = count
      ? `${count === 1 ? '1 event' : `${count} events`}. ${latest}`
      : latest;
    byId<HTMLButtonElement>('log-clear').disabled = count === 0;
    byId('log-empty').hidden = count > 0;
  }
}

function renderEntry(event: DatasourceEvent, summary: string): DocumentFragment {
  const entry = byId<HTMLTemplateElement>('log-entry').content.cloneNode(true) as DocumentFragment;
  const part = <T extends HTMLElement>(selector: string): T => entry.querySelector<T>(selector) as T;
  const now = new Date();
  part('li').dataset['event'] = event.type;
  part('.name').textContent = event.type;
  part<HTMLTimeElement>('time').dateTime = now.toISOString();
  part('time').textContent = now.toLocaleTimeString('en', { hour12: false });
  part('.summary').textContent = summary;
  part('summary').textContent = `detail, from <${(event.target as Element).localName ?? 'document'}>`;
  part('pre').textContent = JSON.stringify(event.detail, null, 2);
  return entry;
}

function summarize(event: DatasourceEvent, labelOf: (provider: string) => string): string {
  if (event.type === 'datasource-session-expired') return (event.detail as { message: string }).message;
  const { detail } = event as Exclude<DatasourceEvent, { type: 'datasource-session-expired' }>;
  if (!('provider' in detail)) return detail.message;
  const source = labelOf(detail.provider);
  if ('error' in detail) return `${source}: ${detail.error.message} (${detail.error.code})`;
  if ('action' in detail) return `${source}: “${detail.credential.name}” ${detail.action}`;
  const method = detail.method === 'oauth2' ? 'OAuth' : 'API key';
  if ('reason' in detail) return `${source}: ${method} given up (${detail.reason})`;
  if (!('credential' in detail)) return `${source}: connecting by ${method}`;
  const done = detail.reauthorized ? 'authorized again' : 'connected';
  const doubt = detail.confirmed ? '' : ', as the user says';
  return `${source}: “${detail.credential.name}” ${done} by ${method}${doubt}`;
}

/** Open beside the list where there is room for it; elsewhere a bar at the bottom that tells the latest event. */
function setUpToggle(): void {
  const log = byId('event-log');
  const toggle = byId('log-toggle');
  const wide = matchMedia(WIDE);
  const set = (open: boolean): void => {
    toggle.setAttribute('aria-expanded', String(open));
    log.toggleAttribute('data-open', open);
    byId('log-body').hidden = !open;
  };
  toggle.addEventListener('click', () => set(toggle.getAttribute('aria-expanded') !== 'true'));
  wide.addEventListener('change', () => set(wide.matches));
  set(wide.matches);
}
