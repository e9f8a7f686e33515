/** Something that happened in one tab and concerns the others: a plain object. */
export type Note = Readonly<Record<string, unknown>>;

/** Tells the other tabs of this origin what happened in this one. Where `BroadcastChannel` cannot be had it does nothing. */
export class ChangeChannel {
  readonly #name: string;
  readonly #onNote: (note: Note) => void;
  #channel: BroadcastChannel | undefined;

  /**
   * @param name tabs with the same name hear each other.
   * @param onNote called with what another tab said, which may be another version of this package.
   */
  constructor(name: string, onNote: (note: Note) => void) {
    this.#name = name;
    this.#onNote = onNote;
  }

  open(): void {
    this.#channel ??= channelOf(this.#name);
    if (!this.#channel) return;
    this.#channel.onmessage = ({ data }) => {
      if (typeof data === 'object' && data !== null) this.#onNote(data as Note);
    };
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  post(note: Note): void {
    const channel = this.#channel ?? channelOf(this.#name);
    channel?.postMessage(note);
    // A store that nothing on the page uses has something to say, and nothing to hear.
    if (!this.#channel) channel?.close();
  }
}

/** A browser without it, or one that grants a page no storage, must not fail a write over it. */
function channelOf(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
