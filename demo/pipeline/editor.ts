import { byId } from '../dom.js';
import { endSession } from '../sign-in.js';
import { Canvas } from './canvas.js';
import { defaultNodes, nameOf, sourceNode, type PipelineNode } from './model.js';
import { stateOf, type NodeState } from './node-state.js';
import { Palette } from './palette.js';
import { Panels } from './panels.js';
import { Pipeline } from './pipeline.js';
import { defaultValues } from './reading.js';
import { listenForRepairs } from './repairs.js';
import { Runs, type Run } from './runs.js';
import { labelOf, refOf, Sources, type Source, type Store } from './sources.js';
import type { PipelineStorage } from './storage.js';
import { Toast } from './toast.js';

const NARROW = '(max-width: 51.99rem)';

/** The pipeline editor: brings together the pipeline, the canvas, the panels and the runs. */
export class Editor {
  readonly #store: Store;
  readonly #storage: PipelineStorage;
  readonly #pipeline: Pipeline;
  readonly #sources: Sources;
  readonly #runs: Runs;
  readonly #canvas: Canvas;
  readonly #panels: Panels;
  readonly #palette: Palette;
  readonly #toast = new Toast();

  constructor(store: Store, storage: PipelineStorage) {
    this.#store = store;
    this.#storage = storage;
    this.#pipeline = new Pipeline(storage, () => defaultNodes(defaultValues));
    this.#sources = new Sources(store);
    const announce = (text: string): void => this.#announce(text);
    this.#runs = new Runs({
      changed: () => this.#update(),
      ended: (node, run) => this.#ended(node, run),
      sessionExpired: endSession,
    });
    const remove = (node: PipelineNode): void => this.#remove(node);
    this.#canvas = new Canvas(this.#pipeline, {
      stateOf: (node) => this.#stateOf(node),
      iconOf: (node) => this.#sources.of(node)?.icon,
      isUnsaved: (node) => this.#isUnsaved(node),
      open: (node, byKeyboard) => this.#open(node, byKeyboard),
      remove,
      announce,
    });
    this.#panels = new Panels({
      sources: this.#sources,
      runs: this.#runs,
      storage,
      close: () => this.#close(),
      remove,
      place: (node, x, y) => {
        this.#pipeline.moveTo(node, x, y);
        this.#pipeline.keepPlaces();
      },
      save: (node, values) => {
        this.#pipeline.save(node, values);
        announce(`${nameOf(node)} is saved.`);
      },
      run: (node, credentialId) => {
        announce(`Reading from ${nameOf(node)}…`);
        void this.#runs.start(node, credentialId);
      },
      documents: () => this.#documents(),
      changed: () => this.#update(),
      announce,
    });
    this.#palette = new Palette(this.#sources, (source) => this.#add(source));
  }

  start(): void {
    this.#pipeline.subscribe(() => this.#update());
    this.#sources.subscribe(() => this.#update());
    listenForRepairs((credentialId, name) => {
      const again = this.#runs.repeatRefused(this.#pipeline.nodes, credentialId, (node) =>
        this.#chosenBy(node),
      );
      if (again.length > 0)
        this.#announce(`“${name}” works again. ${again.map(nameOf).join(', ')}: running again…`);
    });
    this.#update();
    if (matchMedia(NARROW).matches) this.#canvas.viewport.zoomTo(0.8, 0, 0);
    else {
      this.#pipeline.select(this.#pipeline.nodes[0]?.id ?? null);
      this.#canvas.viewport.fit(0.75);
    }
  }

  #update(): void {
    const { nodes, selected } = this.#pipeline;
    this.#panels.update(nodes, selected, (node) => this.#stateOf(node));
    this.#canvas.update();
    this.#palette.update();
    const sources = nodes.filter(({ kind }) => kind === 'source');
    const connected = sources.filter((node) => this.#sources.chosenBy(node)).length;
    byId('summary').textContent = this.#sources.all
      ? `${connected} of ${sources.length} data sources connected`
      : 'Loading…';
  }

  #stateOf(node: PipelineNode): NodeState {
    return stateOf(node, this.#sources, (one) => this.#runs.of(one), this.#pipeline.nodes);
  }

  #isUnsaved(node: PipelineNode): boolean {
    return this.#panels.of(node)?.form.dirty ?? this.#storage.draftOf(node.id) !== null;
  }

  #chosenBy(node: PipelineNode): string | undefined {
    return this.#panels.of(node)?.credentialId || this.#sources.chosenBy(node)?.id;
  }

  #documents() {
    return this.#pipeline.nodes.flatMap((node) => {
      const run = this.#runs.of(node);
      return run?.state === 'read' ? [run.document] : [];
    });
  }

  /** A keyboard goes on in the panel; a pointer is wherever it is. */
  #open(node: PipelineNode, byKeyboard: boolean): void {
    this.#pipeline.select(node.id);
    // The sheet leaves little of the canvas.
    if (matchMedia(NARROW).matches) this.#canvas.centre(node);
    if (byKeyboard) this.#panels.focus(node);
  }

  #close(): void {
    const { selected } = this.#pipeline;
    this.#pipeline.select(null);
    if (selected) this.#canvas.focus(selected);
  }

  #add(source: Source): void {
    const label = labelOf(source);
    const same = this.#pipeline.nodes.filter(
      (node) => node.source?.pluginId === source.plugin_id && node.source.provider === source.name,
    );
    const name = same.length > 0 ? `${label} ${same.length + 1}` : label;
    const node = sourceNode(refOf(source), name, defaultValues(source.name));
    this.#pipeline.add(node);
    this.#open(node, true);
    this.#announce(`${name} was added.`);
  }

  #remove(node: PipelineNode): void {
    if (node.kind !== 'source') return this.#announce('Every pipeline has this step. It cannot be removed.');
    const { nodes } = this.#pipeline;
    const neighbour = nodes[nodes.indexOf(node) + 1];
    this.#runs.forget(node);
    const putBack = this.#pipeline.remove(node);
    if (neighbour) this.#canvas.focus(neighbour);
    this.#toast.show(`${nameOf(node)} was removed.`, () => {
      putBack();
      this.#canvas.focus(node);
    });
  }

  #ended(node: PipelineNode, run: Run): void {
    const name = nameOf(node);
    if (run.state === 'read') {
      this.#store.markCredential(run.credentialId, 'connected');
      this.#announce(`${name}: read “${run.document.title}”.`);
    } else if (run.state === 'refused') {
      this.#store.markCredential(run.credentialId, 'needs-reauthorization', run.message);
      this.#announce(`${name}: its connection needs re-authorization. ${run.message}`);
    } else if (run.state === 'failed') this.#announce(`${name}: the run failed. ${run.message}`);
    else this.#announce(`${name}: the run was cancelled.`);
  }

  #announce(text: string): void {
    byId('pipeline-status').textContent = text;
  }
}
