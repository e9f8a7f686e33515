import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DatasourceRef } from '../api/datasource-id.js';
import { toDatasourceError, type DatasourceError } from '../api/errors.js';
import type { AuthorizationFlow } from '../authorization/flow.js';
import type { AuthorizationOutcome } from '../authorization/outcome.js';
import {
  credentialInfo,
  DatasourceAuthorizeCancelEvent,
  DatasourceAuthorizedEvent,
  DatasourceAuthorizeErrorEvent,
  DatasourceAuthorizeStartEvent,
  DatasourceCredentialChangeEvent,
} from '../events/events.js';
import type { EndedFlow } from '../store/flow-registry.js';
import type { AuthorizeOptions, DatasourceStore } from '../store/store.js';
import type { StoreConsumer } from './store-consumer.js';

/** Which element tells the page how a flow ended. One for each flow, so that there is one event. */
const owners = new WeakMap<AuthorizationFlow, FlowController>();
/** Those whose end the page was told of, so that it hears of it once, also when it came while nobody could tell it. */
const told = new WeakSet<AuthorizationFlow>();
/** Those whose end is waited for. */
const awaited = new WeakSet<AuthorizationFlow>();

/**
 * Starts authorizations for its host and tells how they ended, by DOM events. When the host leaves the
 * page the flow goes on, and the next host of the same data source takes it over, or tells how it ended meanwhile.
 */
export class FlowController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #consumer: StoreConsumer;
  readonly #ref: () => DatasourceRef | null;
  #unsubscribe: (() => void) | undefined;
  #watched: DatasourceStore | undefined;
  /** Those that it is to tell of, unless another one does since. */
  readonly #owned = new Set<AuthorizationFlow>();
  #yields = false;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    consumer: StoreConsumer,
    ref: () => DatasourceRef | null,
  ) {
    this.#host = host;
    this.#consumer = consumer;
    this.#ref = ref;
    host.addController(this);
  }

  /** The flow that is under way for the host's data source, whoever started it. */
  get flow(): AuthorizationFlow | null {
    const ref = this.#ref();
    return ref && (this.#consumer.store?.flows.of(ref) ?? null);
  }

  /** How the last flow of the host's data source ended, until the next one begins or it is dismissed. */
  get outcome(): AuthorizationOutcome | null {
    return this.#ended?.outcome ?? null;
  }

  /** Begins a flow; call it synchronously in the user's click. Returns `null` when the page took over or it failed. */
  start(options: AuthorizeOptions = {}): AuthorizationFlow | null {
    const ref = this.#ref();
    const { store } = this.#consumer;
    if (!ref || !store) return null;
    // An empty attribute means none, here as in the store.
    const credentialId = options.credentialId || undefined;
    const { flow } = this;
    // One that only waits to give out its result is in nobody's way.
    const running = flow?.state.phase === 'settled' ? null : flow;
    if (running && running.credentialId === credentialId && !options.prepare && !options.takeOver) {
      running.reopen();
      return running;
    }
    const detail = { ...ref, method: 'oauth2' as const };
    const start = new DatasourceAuthorizeStartEvent({
      ...detail,
      ...(credentialId !== undefined && { credentialId }),
    });
    if (!this.#host.dispatchEvent(start)) return null;
    this.#yields = false;
    // With other settings it is another flow.
    running?.cancel();
    try {
      const flow = store.authorize(ref, options);
      store.flows.leaveToElements(flow);
      this.#own(flow);
      return flow;
    } catch (thrown) {
      const outcome = { status: 'failed', error: toDatasourceError(thrown) } as const;
      store.flows.setEnded(ref, { outcome, credentialId });
      this.#tell(ref, outcome);
      return null;
    }
  }

  /** Begins the last flow again, in another way perhaps; call it synchronously in the user's click. */
  again(options: Pick<AuthorizeOptions, 'flow' | 'takeOver'> = {}): void {
    this.start({ ...options, credentialId: this.#ended?.credentialId });
  }

  /** From now on another element of the same data source, if there is one, tells how the flow ends and shows it. */
  yield(): void {
    this.#yields = true;
    this.#watched?.flows.notify();
  }

  /** Whether the browser blocked the window more than once, so that another way is called for. */
  get blockedAgain(): boolean {
    return (this.#ended?.timesBlocked ?? 0) > 1;
  }

  /** Why the last flow failed, if it did. */
  get error(): DatasourceError | null {
    return this.outcome?.status === 'failed' ? this.outcome.error : null;
  }

  /** Renders the host again. */
  requestUpdate(): void {
    this.#host.requestUpdate();
  }

  /** Forgets how the last flow ended. */
  dismiss(): void {
    const ref = this.#ref();
    if (ref) this.#consumer.store?.flows.setEnded(ref, null);
  }

  get #ended(): EndedFlow | null {
    const ref = this.#ref();
    return ref && (this.#consumer.store?.flows.endedOf(ref) ?? null);
  }

  hostUpdate(): void {
    const { store } = this.#consumer;
    if (store !== this.#watched) {
      this.#unsubscribe?.();
      this.#watched = store;
      this.#unsubscribe = store?.flows.subscribe(() => this.#host.requestUpdate());
    }
    const { flow } = this;
    const owner = flow && owners.get(flow);
    if (flow && (!owner || (owner.#yields && owner !== this))) this.#own(flow);
    const ended = this.#ended;
    if (ended?.flow && !told.has(ended.flow)) this.#tellLate(ended.flow, ended.outcome);
  }

  hostDisconnected(): void {
    const store = this.#watched;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#watched = undefined;
    const owned = [...this.#owned].filter((flow) => owners.get(flow) === this);
    this.#owned.clear();
    if (owned.length === 0) return;
    for (const flow of owned) owners.delete(flow);
    // Another element of the same data source, if there is one, takes over; it may be rendering at this moment.
    queueMicrotask(() => store?.flows.notify());
  }

  #own(flow: AuthorizationFlow): void {
    owners.set(flow, this);
    this.#owned.add(flow);
    if (awaited.has(flow)) return;
    awaited.add(flow);
    // Of nobody in particular, or every one that ever had it would be kept until then.
    void flow.result.then((outcome) => {
      const owner = owners.get(flow);
      if (!owner) return;
      owners.delete(flow);
      owner.#owned.delete(flow);
      told.add(flow);
      owner.#tell(flow.ref, outcome);
    });
  }

  /** Tells how a flow ended that nobody was there to tell of, as after a redirect whose data source comes later. */
  #tellLate(flow: AuthorizationFlow, outcome: AuthorizationOutcome): void {
    // Not within an update of the host; and meanwhile another host may have told it, or this one have left.
    queueMicrotask(() => {
      if (!this.#host.isConnected || told.has(flow)) return;
      told.add(flow);
      this.#tell(flow.ref, outcome);
    });
  }

  #tell(ref: DatasourceRef, outcome: AuthorizationOutcome): void {
    const detail = { ...ref, method: 'oauth2' as const };
    if (outcome.status === 'cancelled') {
      this.#host.dispatchEvent(new DatasourceAuthorizeCancelEvent({ ...detail, reason: outcome.reason }));
    } else if (outcome.status === 'failed') {
      this.#host.dispatchEvent(new DatasourceAuthorizeErrorEvent({ ...detail, error: outcome.error }));
    } else {
      const { reauthorized, confirmed } = outcome;
      const credential = credentialInfo(outcome.credential);
      this.#host.dispatchEvent(
        new DatasourceAuthorizedEvent({ ...detail, credential, reauthorized, confirmed }),
      );
      const action = reauthorized ? 'reauthorized' : 'created';
      this.#host.dispatchEvent(new DatasourceCredentialChangeEvent({ ...ref, action, credential }));
    }
  }
}
