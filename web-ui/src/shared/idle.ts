// When has the page a moment for what nobody waits for?

const AT_LAST_MS = 3000;

/** Run when the browser has nothing else to do, or after three seconds. */
export function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: AT_LAST_MS });
  else setTimeout(run, 500);
}
