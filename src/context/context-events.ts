import { own } from '../api/own.js';

/** Takes a value now, and later ones until it calls `unsubscribe`. */
export type ContextCallback<T> = (value: T, unsubscribe?: () => void) => void;

/** What an event of the protocol says. */
export interface ContextEvent extends Event {
  readonly context: unknown;
  /** Who sent it; what an event's path begins with may be an element around them. */
  readonly contextTarget?: Element;
}

/** An element asks for a value. */
export interface ContextRequest<T> extends ContextEvent {
  readonly callback: ContextCallback<T>;
  readonly subscribe?: boolean;
}

/** Sends an event of the community's context protocol, which other libraries speak too, `@lit/context` for one. */
export function sendContextEvent(
  type: 'context-request' | 'context-provider',
  sender: Element,
  says: { context: unknown; callback?: unknown; subscribe?: boolean },
): void {
  const event = new Event(type, own({ bubbles: true, composed: true }));
  sender.dispatchEvent(Object.assign(event, says, { contextTarget: sender }));
}

/** Who sent an event of the protocol. */
export function senderOf(event: ContextEvent): Element {
  return event.contextTarget ?? (event.composedPath()[0] as Element);
}
