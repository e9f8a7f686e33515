import './lit-globals.js';

/** Whether this copy of the package has said that it is not the first. */
let warned = false;

/**
 * Whether an element is still to be registered. When its tag is taken, by another copy of this package, of whatever
 * version, or by the page, what was there first stays, and the console says so once for all elements of a copy. The
 * same class again is no news.
 *
 * @param registry `customElements`.
 */
export function isFree(
  registry: CustomElementRegistry,
  tag: string,
  element: CustomElementConstructor,
): boolean {
  const taken = registry.get(tag);
  if (taken && taken !== element && !warned) {
    warned = true;
    // eslint-disable-next-line no-console -- nobody else can be told
    console.warn(
      `datasource-elements was loaded again, or the page defines <${tag}> itself. What was defined first stays.`,
    );
  }
  return !taken;
}
