import { join } from 'node:path';
import { bundle } from './build.js';
import { coldElementsPage, coldPeerPage, listPage } from './pages.js';
import type { Site } from './server.js';

/** What is measured, as the driver knows it. */
export interface BenchSide {
  readonly name: string;
  readonly title: string;
  readonly listPath: string;
  /** The page with one Connect button, if it is measured. */
  readonly coldPath: string | null;
  /** The shortest list that it is measured with. */
  readonly from: number;
  readonly memory: boolean;
  /** The longest list whose search is measured. */
  readonly searchTo: number;
  /** Whether all rows of a long list are in the page. */
  readonly whole: boolean;
}

const here = import.meta.dirname;

/** Bundles all sides. @param before the folder of an earlier commit's build. */
export async function buildSides(
  root: string,
  before: string | null,
  out: string,
): Promise<{ sides: BenchSide[]; site: Site }> {
  const side = (name: string, title: string, more: Partial<BenchSide> = {}): BenchSide => ({
    name,
    title,
    listPath: `/list/${name}.html`,
    coldPath: `/cold/${name}.html`,
    from: 0,
    memory: true,
    searchTo: Infinity,
    whole: true,
    ...more,
  });
  const pages: Record<string, string> = {};
  const folders: Record<string, string> = { build: out };
  const add = async (name: string, packageRoot: string): Promise<void> => {
    const source = join(here, 'sides/elements/list.ts');
    await bundle({ name: `${name}-list`, source, packageRoot }, out);
    const cdn = `cdn-${name}`;
    folders[cdn] = join(packageRoot, 'cdn');
    pages[`/list/${name}.html`] = listPage(`/build/${name}-list.js`);
    pages[`/cold/${name}.html`] = coldElementsPage(folders[cdn], `/${cdn}`);
  };
  await add('elements', root);
  if (before) await add('before', before);
  for (const [name, ending] of [
    ['dom', 'ts'],
    ['react', 'tsx'],
  ] as const) {
    for (const kind of ['list', 'cold']) {
      const source = join(here, `sides/${name}/${kind}.${ending}`);
      await bundle({ name: `${name}-${kind}`, source, packageRoot: root }, out);
    }
    pages[`/list/${name}.html`] = listPage(`/build/${name}-list.js`);
    pages[`/cold/${name}.html`] = coldPeerPage(`/build/${name}-cold.js`);
  }
  const sides = [
    side('elements', 'these elements, out of the built package', { whole: false }),
    side('dom', 'hand-written DOM: cloned templates, kept references'),
    side('dom-cv', 'the same with content-visibility: auto on each row', {
      listPath: '/list/dom.html?skip',
      coldPath: null,
      from: 1000,
      memory: false,
      // Each key takes more than a minute with 10,000.
      searchTo: 1000,
    }),
    side('react', 'React 19 with TanStack React Query'),
  ];
  if (before) sides.push(side('before', 'these elements at the earlier commit', { whole: false }));
  return { sides, site: { pages, folders } };
}
