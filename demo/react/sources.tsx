import { useEffect, useState } from 'react';
import {
  useGetDataSourceAuth,
  useGetDataSourceListAuth,
  useInvalidDataSourceAuth,
  useInvalidDataSourceListAuth,
  type DataSourceAuth,
} from './use-datasource.js';

const idOf = ({ plugin_id, name }: DataSourceAuth): string => `${plugin_id}/${name}`;
const labelOf = ({ label, name }: DataSourceAuth): string => label['en_US'] ?? name;

/** The half of React. */
export function Sources() {
  const { data, error, isFetching } = useGetDataSourceListAuth();
  const readAgain = useInvalidDataSourceListAuth();
  const [chosen, setChosen] = useState<string>();
  const sources = data?.result ?? [];
  useEffect(() => {
    if (data) localStorage.setItem(COUNT, String(data.result.length));
  }, [data]);
  const source = sources.find((each) => idOf(each) === chosen) ?? sources[0];

  return (
    <section className="half" aria-labelledby="react-title">
      <header>
        <div>
          <h2 id="react-title">React</h2>
          <code>useGetDataSourceListAuth()</code>
        </div>
        <ReadAgain what="the list" onClick={readAgain} />
      </header>
      {error && <p role="alert">{error.message}</p>}
      {!data && !error && <Waiting />}
      {data && (
        <table aria-busy={isFetching}>
          <caption className="visually-hidden">Data sources</caption>
          <thead>
            <tr>
              <th scope="col">Data source</th>
              <th scope="col">Connections</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((each) => (
              <tr key={idOf(each)} data-connected={each.credentials_list.length > 0 || undefined}>
                <th scope="row">{labelOf(each)}</th>
                <td>{each.credentials_list.length}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {source && <Connections sources={sources} source={source} onChoose={setChosen} />}
    </section>
  );
}

/** Stands where the list will be, as long as it was when it was last seen, so that nothing below it moves. */
function Waiting() {
  return (
    <>
      <p className="visually-hidden" role="status">
        Loading…
      </p>
      <div className="waiting" aria-hidden="true">
        <table>
          <thead>
            <tr>
              <th>…</th>
              <th>…</th>
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: lastCount() }, (_, row) => (
              <tr key={row}>
                <th>…</th>
                <td>…</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="connections">
          <header>
            <div>
              <h3>Connections of one source</h3>
              <code>useGetDataSourceAuth()</code>
            </div>
            <button type="button" className="again" disabled>
              Read again
            </button>
          </header>
          <select disabled />
          <p className="none">Loading…</p>
        </div>
      </div>
    </>
  );
}

const COUNT = 'atlas.react-sources';

/** How many sources there were last time; as many as the demo's server lists, for a newcomer. */
function lastCount(): number {
  return Number(localStorage.getItem(COUNT)) || 6;
}

/** The connections of one data source, from its own address and under its own key. */
function Connections(props: {
  sources: DataSourceAuth[];
  source: DataSourceAuth;
  onChoose: (id: string) => void;
}) {
  const { sources, source, onChoose } = props;
  const ref = { pluginId: source.plugin_id, provider: source.name };
  const { data, error, isFetching } = useGetDataSourceAuth(ref);
  const readAgain = useInvalidDataSourceAuth(ref);
  const connections = data?.result ?? [];
  // The list tells how many there are, before their names are here.
  const lines = data || error ? 0 : source.credentials_list.length;

  return (
    <div className="connections" role="group" aria-labelledby="connections-title">
      <header>
        <div>
          <h3 id="connections-title">Connections of one source</h3>
          <code>useGetDataSourceAuth()</code>
        </div>
        <ReadAgain what="the connections" onClick={readAgain} />
      </header>
      <select
        aria-label="Data source"
        value={idOf(source)}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        {sources.map((each) => (
          <option key={idOf(each)} value={idOf(each)}>
            {labelOf(each)}
          </option>
        ))}
      </select>
      {error && <p role="alert">{error.message}</p>}
      {!error && connections.length === 0 && lines === 0 && (
        <p className="none">{data ? 'No connection yet. The elements add one.' : 'Loading…'}</p>
      )}
      {lines > 0 && (
        <ul className="waiting" aria-hidden="true">
          {Array.from({ length: lines }, (_, line) => (
            <li key={line}>…</li>
          ))}
        </ul>
      )}
      {connections.length > 0 && (
        <ul aria-busy={isFetching}>
          {connections.map(({ id, name, type, is_default: isDefault }) => (
            <li key={id}>
              <span>{name}</span>
              {isDefault && <span className="tag">Default</span>}
              <span className="type">{type === 'api-key' ? 'API key' : 'OAuth'}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ReadAgain({ what, onClick }: { what: string; onClick: () => Promise<void> }) {
  return (
    <button type="button" className="again" aria-label={`Read again: ${what}`} onClick={() => void onClick()}>
      Read again
    </button>
  );
}
