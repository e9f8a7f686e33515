import { expect } from '@open-wc/testing';
import { DatasourceError, type DatasourceErrorCode } from '../../src/api/errors.js';

/** Every code; the compiler sees to it that none is missing. */
const CODES: Record<DatasourceErrorCode, true> = {
  network: true,
  cors: true,
  cross_site: true,
  host_mismatch: true,
  relative_redirect_uri: true,
  timeout: true,
  aborted: true,
  session_expired: true,
  csrf_rejected: true,
  forbidden: true,
  not_found: true,
  invalid_param: true,
  rate_limited: true,
  server: true,
  bad_response: true,
  contract: true,
  invalid_id: true,
  unknown_datasource: true,
  popup_blocked: true,
  unsafe_url: true,
  no_oauth_client: true,
  flow_in_progress: true,
  access_denied: true,
  authorization_failed: true,
  account_changed: true,
  sandboxed: true,
  redirect_in_iframe: true,
  nested_popup: true,
  expired: true,
  config: true,
};

describe('docs/troubleshooting.md', () => {
  let text: string;
  before(async () => {
    text = await (await fetch('/docs/troubleshooting.md')).text();
  });
  const headings = (): string[] => [...text.matchAll(/^#+ ([a-z_]+)$/gm)].map(([, heading = '']) => heading);

  it('has a heading for every code, once, and for nothing that is none', () => {
    expect(headings().sort()).to.deep.equal(Object.keys(CODES).sort());
  });

  for (const code of Object.keys(CODES) as DatasourceErrorCode[])
    it(`says of ${code} what it means, how to see it and what to do, where the error points to`, () => {
      const [, section = ''] = text.split(`\n### ${code}\n`);
      const [body = ''] = section.split(/\n##/);
      for (const part of ['What it means', 'How to see it', 'What to do'])
        expect(body).to.contain(`- **${part}.** `);
      expect(new DatasourceError(code, 'x').helpUrl).to.match(
        new RegExp(`docs/troubleshooting\\.md#${code}$`),
      );
    });

  it('links only to headings that there are', () => {
    for (const [, anchor = ''] of text.matchAll(/\]\(#([^)]+)\)/g)) expect(headings()).to.include(anchor);
  });
});
