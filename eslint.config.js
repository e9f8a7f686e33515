import js from '@eslint/js';
import globals from 'globals';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** The layers, top first: each may import from those after it, never from those before it (docs/decisions/0001). */
const LAYERS = [
  'testing',
  'elements',
  'internal',
  'controllers',
  'context',
  'events',
  'store',
  'cache',
  'authorization',
  'api',
];
/** Layers that know no Lit. */
const HEADLESS = ['testing', 'events', 'store', 'cache', 'authorization', 'api', 'locales'];

const NO_LIT = { group: ['lit', 'lit/*', '@lit/*'], message: 'No Lit below context/.' };
const NO_OTHER_ELEMENT = {
  group: ['../datasource-*/*', '../*-dialog/*'],
  message: 'An element never imports another element; its define.ts imports theirs.',
};

/** The layers that one must not import from. */
const layersAbove = (layer) => {
  // What is not in the list (locales, theme) is below all of it.
  const above = LAYERS.includes(layer) ? LAYERS.slice(0, LAYERS.indexOf(layer)) : [...LAYERS];
  if (layer === 'locales') above.splice(above.indexOf('api'), 1);
  if (layer === 'cache') above.push('authorization');
  return above;
};

const upwards = (layer) => {
  const groups = layersAbove(layer).map((name) => ({
    group: [`**/${name}/**`],
    message: `${layer}/ must not import from ${name}/.`,
  }));
  if (layer === 'elements')
    groups.push(NO_OTHER_ELEMENT, {
      group: ['**/cache/keys*', '**/api/client*', '**/api/http*'],
      message: 'Elements know neither endpoints nor cache keys.',
    });
  if (HEADLESS.includes(layer)) groups.push(NO_LIT);
  return ['error', { patterns: groups }];
};

const ban = (name, message) => ({
  selector: `CallExpression[callee.name='${name}'], MemberExpression[property.name='${name}'][object.name=/^(window|globalThis|self)$/]`,
  message,
});
const FETCH = ban('fetch', 'Only api/http.ts calls fetch.');
const OPEN = {
  selector:
    "CallExpression[callee.name='open'], CallExpression[callee.property.name='open'][callee.object.name=/^(window|globalThis|self)$/]",
  message: 'Only authorization/ opens windows.',
};
const MESSAGES = {
  selector:
    "CallExpression[callee.property.name='addEventListener'] > Literal[value='message'], AssignmentExpression[left.property.name='onmessage']",
  message: 'Only authorization/ listens to messages.',
};
const DEFINE = {
  selector: "MemberExpression[object.name='customElements']",
  message: 'Only define.ts files register elements.',
};

const COMPUTED = {
  selector: "ImportExpression:not([source.type='Literal'])",
  message: 'The layer rules and bundlers do not see what is imported by a computed name.',
};

/** The same layers for what is imported on demand, which the rule for imports does not see. */
const upwardsOnDemand = (layer) => [
  COMPUTED,
  ...layersAbove(layer).map((name) => ({
    selector: `ImportExpression[source.value=/\\/${name}\\//]`,
    message: `${layer}/ must not import from ${name}/.`,
  })),
  ...(layer === 'elements'
    ? [{ selector: 'ImportExpression[source.value=/^\\.\\.\\/[^.]/]', message: NO_OTHER_ELEMENT.message }]
    : []),
];

/** What a layer must not say, but for the one that is there to say it. */
const SAID_BY = { authorization: [OPEN, MESSAGES] };
const syntax = (layer, said = SAID_BY[layer] ?? []) => [
  'error',
  ...[FETCH, OPEN, MESSAGES, DEFINE].filter((one) => !said.includes(one)),
  ...upwardsOnDemand(layer),
];

export default tseslint.config(
  { ignores: ['dist/', 'cdn/', 'node_modules/', 'demo/.data/', '.test-results/', '**/*.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ...lit.configs['flat/all'],
  },
  { files: ['src/**/*.ts'], ...wc.configs['flat/best-practice'] },
  {
    files: ['src/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    languageOptions: { globals: globals.browser },
    rules: {
      ...litA11y.configs.recommended.rules,
      'no-console': 'error',
      'max-lines': ['error', 400],
      'no-restricted-syntax': ['error', FETCH, OPEN, MESSAGES, DEFINE, COMPUTED],
      // Templates stand in methods of their own, and the text of a server needs no directive.
      'lit/no-template-map': 'off',
      'lit/no-template-arrow': 'off',
      'lit/prefer-static-styles': 'error',
      'wc/guard-super-call': 'off',
      'wc/require-listener-teardown': 'off',
    },
  },
  ...[...LAYERS, 'locales', 'theme'].map((layer) => ({
    files: [`src/${layer}/**/*.ts`],
    ignores: ['src/elements/*/define.ts'],
    rules: { 'no-restricted-imports': upwards(layer), 'no-restricted-syntax': syntax(layer) },
  })),
  {
    // Frameworks are taught new tags by adding to their namespaces and interfaces.
    files: ['src/types/*.ts'],
    rules: {
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
    },
  },
  // Written by a program, and as long as there are elements.
  { files: ['src/types/elements.ts'], rules: { 'max-lines': 'off' } },
  {
    // Tabs of one origin talk about the cache; nothing that another origin sends arrives there.
    files: ['src/cache/change-channel.ts'],
    rules: { 'no-restricted-syntax': syntax('cache', [MESSAGES]) },
  },
  { files: ['src/api/http.ts'], rules: { 'no-restricted-syntax': syntax('api', [FETCH]) } },
  {
    files: ['src/elements/*/define.ts'],
    rules: { 'no-restricted-syntax': ['error', FETCH, OPEN, MESSAGES, COMPUTED] },
  },
  {
    files: ['test/**/*.ts', 'demo/**/*.ts', 'bench/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
);
