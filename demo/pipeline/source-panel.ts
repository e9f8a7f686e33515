import { setUpCopyButtons } from '../copy-key.js';
import { nameOf, type PipelineNode } from './model.js';
import { NodeForm } from './node-form.js';
import type { NodeState } from './node-state.js';
import { PanelFrame } from './panel.js';
import type { Panel, PanelHost } from './panel-host.js';
import { readingOf } from './reading.js';
import { RunView } from './run-view.js';
import type { Run } from './runs.js';
import { clientPageOf, labelOf, type Credential, type Source } from './sources.js';
import { part, setText } from './templates.js';

type CredentialSelect = HTMLElement & { value: string };

/** The panel of a data source: how it is connected, what it reads, and how its last run went. */
export class SourcePanel implements Panel {
  readonly frame: PanelFrame;
  readonly form: NodeForm;
  readonly #node: PipelineNode;
  readonly #host: PanelHost;
  readonly #runView: RunView;
  readonly #select: CredentialSelect;
  readonly #connect: HTMLElement;
  #wasConnected: boolean | undefined;
  #shownRun: Run | undefined;

  constructor(node: PipelineNode, host: PanelHost) {
    this.#node = node;
    this.#host = host;
    this.frame = new PanelFrame(node, 'source-content', host);
    const root = this.frame.element;
    this.#select = part<CredentialSelect>(root, 'select');
    this.#connect = part(root, 'connect');
    for (const element of [this.#select, part(root, 'connect-button')]) {
      element.setAttribute('plugin-id', node.source?.pluginId ?? '');
      element.setAttribute('provider', node.source?.provider ?? '');
    }
    this.#describeReading(root);
    this.form = new NodeForm(root, node, host.storage, {
      saved: (values) => host.save(node, values),
      changed: () => host.changed(),
      unsavedDefault: (field) => (field === 'credential_id' ? host.sources.chosenBy(node)?.id : undefined),
    });
    this.#runView = new RunView(root, () => this.#run());
    part(root, 'run-button').addEventListener('click', () => this.#run());
    part(root, 'retry').addEventListener('click', () => host.sources.retry());
    setUpCopyButtons(root);
  }

  get credentialId(): string {
    return this.#select.value;
  }

  update(state: NodeState): void {
    const { sources } = this.#host;
    const source = sources.of(this.#node);
    const root = this.frame.element;
    const { pluginId = '', provider = '' } = this.#node.source ?? {};
    this.frame.update(state, source?.icon, `${pluginId.split('/')[0]} / ${provider}`);
    const missing = !source && sources.all !== undefined;
    part(root, 'trouble').hidden = !sources.error && !missing;
    if (sources.error || missing) {
      setText(
        part(root, 'trouble-text'),
        sources.error ?? 'This server does not offer the data source any more. Remove the node.',
      );
      part(root, 'retry').hidden = missing;
    }
    // What stands above it is not there yet.
    for (const place of root.querySelectorAll<HTMLElement>('.place'))
      place.hidden = !sources.error && sources.all === undefined;
    if (source) this.#showConnection(source);
    else {
      this.#connect.hidden = true;
      this.form.form.hidden = true;
    }
    this.#showRun(source);
  }

  #showConnection(source: Source): void {
    const connected = source.credentials_list.length > 0;
    const label = labelOf(source);
    const hadFocus = this.#connect.contains(document.activeElement);
    this.#connect.hidden = connected;
    this.form.form.hidden = !connected;
    setText(part(this.#connect, 'connect-title'), `Connect ${label}`);
    const page = clientPageOf(source);
    const hint = part<HTMLAnchorElement>(this.#connect, 'client-page');
    part(this.#connect, 'client-hint').hidden = !page;
    if (page) hint.href = page;
    if (this.#wasConnected === false && connected) {
      this.#host.announce(`${label} is connected. Choose what to read, then save or run.`);
      // A dialog of the connect button may still be closing, and until then nothing else takes the focus.
      setTimeout(() => this.#takeFocus(hadFocus));
    }
    this.#wasConnected = connected;
  }

  #takeFocus(hadFocus: boolean): void {
    const active = document.activeElement;
    const lost = !active || active === document.body || this.#connect.contains(active);
    if ((hadFocus || lost) && this.frame.element.checkVisibility()) this.frame.focus();
  }

  #showRun(source: Source | undefined): void {
    const run = this.#host.runs.of(this.#node);
    const find = (id: string | undefined): Credential | undefined =>
      source?.credentials_list.find((credential) => credential.id === id);
    const used = find(run?.credentialId);
    const { credentialId } = this;
    const other = run && credentialId !== run.credentialId ? find(credentialId) : undefined;
    this.#runView.update(source?.credentials_list.length ? run : undefined, {
      label: source ? labelOf(source) : nameOf(this.#node),
      credential: used?.name ?? 'a removed connection',
      needsRepair: used !== undefined && this.#host.sources.needsRepair(used),
      other: other?.name ?? null,
    });
    if (run !== this.#shownRun) this.#reveal(run);
    this.#shownRun = run;
    part(this.frame.element, 'run-button').setAttribute('aria-disabled', String(run?.state === 'running'));
  }

  /** What a run came to may be below the edge; what it needs is said at the connection. */
  #reveal(run: Run | undefined): void {
    if (!run || !this.frame.element.checkVisibility()) return;
    const where = run.state === 'refused' ? this.#select : part(this.frame.element, 'run');
    where.scrollIntoView({ block: 'nearest' });
  }

  #run(): void {
    if (!this.form.form.reportValidity()) return;
    const chosen = new FormData(this.form.form).get('credential_id');
    if (typeof chosen === 'string') this.#host.run(this.#node, chosen);
  }

  #describeReading(root: HTMLElement): void {
    const { label, hint, type, demoKey } = readingOf(this.#node.source?.provider ?? '');
    const field = root.querySelector<HTMLInputElement>('[name="reads"]');
    if (field) field.type = type;
    setText(part(root, 'reads-label'), label);
    setText(part(root, 'reads-hint'), hint);
    part(root, 'demo-key').hidden = !demoKey;
    part(root, 'key').dataset['copy'] = demoKey ?? '';
  }
}
