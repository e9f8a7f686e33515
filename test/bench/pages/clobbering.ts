import { CLOBBERING_NAMES, DOCUMENT_NAMES, LIT_NAMES } from '../../support/hostile/gadgets.js';

/** What the engines of the bench themselves ask a document for. */
const NEEDED = ['querySelectorAll', 'hasFocus', 'hidden', 'title'];

const COMMON_NAMES = [
  ...CLOBBERING_NAMES,
  ...DOCUMENT_NAMES.filter((name) => !NEEDED.includes(name)),
  'createElement',
];

/** Elements that try to take the place of globals: one by id on `window`, one by name on `document`, for each name. */
export function clobberingElements(which: string | null): string {
  const names = which === 'lit' ? LIT_NAMES : which === 'common' ? COMMON_NAMES : [];
  return names
    .map(
      (name) =>
        `<a id="${name}" name="${name}" href="https://clobbered.example/"></a><img name="${name}" alt="" />`,
    )
    .join('\n    ');
}
