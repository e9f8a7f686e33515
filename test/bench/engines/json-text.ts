/** For browsers that hand out handles instead of values: an expression whose value is that of another one, as JSON. */
export function jsonText(expression: string): string {
  return `(async () => JSON.stringify(await ${expression}))()`;
}
