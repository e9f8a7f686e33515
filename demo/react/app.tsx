import { useEffect, useState } from 'react';
import { Elements } from './elements.js';
import { SignIn } from './sign-in.js';
import { Sources } from './sources.js';
import { useListRequests } from './use-list-requests.js';

/** Two halves that know nothing of each other but the query client. */
export function App() {
  const [expired, setExpired] = useState(false);
  useEffect(() => {
    const expire = (): void => setExpired(true);
    document.addEventListener('datasource-session-expired', expire);
    return () => document.removeEventListener('datasource-session-expired', expire);
  }, []);

  if (expired) return <SignIn reason="Your session has ended. Sign in again to go on." />;
  return (
    <>
      <header className="topbar">
        <a className="brand" href="./">
          <img src="./assets/logo.svg" alt="" width="28" height="28" />
          Atlas Studio
        </a>
      </header>
      <main className="shared">
        <div className="intro">
          <div>
            <h1>React and the elements, one cache</h1>
            <p className="lede">
              A React app and the data-source elements share one TanStack Query client: what either side reads
              or changes, both show, without asking the server twice.
            </p>
          </div>
          <RequestCount />
        </div>
        <div className="halves">
          <Sources />
          <Elements />
        </div>
      </main>
    </>
  );
}

function RequestCount() {
  const count = useListRequests();
  return (
    <p className="requests" role="status">
      <strong>{count}</strong> {count === 1 ? 'request' : 'requests'} for the list, both sides together
    </p>
  );
}
