import type { Tab } from '../engines/engine.js';
import type { PageOracle } from './oracle.js';
import type { Report } from './report.js';

interface Observed {
  __oracle?: PageOracle;
}

/** What the oracles of a tab have seen; `null` where the page has none. */
export async function collect(tab: Tab): Promise<Report | null> {
  return tab.evaluate(async () => (await (window as Observed).__oracle?.report()) ?? null);
}

/** The places in a tab's page where any of the secrets can be found, plain or encoded. */
export async function findSecrets(tab: Tab, secrets: readonly string[]): Promise<string[]> {
  if (secrets.length === 0) return [];
  const texts = secrets.flatMap(spellings);
  return tab.evaluate(async (wanted) => (await (window as Observed).__oracle?.find(wanted)) ?? [], texts);
}

/** How a text may be written somewhere: as it is, in addresses, in JSON, and in Base64, where the text before it counts. */
export function spellings(text: string): string[] {
  const inBase64 = ['', 'x', 'xx'].map((before) => {
    const code = Buffer.from(before + text).toString('base64');
    // The first and the last characters depend on what stands around the text.
    return code.slice(before.length === 0 ? 0 : 4, -4);
  });
  return [...new Set([text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), ...inBase64])];
}
