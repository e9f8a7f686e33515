/** Something that happened in one tab and concerns the others: a plain object. */
export type Note = Readonly<Record<string, unknown>>;

/** Tells the other tabs of this origin what happened in this one. Without `BroadcastChannel` it does nothing. */
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
    if (this.#channel || typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => {
      if (typeof data === 'object' && data !== null) this.#onNote(data as Note);
    };
  }

  close(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  post(note: Note): void {
    if (this.#channel) this.#channel.postMessage(note);
    else if (typeof BroadcastChannel !== 'undefined') {
      // A store that nothing on the page uses: it has something to say, and nothing to hear.
      const channel = new BroadcastChannel(this.#name);
      channel.postMessage(note);
      channel.close();
    }
  }
}
