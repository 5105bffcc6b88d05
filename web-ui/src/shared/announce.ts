// How do the pages speak to those who do not see, and move the focus for them?

/** Say a text once to screen readers, through a polite live region of this root. */
export function announce(root: ShadowRoot | Document, text: string): void {
  const host = root instanceof Document ? root.body : root;
  let region = host.querySelector<HTMLElement>("[data-announce]");
  if (!region) {
    region = document.createElement("div");
    region.dataset["announce"] = "";
    region.className = "unseen";
    region.setAttribute("role", "status");
    region.setAttribute("aria-live", "polite");
    host.append(region);
  }
  const said = region;
  said.textContent = "";
  setTimeout(() => (said.textContent = text), 60); // an unchanged region is not read again
}

/** The element that has the focus, however deep in shadow roots. */
export function focused(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}

/** Whether a key press belongs to an input method that is still composing. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether the person asked for less motion. */
export function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
