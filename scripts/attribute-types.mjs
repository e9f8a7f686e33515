import ts from 'typescript';

const OPTIONS = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  experimentalDecorators: true,
  types: [],
};

/**
 * What each attribute of each tag takes, as the compiler sees the type of its property: `boolean`, `number`, `string`, or
 * the words that are allowed, as `'a' | 'b'`. The manifest has only the name of a type (`SourceFilter`).
 * @returns {Record<string, Record<string, string>>} By tag and attribute.
 */
export function attributeTypes(elements) {
  const program = ts.createProgram(elements.map(sourceOf), OPTIONS);
  const checker = program.getTypeChecker();
  return Object.fromEntries(
    elements.map((element) => {
      const source = program.getSourceFile(sourceOf(element));
      const classes = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
      const type = checker.getDeclaredTypeOfSymbol(classes.find(({ name }) => name === element.name));
      const property = (name) => checker.getTypeOfSymbol(checker.getPropertyOfType(type, name));
      return [
        element.tagName,
        Object.fromEntries(
          element.attributes.map(({ name, fieldName }) => [name, textOf(property(fieldName))]),
        ),
      ];
    }),
  );
}

const sourceOf = ({ path }) => path.replace(/^dist\/(.*)\.js$/, 'src/$1.ts');

function textOf(type) {
  const types = type.isUnion() ? type.types : [type];
  const has = (flag) => types.some(({ flags }) => flags & flag);
  if (has(ts.TypeFlags.BooleanLike)) return 'boolean';
  if (has(ts.TypeFlags.NumberLike)) return 'number';
  // The empty word says the same as no attribute.
  const words = types.flatMap((one) => (one.isStringLiteral() && one.value ? [`'${one.value}'`] : []));
  return words.length > 0 ? words.join(' | ') : 'string';
}
