import type { LiveListener } from '../report.js';
import { callerLine } from './text.js';

/** By what browsers tell listeners of one target apart. */
interface Identity {
  type: string;
  listener: object;
  capture: boolean;
}

interface Entry extends Identity {
  from: string;
}

const entries = new WeakMap<EventTarget, Entry[]>();
/** What outlives every element: what the page has for ever, and channels, media queries, signals. Held weakly. */
const targets: WeakRef<EventTarget>[] = [];

/** Every listener on what outlives the elements. */
export function liveListeners(): LiveListener[] {
  return targets.flatMap((reference) => {
    const target = reference.deref();
    if (!target || !outlivesElements(target)) return [];
    return (entries.get(target) ?? []).map(({ type, from }) => ({ on: nameOf(target), type, from }));
  });
}

/** Keeps a list of listeners. */
export function watchListeners(): void {
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function addEventListener(
    this: EventTarget | undefined,
    type,
    listener,
    options,
  ) {
    const target = this ?? window;
    if (listener && outlivesElements(target)) note(target, type, listener, options);
    add.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function removeEventListener(
    this: EventTarget | undefined,
    type,
    listener,
    options,
  ) {
    const target = this ?? window;
    if (listener) forget(target, { type, listener, capture: captures(options) });
    remove.call(target, type, listener, options);
  };

  function note(
    target: EventTarget,
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    const given = typeof options === 'object' ? options : null;
    const signal = given?.signal instanceof AbortSignal ? given.signal : null;
    if (signal?.aborted) return;
    const entry = { type, listener, capture: captures(options), from: callerLine() };
    const known = entries.get(target);
    if (known?.some((each) => isSame(each, entry))) return;
    if (!known) targets.push(new WeakRef(target));
    entries.set(target, [...(known ?? []), entry]);
    const end = (): void => forget(target, entry);
    if (signal) add.call(signal, 'abort', end);
    if (given?.once) add.call(target, type, end, { once: true, capture: entry.capture });
  }
}

function forget(target: EventTarget, entry: Identity): void {
  const known = entries.get(target);
  if (known)
    entries.set(
      target,
      known.filter((each) => !isSame(each, entry)),
    );
}

const isSame = (one: Identity, other: Identity): boolean =>
  one.type === other.type && one.listener === other.listener && one.capture === other.capture;

const captures = (options?: boolean | EventListenerOptions): boolean =>
  typeof options === 'object' ? (options.capture ?? false) : (options ?? false);

/** A signal that has been aborted calls nobody any more, and requests have an end of their own. */
function outlivesElements(target: EventTarget): boolean {
  if (target instanceof AbortSignal) return !target.aborted;
  return !(target instanceof Node && target !== document) && !(target instanceof XMLHttpRequest);
}

function nameOf(target: EventTarget): string {
  if (target === window) return 'window';
  if (target === document) return 'document';
  return target.constructor.name;
}
