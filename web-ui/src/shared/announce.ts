// How do the pages heed those who do not see, who compose, or who want no motion?

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

/** Whether a key press belongs to an input method that is still composing. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
