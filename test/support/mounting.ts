import { fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { englishLabels, type DatasourceContextElement, type Labels } from '../../src/index.js';
import { format } from '../../src/locales/format.js';
import { click, type } from './driver.js';
import type { RecordedRequest, TestServer } from '../../src/testing.js';

export const NOTION = 'langgenius/notion_datasource/notion_datasource';
export const JINA = 'langgenius/jina_datasource/jinareader';

const LIST = '/auth/plugin/datasource/list';

/** A sentence of the elements. What users look for by name is written out in the tests: it is part of the interface. */
export function said(key: keyof Labels, values?: Record<string, string>): string {
  return format(englishLabels[key], values);
}

/** How often the list of data sources was read. */
export const listReads = (server: TestServer): number => server.count('GET', LIST);

/** Puts elements into a context that talks to a server. */
export async function mount(
  server: TestServer,
  content: TemplateResult,
  labels?: Partial<Labels>,
): Promise<DatasourceContextElement> {
  return fixture<DatasourceContextElement>(
    html`<datasource-context .fetch=${server.fetch} .labels=${labels}>${content}</datasource-context>`,
  );
}

/** Makes the server wait with its answers to some requests until the returned function is called. */
export function hold(server: TestServer, method: string, path: RegExp): () => void {
  const gate: { open?: () => void } = {};
  const opened = new Promise<void>((resolve) => (gate.open = resolve));
  server.intercept(async (request) => {
    if (request.method === method && path.test(request.path)) await opened;
    return undefined;
  });
  return () => gate.open?.();
}

/** The requests of one kind. */
export function requestsTo(server: TestServer, method: string, path: RegExp): RecordedRequest[] {
  return server.requests.filter((request) => request.method === method && path.test(request.path));
}

/** All events of the package. */
export const EVENTS = [
  'datasource-authorize-start',
  'datasource-authorized',
  'datasource-authorize-cancel',
  'datasource-authorize-error',
  'datasource-credential-change',
  'datasource-session-expired',
] as const;

/** An event that a host page heard. */
export interface Heard {
  type: (typeof EVENTS)[number];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests compare it as a whole
  detail: any;
}

/** Writes down what a host page hears of the elements inside a node. */
export function hear(target: EventTarget): Heard[] {
  const heard: Heard[] = [];
  for (const name of EVENTS) {
    target.addEventListener(name, (event) =>
      heard.push({ type: name, detail: (event as Event & { detail: unknown }).detail }),
    );
  }
  return heard;
}

/** The kinds of the events that were heard, in order and without `datasource-`. */
export const kinds = (heard: readonly Heard[]): string[] =>
  heard.map((event) => event.type.replace('datasource-', ''));

/** Types into a field as a user does. */
export async function fill(field: HTMLElement, text: string): Promise<void> {
  await click(field);
  await type(text);
}

/** Resolves after the browser has drawn and run what was queued. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
