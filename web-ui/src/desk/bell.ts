// How is shown whether the desk makes a sound?
import { svg, type TemplateResult } from "lit";

const BELL = "M6 17v-6a6 6 0 0 1 12 0v6l1.500 2h-15zM10 21.500h4";

/** Draw a bell, crossed out while it is silent. */
export function bell(on: boolean): TemplateResult {
  return svg`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"
    ><path d=${on ? BELL : `${BELL}M4 3l16 18`} /></svg>`;
}
