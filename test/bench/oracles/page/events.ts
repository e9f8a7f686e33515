import { here, push } from './recorder.js';

/** Notes the product's events when they are fired, on nodes outside of the document, too. */
export function watchEvents(): void {
  const original = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function dispatchEvent(event: Event): boolean {
    const done = original.call(this, event);
    if (event.type.startsWith('datasource-'))
      push(here.events, {
        type: event.type,
        detail: jsonOf((event as { detail?: unknown }).detail),
        prevented: event.defaultPrevented,
      });
    return done;
  };
}

function jsonOf(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null');
  } catch {
    return String(value);
  }
}
