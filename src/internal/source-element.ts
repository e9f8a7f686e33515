import { property } from 'lit/decorators.js';
import { datasourceId, parseDatasourceId, type DatasourceRef } from '../api/datasource-id.js';
import { DatasourceError, toDatasourceError } from '../api/errors.js';
import type { DatasourceAuth } from '../api/types.js';
import { findSource } from '../cache/find-source.js';
import type { QueryState } from '../cache/query-source.js';
import type { DatasourceAction } from '../store/refusals.js';
import { DatasourceElement } from './datasource-element.js';
import { labelOf } from './card-skeleton.js';
import { languageOf } from './language.js';
import { lastSeen } from './last-seen.js';
import { shownMessage } from './shown-text.js';

/** What is known of the data source that an element stands for. */
export type SourceState =
  | { readonly status: 'loading' }
  | { readonly status: 'error'; readonly error: DatasourceError }
  | { readonly status: 'ready'; readonly ref: DatasourceRef; readonly source: DatasourceAuth };

/** An element that stands for one data source, named by `plugin-id` and `provider`. */
export abstract class SourceElement extends DatasourceElement {
  /** `organization/plugin`; may be left out when `provider` holds the full id. */
  @property({ attribute: 'plugin-id' }) pluginId = '';
  /** The data source's name; or the full id `organization/plugin/name`; or `x` for `langgenius/x/x`. */
  @property() provider = '';

  /** How many connections it had when the list was last seen, for what stands in until it is known. */
  protected get probableConnections(): number | undefined {
    const { ref } = this;
    return ref ? lastSeen(this.consumer.store, this.source).get(datasourceId(ref)) : undefined;
  }

  /** Nothing of other data sources, nor whether it is being read. */
  protected override shownOf({ status, data, error }: QueryState<DatasourceAuth>): readonly unknown[] {
    const { ref } = this;
    return [status, error, ref && data && findSource(data, ref)];
  }

  /** What is named, or `null` when that is malformed. */
  protected get ref(): DatasourceRef | null {
    try {
      return parseDatasourceId(this.provider, this.pluginId);
    } catch {
      return null;
    }
  }

  /** The data source, out of the one list that all elements share. */
  protected get sourceState(): SourceState {
    let ref: DatasourceRef;
    try {
      ref = parseDatasourceId(this.provider, this.pluginId);
    } catch (thrown) {
      return { status: 'error', error: toDatasourceError(thrown) };
    }
    const { status, data, error } = this.list.state;
    if (data) {
      const source = findSource(data, ref);
      if (source) return { status: 'ready', ref, source };
      const message = this.text('unknownSource', { source: `${ref.pluginId}/${ref.provider}` });
      return { status: 'error', error: new DatasourceError('unknown_datasource', message) };
    }
    if (status === 'error' && error) return { status: 'error', error };
    return { status: 'loading' };
  }

  /**
   * Why an action cannot be used: the page does not offer it, or the server refused it before. `null` when it can.
   *
   * @param credentialId the connection, for what is done to one.
   */
  protected refusal(action: DatasourceAction, credentialId?: string): string | null {
    if (!this.offers(action)) return this.text('readOnly');
    const { ref } = this;
    const reason = ref && this.consumer.store?.refusals.of(action, ref, credentialId);
    return reason ? shownMessage(reason) : null;
  }

  /** The data source's name in the language of the page. */
  protected label(source: DatasourceAuth): string {
    return labelOf(source, languageOf(this));
  }
}
