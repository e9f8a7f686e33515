import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AuthorizationFlow } from '../../authorization/flow.js';

/** What an {@link AddedConnection} has to know of its element. */
export interface AddParts {
  /** The authorization that is under way. */
  readonly flow: () => AuthorizationFlow | null;
  /** Whether a connection can be chosen. */
  readonly lists: (id: string) => boolean;
  /** Called once for each that was added. */
  readonly onAdded: (id: string) => void;
}

/** Waits for what is added from inside of an element, until it can be chosen there. */
export class AddedConnection implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #parts: AddParts;
  readonly #followed = new WeakSet<AuthorizationFlow>();
  #awaited: string | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, parts: AddParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
    host.addEventListener('datasource-authorize-start', ({ detail }) => {
      if (detail.method === 'oauth2' && !detail.credentialId) queueMicrotask(() => this.#follow());
    });
    host.addEventListener('datasource-authorized', (event) => {
      const inside = event.composedPath()[0] !== host;
      if (inside && !event.detail.reauthorized) this.#await(event.detail.credential.id);
    });
  }

  /** The user chose otherwise. */
  forget(): void {
    this.#awaited = null;
  }

  hostUpdated(): void {
    const id = this.#awaited;
    if (id === null || !this.#parts.lists(id)) return;
    this.#awaited = null;
    this.#parts.onAdded(id);
  }

  /** Another element of the page may come to tell how the flow ended, and then nothing is heard of it here. */
  #follow(): void {
    const flow = this.#parts.flow();
    if (!flow || flow.credentialId || this.#followed.has(flow)) return;
    this.#followed.add(flow);
    void flow.result.then((outcome) => {
      if (outcome.status === 'authorized') this.#await(outcome.credential.id);
    });
  }

  #await(id: string): void {
    this.#awaited = id;
    this.#host.requestUpdate();
  }
}
