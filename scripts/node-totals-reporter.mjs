/** A reporter for Node's test runner that writes the numbers of passed and failed tests, and what failed, as JSON. */
export default async function* totals(source) {
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for await (const { type, data } of source) {
    if (data?.details?.type === 'suite') continue;
    if (type === 'test:fail') {
      counts.failed += 1;
      const { message, cause } = data.details.error;
      counts.failures.push({ file: data.file, name: data.name, message: cause?.message ?? message });
    } else if (type === 'test:pass') counts[data.skip || data.todo ? 'skipped' : 'passed'] += 1;
  }
  yield JSON.stringify(counts);
}
