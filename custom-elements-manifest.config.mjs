/** What `npm run manifest` analyzes; scripts/manifest.mjs does the rest. */
export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.styles.ts', 'src/locales/**', 'src/theme/**'],
  litelement: true,
  packagejson: false,
};
