import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { byId } from '../dom.js';
import { explain, openSession } from '../session.js';
import { App } from './app.js';
import { SignIn } from './sign-in.js';

/** The only one on this page: React gets it from the provider, the elements from their context. */
const queryClient = new QueryClient();
const root = createRoot(byId('root'));

function render(content: ReactNode): void {
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>{content}</QueryClientProvider>
    </StrictMode>,
  );
}

try {
  const profile = await openSession();
  if (profile) {
    render(<App />);
    // The elements read as soon as they exist, so they come once there is a session.
    await import('datasource-elements/define');
  } else render(<SignIn />);
} catch (error) {
  console.error(error);
  render(<SignIn reason={explain(error)} />);
}
