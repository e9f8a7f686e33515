import { addProblem, here } from './recorder.js';
import { textOf } from './text.js';

/** Notes what went wrong: errors nobody caught, what was written to the console as one, violations of the policy. */
export function watchProblems(): void {
  for (const level of ['error', 'warn', 'assert'] as const) {
    const original = console[level].bind(console) as (...args: unknown[]) => void;
    console[level] = (...args: unknown[]) => {
      if (level !== 'assert' || !args[0])
        addProblem('console', `${level}: ${args.map((each) => textOf(each)).join(' ')}`);
      original(...args);
    };
  }
  addEventListener('error', (event) => {
    // The capture phase also hears of pictures and scripts that did not load, which have no message.
    if (event instanceof ErrorEvent) addProblem('error', `${event.message} ${textOf(event.error)}`);
  });
  addEventListener('unhandledrejection', (event) => addProblem('rejection', textOf(event.reason)));
  // On window, in the capture phase: a violation inside of a shadow root is composed, one of a lost node is not.
  addEventListener('securitypolicyviolation', (event) => noteViolation(event), true);
}

/** Counts executions of hostile content: it calls `__pwned()`, or opens a dialog. */
export function watchExecutions(): void {
  const count = (): void => {
    here.executions += 1;
  };
  Object.defineProperty(window, '__pwned', { value: count, writable: false, configurable: false });
  for (const dialog of ['alert', 'confirm', 'prompt', 'print'] as const)
    Object.defineProperty(window, dialog, { value: count, writable: false, configurable: false });
}

function noteViolation({
  effectiveDirective,
  blockedURI,
  sourceFile,
  lineNumber,
  sample,
}: SecurityPolicyViolationEvent): void {
  addProblem('csp', `${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`);
}
