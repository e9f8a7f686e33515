import assert from 'node:assert/strict';
import type { Page } from './browser.js';
import type { Member } from './member.js';

/** A value that a page shows to copy from. */
export const shownValue = (page: Page, id: string): string =>
  new RegExp(`id="${id}"\\s+readonly\\s+value="([^"]+)"`).exec(page.text)?.[1] ?? '';

export interface Entry {
  /** What the button of the entry says to a screen reader. */
  label: string;
  value: string;
}

/** The entries of a page with a button each, by the hidden field that their forms send. */
export function entriesOf(page: Page, field: string): Entry[] {
  const form = new RegExp(
    `name="${field}"\\s+value="([^"]+)"\\s*/>\\s*<button[^>]*aria-label="([^"]+)"`,
    'g',
  );
  return [...page.text.matchAll(form)].map(([, value = '', label = '']) => ({ label, value }));
}

/** Disconnects every app of a source on the provider's page. */
export async function disconnect(member: Member, oauth: string, brand: string): Promise<Page> {
  const page = await member.browser.open(`${oauth}/connections`);
  const entries = entriesOf(page, 'connection').filter(({ label }) => label.endsWith(` from ${brand}`));
  assert.ok(entries.length > 0, `an app is connected to ${brand}`);
  let last = page;
  for (const { value } of entries)
    last = await member.browser.submit(`${oauth}/connections`, { connection: value });
  return last;
}

/** Registers an app and makes it the custom client of a source. */
export async function useCustomClient(member: Member, oauth: string, id: string): Promise<string> {
  const { oauth_schema } = await member.provider(id);
  const page = await member.browser.submit(`${oauth}/apps`, {
    name: 'Our own app',
    source: id.split('/')[2] ?? '',
    redirect_uri: oauth_schema?.redirect_uri ?? '',
  });
  const client_params = {
    client_id: shownValue(page, 'client_id'),
    client_secret: shownValue(page, 'client_secret'),
  };
  await member.post(id, '/custom-client', { client_params, enable_oauth_custom_client: true });
  return client_params.client_id;
}
