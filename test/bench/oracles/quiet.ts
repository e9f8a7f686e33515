import assert from 'node:assert/strict';
import type { Tab } from '../engines/engine.js';
import { poll } from '../engines/scripted-page.js';
import { collect, findSecrets } from './collect.js';
import { surplusOutcomes } from './outcomes.js';
import type { Live, Report } from './report.js';

/** What a test expects that the oracles would otherwise fail it for. */
export interface Allowance {
  /** Problems, as `console: …`, `error: …`, `rejection: …`, `csp: …`. */
  problems?: readonly RegExp[];
  /** Places where a secret may be, as `<input> value`. */
  secrets?: readonly RegExp[];
  /** What may stay alive when the elements are gone, as `interval 300 …`, `listener window message …`. */
  leftovers?: readonly RegExp[];
  /** More outcomes than authorizations were started. */
  surplusOutcomes?: boolean;
}

/** How long the product may take to let go of everything, in milliseconds. */
const LETTING_GO = 5_000;

/** A single timer this far away polls nothing; it is how a cache ends, in milliseconds. */
const FAR_AWAY = 60_000;

/**
 * Fails when the oracles of a tab have found something that is not allowed. Takes the product's elements out of the page
 * at the end, to see what they leave behind.
 * @param secrets Texts that must be nowhere in the page.
 */
export async function assertQuiet(
  tab: Tab,
  allow: Allowance = {},
  secrets: readonly string[] = [],
): Promise<void> {
  const report = await collect(tab);
  if (!report) return;
  const where = await findSecrets(tab, secrets);
  const found = [
    ...noise(report, allow),
    ...except(where, allow.secrets).map((place) => `secret in ${place}`),
    ...(await leftovers(tab, allow)),
  ];
  assert.deepEqual(found, [], `The oracles at ${report.documents.at(-1)?.urls.at(-1)}`);
}

function noise({ documents }: Report, allow: Allowance): string[] {
  const problems = documents.flatMap((each) => each.problems.map(({ kind, text }) => `${kind}: ${text}`));
  const executions = documents.reduce((sum, each) => sum + each.executions, 0);
  const surplus = allow.surplusOutcomes ? [] : surplusOutcomes(documents);
  return [
    ...except(problems, allow.problems),
    ...(executions > 0 ? [`hostile content ran ${executions} times`] : []),
    ...surplus.map(({ type, detail }) => `surplus outcome: ${type} ${JSON.stringify(detail)}`),
  ];
}

async function leftovers(tab: Tab, allow: Allowance): Promise<string[]> {
  await tab.evaluate(() => {
    for (const element of document.querySelectorAll('*'))
      if (element.localName.includes('-')) element.remove();
  });
  let left: string[] = [];
  await poll(LETTING_GO, async () => {
    const report = await collect(tab);
    left = report ? except(aliveParts(report.live), allow.leftovers) : [];
    return left.length === 0;
  });
  return left.map((part) => `left behind: ${part}`);
}

/** What must not be alive without elements; what the fixture page itself does is none of the product's business. */
function aliveParts({ timers, listeners, channels }: Live): string[] {
  const isOfPage = ({ from }: { from: string }) => /\/(scripts|preludes)\//.test(from);
  return [
    ...timers
      .filter(({ kind, delay }) => kind !== 'timeout' || delay < FAR_AWAY)
      .filter((timer) => !isOfPage(timer))
      .map(({ kind, delay, from }) => `${kind} ${delay} ${from}`),
    ...listeners
      .filter(({ on }) => on === 'window' || on === 'document' || on === 'VisualViewport')
      .filter((listener) => !isOfPage(listener))
      .map(({ on, type, from }) => `listener ${on} ${type} ${from}`),
    ...channels.map((name) => `channel ${name}`),
  ];
}

const except = (found: readonly string[], allowed: readonly RegExp[] = []): string[] =>
  found.filter((each) => !allowed.some((pattern) => pattern.test(each)));
