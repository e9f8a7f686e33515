// Runs in a page before its own scripts: keeps what the browser tells of layout shifts, long tasks and requests of pictures.
globalThis.shifts = [];
globalThis.longTasks = [];
const describe = ({ node, previousRect: from, currentRect: to }) => ({
  node: node ? `${node.localName ?? node.nodeName}${node.id && `#${node.id}`}.${node.className}` : 'in a shadow root',
  from: [from.x, from.y, from.width, from.height].map(Math.round).join(),
  to: [to.x, to.y, to.width, to.height].map(Math.round).join(),
});
new PerformanceObserver((entries) => {
  for (const { value, hadRecentInput, startTime, sources } of entries.getEntries())
    if (!hadRecentInput) globalThis.shifts.push({ value, startTime, sources: sources.map(describe) });
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((entries) => {
  for (const { startTime, duration } of entries.getEntries())
    globalThis.longTasks.push({ startTime, duration });
}).observe({ type: 'longtask', buffered: true });
