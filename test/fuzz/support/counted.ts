const counts: string[] = [];
let total = 0;

process.on('exit', () => console.log(`${total.toLocaleString('en')} inputs generated: ${counts.join(', ')}`));

/**
 * How many inputs to generate; they are summed up at the end. `FUZZ` in the environment multiplies them, for a long
 * night.
 *
 * @param what the inputs are, e.g. `addresses`.
 */
export function counted(what: string, runs: number): number {
  const wanted = Math.round(runs * Number(process.env['FUZZ'] ?? 1));
  counts.push(`${wanted.toLocaleString('en')} ${what}`);
  total += wanted;
  return wanted;
}
