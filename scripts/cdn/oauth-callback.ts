/**
 * The callback page in one file, for a host without a bundler: a page with this script alone reports by itself. Pages of
 * other origins that may have opened it are named, with spaces between, in
 * `<meta name="datasource-opener-origins" content="https://app.example.com">`.
 */
import { reportAuthorization } from '../../src/oauth-callback.js';

const names = document.querySelector('meta[name="datasource-opener-origins"]')?.getAttribute('content');
reportAuthorization({ openerOrigins: names?.split(/\s+/).filter(Boolean) ?? [] });
