import type { DatasourceAuthorizeErrorEvent } from 'datasource-elements';
import type {} from 'datasource-elements/types/react';

// TypeScript takes any attribute with a hyphen in its name, so that only what has none can be unknown.
export const wrongValue = <datasource-context flow="tab" />; // TS2322
export const unknownAttribute = <datasource-card plugin="notion_datasource" />; // TS2322
export const wrongFlag = <datasource-list readonly="false" />; // TS2322
export const wrongHyphenated = <datasource-list without-toolbar="false" />; // TS2322
export const wrongNumber = <datasource-context undo-time="long" />; // TS2322
export const wrongProperty = <datasource-card pluginId={1} />; // TS2322
export const readOnlyProperty = <datasource-context currentStore={undefined} />; // TS2322
export const wrongReference = <datasource-list ref={(card: HTMLTableElement | null) => void card} />; // TS2322
export const wrongEvent = <datasource-list ondatasource-authorized={(event: CustomEvent) => event.detail} />; // TS2322
export const otherEvent = (listen: (event: DatasourceAuthorizeErrorEvent) => void) => (
  <datasource-list ondatasource-authorized={listen} /> // TS2322
);
export const wrongDetail = <datasource-list ondatasource-authorized={({ detail }) => detail.secret} />; // TS2339
export const unknownEvent = <datasource-context onclose={() => undefined} />; // TS2322
