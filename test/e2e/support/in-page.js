// Runs in the console's page before its own scripts: hears every event of the elements on `document`, as a host would.
globalThis.heard = [];
for (const name of [
  'datasource-authorize-start',
  'datasource-authorized',
  'datasource-authorize-cancel',
  'datasource-authorize-error',
  'datasource-credential-change',
  'datasource-session-expired',
]) {
  document.addEventListener(name, ({ type, detail }) =>
    globalThis.heard.push({ type, detail: structuredClone(detail) }),
  );
}

/** What has the focus, through shadow roots. */
globalThis.deepActive = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
