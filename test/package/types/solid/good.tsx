import type { DatasourceAuthorizedEvent } from 'datasource-elements';
import type { DatasourceListElement } from 'datasource-elements/datasource-list';
import type {} from 'datasource-elements/types/solid';

export function Settings(props: { readOnly: boolean; save: (id: string) => void }) {
  let list: DatasourceListElement | undefined;
  const authorized = ({ detail }: DatasourceAuthorizedEvent): void => props.save(detail.credential.id);
  return (
    <datasource-context
      base-url="/console/api"
      undo-time={3000}
      prop:queryClient={undefined}
      prop:getAccessToken={() => 'token'}
      on:datasource-session-expired={(event) => console.warn(event.detail.message)}
    >
      <datasource-list
        ref={(element) => (list = element)}
        id="list"
        class="wide"
        classList={{ narrow: false }}
        slot="main"
        style={{ display: 'block' }}
        aria-label="Data sources"
        source="default"
        filter="connected"
        bool:readonly={props.readOnly}
        without-toolbar={props.readOnly}
        on:datasource-authorized={authorized}
        on:datasource-credential-change={(event) => event.currentTarget.query + event.detail.action}
        onClick={() => list?.focus()}
      />
      <datasource-credential-select
        name="connection"
        prop:value="x"
        attr:label="Connection"
        required
        on:change={(event) => props.save(event.currentTarget.value)}
      />
      <api-key-dialog open provider="notion_datasource" on:close={() => props.save('')} />
      <datasource-oauth-button
        plugin-id="langgenius/notion_datasource"
        disabled={false}
        prop:readOnly={props.readOnly}
        on:datasource-authorize-start={{ handleEvent: (event) => event.preventDefault(), once: true }}
      >
        Connect
      </datasource-oauth-button>
    </datasource-context>
  );
}
