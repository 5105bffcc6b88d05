// When could the shopper use the page, and how soon did she see the first words of an answer?
//
// Told as the browser's own performance entries, which name and time but no words: developer tools show them, and a
// merchant's script may collect them.

const USABLE = "xiaoer:usable";
const FIRST_WORDS = "xiaoer:first-words";

/** Note, once, that she sees the greeting and can write. */
export function usable(): void {
  if (!performance.getEntriesByName(USABLE).length) afterPaint(() => performance.mark(USABLE));
}

/** Measure from the arrival of an answer's first words, which is now, to the frame that shows them. */
export function firstWords(): void {
  const start = performance.now();
  afterPaint(() => {
    performance.clearMeasures(FIRST_WORDS); // a long talk keeps one entry
    performance.measure(FIRST_WORDS, { start, end: performance.now() });
  });
}

function afterPaint(note: () => void): void {
  requestAnimationFrame(() => setTimeout(note));
}
