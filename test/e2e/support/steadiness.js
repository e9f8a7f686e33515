// Runs in a page before its own scripts: keeps what the browser tells of what moved without the user.
globalThis.shifts = [];
const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
new PerformanceObserver((entries) => {
  for (const { value, hadRecentInput, sources } of entries.getEntries())
    if (!hadRecentInput)
      globalThis.shifts.push({
        value,
        // The browser does not name what is in a shadow root.
        moved: sources.map(
          ({ node, previousRect, currentRect }) =>
            `${node?.localName ?? '(in a shadow root)'}.${node?.className ?? ''}: ${box(previousRect)} → ${box(currentRect)}`,
        ),
      });
}).observe({ type: 'layout-shift', buffered: true });

/** Resolves when what was shown up to now was laid out, painted and told to the observer. */
globalThis.atRest = async () => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
};

/** The cards of all lists, whatever is rendered of them. */
globalThis.cardsOfLists = () =>
  [...document.querySelectorAll('datasource-list')].flatMap((list) => [
    ...(list.shadowRoot?.querySelectorAll('li > *') ?? []),
  ]);

/** Whether so many cards are there, with all that is in them. */
globalThis.rendered = (count) => {
  const cards = globalThis.cardsOfLists();
  const whole = (card) =>
    card.shadowRoot?.querySelector('h3') &&
    [...card.shadowRoot.querySelectorAll('datasource-credential')].every((row) =>
      row.shadowRoot?.querySelector('.row'),
    );
  return cards.length === count && cards.every(whole);
};
