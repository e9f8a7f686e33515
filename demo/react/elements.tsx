import { useQueryClient } from '@tanstack/react-query';
import type {} from 'datasource-elements/types/react';
import { useCallback } from 'react';

/** The half of the elements: plain tags, and the query client of the React app. */
export function Elements() {
  const queryClient = useQueryClient();
  // By a ref, because the tags are rendered before they are defined. Given as a prop, React would look whether the
  // element has such a property, find none yet, and write the attribute queryclient="[object Object]". What is set on
  // the element itself is still there when it is defined, and counts then.
  const shareCache = useCallback(
    (context: HTMLElementTagNameMap['datasource-context'] | null) => {
      if (context) context.queryClient = queryClient;
    },
    [queryClient],
  );
  return (
    <section className="half" aria-labelledby="elements-title">
      <header>
        <div>
          <h2 id="elements-title">Elements</h2>
          <code>&lt;datasource-list&gt;</code>
        </div>
        <p className="keys-that-work">
          Keys that work: <code>jina_demo_key</code>, <code>ntn_demo_key</code>, <code>fc-demo-key</code>
        </p>
      </header>
      <datasource-context ref={shareCache} base-url="/console/api">
        <datasource-list />
      </datasource-context>
    </section>
  );
}
