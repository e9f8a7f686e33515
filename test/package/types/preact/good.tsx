import type { DatasourceAuthorizedEvent } from 'datasource-elements';
import type { DatasourceListElement } from 'datasource-elements/datasource-list';
import type {} from 'datasource-elements/types/preact';
import { useRef } from 'preact/hooks';

export function Settings({ readOnly, save }: { readOnly: boolean; save: (id: string) => void }) {
  const list = useRef<DatasourceListElement>(null);
  const authorized = ({ detail }: DatasourceAuthorizedEvent): void => save(detail.credential.id);
  return (
    <datasource-context
      base-url="/console/api"
      undo-time={3000}
      queryClient={undefined}
      getAccessToken={() => 'token'}
      ondatasource-session-expired={(event) => console.warn(event.detail.message)}
    >
      <datasource-list
        ref={list}
        key="list"
        id="list"
        className="wide"
        slot="main"
        style={{ display: 'block' }}
        aria-label="Data sources"
        source="default"
        filter="connected"
        readonly={readOnly}
        readOnly={readOnly}
        without-toolbar
        ondatasource-authorized={authorized}
        ondatasource-credential-change={(event) => event.currentTarget.query + event.detail.action}
        onClick={() => list.current?.focus()}
      />
      <datasource-credential-select
        name="connection"
        value="x"
        label="Connection"
        required
        onchange={(event) => save(event.currentTarget.value)}
      />
      <api-key-dialog open provider="notion_datasource" onclose={() => save('')} />
      <datasource-oauth-button plugin-id="langgenius/notion_datasource" disabled={false}>
        Connect
      </datasource-oauth-button>
    </datasource-context>
  );
}
