import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { build } from 'vite';
import { cutLit } from '../../scripts/cut-lit.js';

describe('what the CDN build leaves out of Lit', () => {
  const IMPORT = `import { css, html, LitElement } from 'lit'; import { property } from 'lit/decorators.js';`;
  const SOURCE = resolve('src/example.ts');

  /** Builds a module as one of the package's sources. */
  const buildOf = async (code: string): Promise<void> => {
    await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [
        {
          name: 'example',
          resolveId: (id) => (id === SOURCE ? id : null),
          load: (id) => (id === SOURCE ? `${IMPORT}\n${code}` : null),
        },
        cutLit(),
      ],
      build: { write: false, minify: false, lib: { entry: SOURCE, formats: ['es'] } },
    });
  };

  it('is not what an element usually needs', async () => {
    await buildOf(`
      export const styles = css\`p { color: red }\`;
      export const template = (text, onClick, ...more) => html\`<p class="\${text} \${more[0]}" title='\${text}'
        .lang=\${text} ?hidden=\${!text} @click=\${onClick}>\${text}: <b>\${text}</b></p>\`;
      export const option = property({ type: Number, reflect: true });`);
  });

  for (const [what, code, problem] of [
    ['a directive on an element', 'html`<p ${ref}></p>`', /a value in a tag \(<p \)/],
    ['a tag’s name as value', 'html`<${tag}></p>`', /a value in a tag \(<\)/],
    ['a comment', 'html`<p>${text}</p><!-- text -->`', /<!-- in a template/],
    [
      'an element whose content is no markup',
      'html`<p>${text}</p><textarea>${text}</textarea>`',
      /<textarea in a/,
    ],
    ['a directive as attribute', 'html`<p class=${gradually(text)}></p>`', /a directive in a tag/],
    [
      'a directive that is for attributes',
      'html`<p class=${classMap({})}></p>`; import { classMap } from "lit/directives/class-map.js"',
      /lit\/directives\/class-map\.js/,
    ],
    ['an object as listener', 'html`<p @click=${{ handleEvent, once: true }}></p>`', /an object as listener/],
    ['a template of SVG', 'svg`<path></path>`; import { svg } from "lit"', /"svg" is not exported/],
    ['styles with values', 'css`p { color: ${color} }`', /a value in styles/],
    [
      'a list as attribute',
      'property({ attribute: "list", type: Array })',
      /the property option type: Array/,
    ],
    [
      'an attribute’s own converter',
      'property({ converter: (text) => text })',
      /the property option converter/,
    ],
    [
      'a directive that hears of leaving the page',
      'AsyncDirective; import { AsyncDirective } from "lit/async-directive.js"',
      /Asynchronous directives need/,
    ],
    ['work for each instance', 'LitElement.addInitializer(() => {})', /The bundle uses addInitializer/],
  ] as const)
    it(`stops the build when it is needed: ${what}`, async () => {
      await assert.rejects(
        buildOf(`export const example = (text, tag, ref, color, handleEvent) => ${code};`),
        problem,
      );
    });
});
