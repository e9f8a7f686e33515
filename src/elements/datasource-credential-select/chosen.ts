import { datasourceId, type DatasourceRef } from '../../api/datasource-id.js';

/** What was chosen, which counts also while the connections are not known. */
export class Chosen {
  /** The connection that the user or a script chose; `null` until then. */
  id: string | null = null;
  /** The id of the data source; empty when it is not named. */
  source: string | undefined;
  /** Whether the data source changed, and it was not yet seen whether the choice can go with it. */
  moved = false;

  /** To be called whenever the data source may have changed. */
  follow(ref: DatasourceRef | null): void {
    const source = ref ? datasourceId(ref) : '';
    if (this.source !== undefined && source !== this.source) this.moved = true;
    this.source = source;
  }
}
