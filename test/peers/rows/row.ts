import type { Bench } from '../../bench/bench.js';
import type { Subject } from '../subjects/subject.js';

/** What a measurement is made with. */
export interface Measuring {
  bench: Bench;
  subject: Subject;
}

/** What a measurement has shown. */
export interface Finding {
  verdict: 'right' | 'wrong' | 'n/a';
  /** In a few words, the same each time: spans of time are given as limits. */
  what: string;
}

/** Something that can go wrong, the same for all libraries. */
export interface Row {
  /** The id in `docs/faults.md`, or nothing for the control. */
  id: string;
  title: string;
  /** When a library is right. */
  required: string;
  /** Throws when nothing can be concluded. */
  measure(measuring: Measuring): Promise<Finding>;
}

export const right = (what: string): Finding => ({ verdict: 'right', what });
export const wrong = (what: string): Finding => ({ verdict: 'wrong', what });
export const notApplicable = (what: string): Finding => ({ verdict: 'n/a', what });
