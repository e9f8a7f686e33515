import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { connect, isConnectable, readSources } from '../connect.js';
import { PLUG } from '../peer.js';
import { Icon } from './icon.js';

function Connect() {
  const { data } = useQuery({ queryKey: ['data-source-auth', 'list'], queryFn: readSources });
  const { mutate } = useMutation({ mutationFn: connect });
  return (
    <div>
      <button type="button" disabled={!data || !isConnectable(data)} onClick={() => mutate()}>
        <Icon path={PLUG} />
        <span>Connect</span>
      </button>
    </div>
  );
}

createRoot(document.querySelector('#app')!).render(
  <QueryClientProvider client={new QueryClient()}>
    <Connect />
  </QueryClientProvider>,
);
