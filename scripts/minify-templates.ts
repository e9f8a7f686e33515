import { transform } from 'lightningcss';
import type { Plugin } from 'vite';

/** The styles use light-dark() and container queries as they are: nothing is lowered for older browsers. */
const TARGETS = { chrome: 125 << 16, firefox: 128 << 16, safari: (17 << 16) | (5 << 8) };

/**
 * Takes the white space out of Lit's templates in a build, where a minifier of JavaScript leaves it: styles are
 * minified, and in markup a line break with its indentation becomes one space, as a browser shows it anyway.
 */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/.*\.ts$/.test(id)) return null;
      return {
        code: code.replace(/\bcss`([^`$]+)`/g, (_, styles: string) => `css\`${minifyStyles(styles, id)}\``),
        map: null,
      };
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        // Minified code has no line breaks but those inside of template literals.
        if (chunk.type === 'chunk') chunk.code = chunk.code.replace(/\s*\n\s*/g, ' ');
      }
    },
  };
}

function minifyStyles(styles: string, filename: string): string {
  const { code } = transform({ filename, code: Buffer.from(styles), minify: true, targets: TARGETS });
  return code.toString();
}
