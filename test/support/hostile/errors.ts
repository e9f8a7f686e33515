/** What each script in a hostile error does when it runs. */
const RUN = 'window.__pwned()';

const IMAGE = `<img src=x onerror="${RUN}">`;

/** An answer that says that something failed. */
export interface HostileError {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (body: unknown, status = 400): HostileError => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

const message = (text: unknown, status = 400, code = 'invalid_param'): HostileError =>
  json({ code, message: text, status }, status);

const raw = (body: string, status = 500, type = 'text/html'): HostileError => ({ status, type, body });

/** Answers of a server that went wrong, or of whoever answers in its place. */
export const HOSTILE_ERRORS: readonly HostileError[] = [
  message(IMAGE),
  message(`<script>${RUN}</script>`, 403, 'forbidden'),
  message(`</p></div><iframe srcdoc="<script>parent.${RUN}</script>">`),
  message(`<svg onload=${RUN}>`, 401, 'unauthorized'),
  message(`<a href="javascript:${RUN}">Sign in again</a>`, 401, 'unauthorized'),
  message('\u202edekovni reverse\u202e', 400),
  message('\u2069\u2069\u202eout of the isolate'),
  message('\u0000\u0007\u001b[31m'),
  message('\ud800 lone'),
  message('W'.repeat(1_000_000)),
  message('word '.repeat(200_000)),
  message('\n'.repeat(50_000)),
  message('{name} {source} {message} ${1+1} {{lit-1}}'),
  message('<!--?lit$1$-->'),
  message(''),
  message(null),
  message(0),
  message([IMAGE]),
  message({ toString: IMAGE }),
  message(IMAGE, 404, 'not_found'),
  message(IMAGE, 409, 'conflict'),
  message(IMAGE, 422, 'invalid_param'),
  message(IMAGE, 429, 'too_many_requests'),
  message(IMAGE, 500, 'internal_server_error'),
  message(IMAGE, 400, IMAGE),
  message('Authorization name is already exists <b>x</b>'),
  json({ error: 'access_denied', error_description: IMAGE }),
  json({ __proto__: null, code: '__proto__', message: 'constructor' }),
  raw('{"code":"x","__proto__":{"message":"polluted"}}', 400, 'application/json'),
  raw(`{"message":"${'\\u202e'.repeat(100)}"}`, 400, 'application/json'),
  raw(`<!doctype html><script>${RUN}</script><h1>502 Bad Gateway</h1>`, 502),
  raw(`<html><body onload="${RUN}">Login</body></html>`, 200),
  raw(IMAGE, 400, 'text/plain'),
  raw('', 500),
  raw('null', 400, 'application/json'),
  raw('[]', 400, 'application/json'),
  raw('"message"', 400, 'application/json'),
  raw('{"message":', 400, 'application/json'),
];

/** What an identity provider may say in the address of the callback page (RFC 6749, section 4.1.2.1). */
export const HOSTILE_PROVIDER_ERRORS: readonly (readonly [error: string, description: string])[] = [
  ['access_denied', IMAGE],
  ['server_error', `<script>${RUN}</script>`],
  ['temporarily_unavailable', '\u202eevil'],
  ['invalid_request', 'W'.repeat(5_000)],
  [IMAGE, IMAGE],
  ['__proto__', 'constructor'],
  [`javascript:${RUN}`, `javascript:${RUN}`],
  ['', ''],
  ['access_denied\u0000', '\u0000'],
  ['access_denied&success=true', '&success=true#state=1'],
];
