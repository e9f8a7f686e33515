import { useQuery } from '@tanstack/react-query';
import { memo, useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { CLOSE, countText, FILTERS, keyOf, matches, SEARCH, wordsOf, type Filter } from '../peer.js';
import type { Answer } from '../side.js';
import { Card } from './card.js';
import { Icon } from './icon.js';

export const KEY = ['data-source-auth', 'list'];

/** The list with its search: what is typed shows at once, and the list follows as React's documentation has it. */
export function App() {
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: () => new Promise<Answer>(() => undefined),
    staleTime: Infinity,
  });
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState<Filter>('');
  const deferredQuery = useDeferredValue(query);
  const sources = data?.result;
  const words = useMemo(() => wordsOf(deferredQuery), [deferredQuery]);
  const found = useMemo(
    () =>
      sources
        ?.map((source, index) => ({ source, index }))
        .filter(({ source }) => matches(source, words, filter)),
    [sources, words, filter],
  );
  if (!sources || !found) return null;
  return (
    <div className="context">
      <div className="sources">
        <div className="toolbar">
          <Search query={query} onQuery={setQuery} />
          <FilterChoice filter={filter} onFilter={setFilter} />
          <p className="count">
            {countText(found.length, sources.length, words.length > 0 || filter !== '')}
          </p>
          <div className="visually-hidden" role="status" />
        </div>
        <List found={found} />
      </div>
    </div>
  );
}

type Found = readonly { readonly source: Answer['result'][number]; readonly index: number }[];

const List = memo(function List({ found }: { found: Found }) {
  return (
    <ul className="list" hidden={found.length === 0}>
      {found.map(({ source, index }) => (
        <Card key={keyOf(source)} source={source} index={index} />
      ))}
    </ul>
  );
});

const Search = memo(function Search({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const clear = useCallback(() => {
    onQuery('');
    field.current?.focus();
  }, [onQuery]);
  return (
    <div className="search">
      <Icon path={SEARCH} />
      <input
        ref={field}
        type="search"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        aria-label="Search data sources"
        placeholder="Search data sources"
        value={query}
        onChange={({ currentTarget }) => onQuery(currentTarget.value)}
      />
      {query && (
        <button type="button" className="plain square" tabIndex={-1} aria-label="Clear" onClick={clear}>
          <Icon path={CLOSE} />
        </button>
      )}
    </div>
  );
});

interface FilterProps {
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

const FilterChoice = memo(function FilterChoice({ filter, onFilter }: FilterProps) {
  return (
    <fieldset className="filter">
      <legend className="visually-hidden">Show</legend>
      {FILTERS.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name="filter"
            value={value}
            checked={filter === value}
            onChange={() => onFilter(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
});
