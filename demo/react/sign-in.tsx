import { useState } from 'react';
import { ACCOUNTS, explain, signIn } from '../session.js';

/** For who signed out in the console, or whose session has ended. */
export function SignIn({ reason = 'This is a demo: pick an account, no password needed.' }) {
  const [text, setText] = useState(reason);
  const enter = async (email: string): Promise<void> => {
    try {
      await signIn(email);
      location.reload();
    } catch (error) {
      setText(explain(error));
    }
  };
  return (
    <main>
      <section className="sign-in" aria-labelledby="sign-in-title">
        <div className="panel">
          <img src="./assets/logo.svg" alt="" width="44" height="44" />
          <h1 id="sign-in-title">Sign in to Atlas Studio</h1>
          <p className="lede" role="status">
            {text}
          </p>
          {ACCOUNTS.map(({ name, email }) => (
            <button key={email} className="account" type="button" onClick={() => void enter(email)}>
              <span className="avatar" aria-hidden="true">
                {name[0]}
              </span>
              <strong>Continue as {name}</strong>
            </button>
          ))}
        </div>
      </section>
    </main>
  );
}
