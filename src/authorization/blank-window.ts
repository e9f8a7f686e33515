import { attempt } from './attempt.js';
import { marked } from './tab-storage.js';

const WIDTH = 600;
const HEIGHT = 700;

/**
 * Opens a blank window, or `null` when the browser refuses. Call it synchronously in the user's click: WebKit blocks
 * a window that is opened after an `await`. The name cannot be guessed, so no other page can take the window over or
 * have opened one of that name before.
 *
 * @param text shown until the authorization page comes.
 * @param flow names the flow, for the callback page.
 */
export function openBlankWindow(text: string, flow: string): Window | null {
  const left = Math.round(window.screenX + (window.outerWidth - WIDTH) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - HEIGHT) / 2);
  const features = `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`;
  const name = `datasource-${randomName()}`;
  const opened = attempt(() => marked(() => window.open('about:blank', name, features), flow));
  if (!opened || opened.closed) return null;
  attempt(() => {
    opened.document.title = text;
    opened.document.body.textContent = text;
  });
  return opened;
}

/** 128 random bits; `randomUUID` is missing on plain http. */
export function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
