const LONGEST = 500;

/**
 * Which addresses an app may register: https anywhere, or http on this machine. No user name, no fragment. Gives the address, or
 * a sentence about what is wrong with it.
 */
export function checkRedirectUri(value: string): { uri: string } | { problem: string } {
  const text = value.trim();
  if (text === '' || text.length > LONGEST || !URL.canParse(text)) {
    return { problem: 'Enter the whole address, such as https://example.com/callback.' };
  }
  const url = new URL(text);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    return { problem: 'The address must start with https://, or with http:// on this machine (localhost).' };
  }
  if (url.username !== '' || url.password !== '' || text.includes('#')) {
    return { problem: 'The address must not hold a user name, a password or a # part.' };
  }
  return { uri: text };
}
