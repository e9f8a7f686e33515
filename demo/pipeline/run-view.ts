import type { Run } from './runs.js';
import { part, setText } from './templates.js';
import { excerptOf, timeOf, wordsIn } from './texts.js';

export interface RunContext {
  readonly label: string;
  /** The name of the connection that the run used. */
  readonly credential: string;
  /** Whether that one still waits for its re-authorization. */
  readonly needsRepair: boolean;
  /** The name of the one that is chosen now, when it is another one. */
  readonly other: string | null;
}

/** Shows how the last run of a node went, and what can be done about it. */
export class RunView {
  readonly #root: HTMLElement;
  #run: Run | undefined;

  constructor(root: HTMLElement, again: () => void) {
    this.#root = part(root, 'run');
    part(this.#root, 'cancel').addEventListener('click', () => {
      if (this.#run?.state === 'running') this.#run.cancel();
    });
    part(this.#root, 'again').addEventListener('click', again);
  }

  update(run: Run | undefined, context: RunContext): void {
    const lost = this.#root.contains(document.activeElement);
    this.#run = run;
    this.#root.hidden = !run;
    if (!run) return;
    this.#show('busy', run.state === 'running');
    this.#show('document', run.state === 'read');
    this.#show('notice', run.state !== 'running' && run.state !== 'read');
    if (run.state === 'running') this.#showBusy(run.repeated, context);
    else if (run.state === 'read') this.#showDocument(run.document, context);
    else this.#showNotice(run, context);
    // What was pressed may be gone with the state that it belonged to.
    if (lost && !document.activeElement?.checkVisibility()) part(this.#root, 'title').focus();
  }

  #showBusy(repeated: boolean, { label, credential }: RunContext): void {
    const what = repeated ? `“${credential}” works again. Reading` : 'Reading';
    setText(part(this.#root, 'busy-text'), `${what} from ${label} with “${credential}”…`);
  }

  #showDocument(
    document: Extract<Run, { state: 'read' }>['document'],
    { label, credential }: RunContext,
  ): void {
    const { title, text, url, readAt } = document;
    const link = part<HTMLAnchorElement>(this.#root, 'document-link');
    setText(part(this.#root, 'document-title'), title);
    setText(part(this.#root, 'document-source'), `${label}, with “${credential}”`);
    setText(part(this.#root, 'document-words'), wordsIn(text));
    const time = part<HTMLTimeElement>(this.#root, 'document-time');
    time.dateTime = readAt.toISOString();
    setText(time, `read at ${timeOf(readAt)}`);
    const excerpt = excerptOf(text);
    setText(part(this.#root, 'document-excerpt'), excerpt);
    setText(part(this.#root, 'document-text'), text);
    this.#show('document-all', excerpt.endsWith('…'));
    link.hidden = !url;
    if (url) link.href = url;
  }

  #showNotice(run: Exclude<Run, { state: 'running' | 'read' }>, context: RunContext): void {
    const { title, advice } = wordsFor(run, context);
    const waits = run.state === 'refused' && context.needsRepair;
    part(this.#root, 'notice').dataset['tone'] = waits
      ? 'warning'
      : run.state === 'failed'
        ? 'error'
        : 'idle';
    setText(part(this.#root, 'notice-title'), title);
    setText(part(this.#root, 'notice-advice'), advice);
    const label = context.other ? `Run with “${context.other}”` : 'Run again';
    setText(part(this.#root, 'again'), label);
  }

  #show(name: string, shown: boolean): void {
    part(this.#root, name).hidden = !shown;
  }
}

/** What happened, and what the user can do. */
export function wordsFor(
  run: Exclude<Run, { state: 'running' | 'read' }>,
  { credential, needsRepair }: RunContext,
): { title: string; advice: string } {
  if (run.state === 'cancelled') return { title: 'You cancelled the run.', advice: 'Nothing was read.' };
  if (run.state === 'refused') {
    return needsRepair
      ? {
          title: `The run was refused: “${credential}” needs re-authorization.`,
          advice: 'It is repeated by itself once the connection is repaired above. Or choose another one.',
        }
      : { title: `“${credential}” works again.`, advice: 'The run that it failed can be repeated.' };
  }
  return { title: run.message, advice: adviceFor(run) };
}

function adviceFor({ status, timedOut }: Extract<Run, { state: 'failed' }>): string {
  if (timedOut) return 'Nothing was read. Try again; if it goes on, the data source may be down.';
  if (status === 403) return 'Ask an owner of the workspace to run it, or to let you use this connection.';
  if (status === 400 || status === 404)
    return 'The connection may have been removed meanwhile. Choose another one.';
  if (status === 429) return 'The data source asks for a break. Try again in a minute.';
  return 'Nothing was read. Try again in a moment.';
}
