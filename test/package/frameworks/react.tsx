import type {} from 'datasource-elements/types/react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import type { Show } from './page.js';

let reactRoot: Root | undefined;

export const showByReact: Show = (root, { readOnly, disabled, labels, heard }) => {
  reactRoot ??= createRoot(root);
  const tree = (
    <datasource-context labels={labels}>
      <datasource-oauth-button
        plugin-id="acme/notes"
        provider="notes"
        readonly={readOnly}
        disabled={disabled}
        ondatasource-authorized={heard}
      />
    </datasource-context>
  );
  flushSync(() => reactRoot?.render(tree));
};
