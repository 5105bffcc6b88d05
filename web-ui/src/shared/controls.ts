// How do buttons, fields and other small things look?
import { css } from "lit";

/** Reset, focus ring, and the rule for less motion: in every component. */
export const basics = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 1ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 1ms !important;
      scroll-behavior: auto !important;
    }
  }
`;

/** `<button class="button [primary|quiet|danger] [small]">` and `<button class="icon">` with an aria-label. */
export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  button:disabled {
    cursor: not-allowed;
    opacity: 0.5;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 40px;
    padding: 7px 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: inherit;
    text-decoration: none;
    white-space: nowrap;
    transition: background var(--fast), border-color var(--fast);
  }
  .button:hover:not(:disabled) {
    border-color: var(--line-strong);
    background: var(--sunken);
  }
  .button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  .button.primary:hover:not(:disabled) {
    border-color: var(--accent-strong);
    background: var(--accent-strong);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  .button.quiet:hover:not(:disabled) {
    background: var(--sunken);
  }
  .button.danger {
    border-color: var(--bad);
    color: var(--bad);
  }
  .button.small {
    min-height: 32px;
    padding: 3px 12px;
    font-size: 13px;
  }
  .icon {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    flex: none;
    width: 40px;
    height: 40px;
    padding: 0;
    border: 0;
    border-radius: var(--radius-small);
    background: transparent;
    transition: background var(--fast);
  }
  .icon:hover:not(:disabled) {
    background: var(--sunken);
  }
  .icon svg {
    width: 20px;
    height: 20px;
  }
`;

/** `<div class="field"><label for>…</label><input|textarea|select id>…<p class="hint|error">`. */
export const fields = css`
  .field {
    display: grid;
    gap: 5px;
    margin: 0 0 14px;
  }
  .field label,
  .field .label {
    font-size: 13px;
    font-weight: 600;
  }
  .field .hint,
  .field .error {
    margin: 0;
    font-size: 13px;
    color: var(--muted);
  }
  .field .error {
    color: var(--bad);
  }
  input:not([type="checkbox"], [type="radio"], [type="file"]),
  textarea,
  select {
    width: 100%;
    min-height: 40px;
    padding: 8px 12px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--text);
    font: inherit;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  [aria-invalid="true"] {
    border-color: var(--bad) !important;
  }
`;

/** `<span class="tag [good|warn|bad|note]">`. */
export const tags = css`
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 1px 8px;
    border-radius: 999px;
    background: var(--sunken);
    color: var(--muted);
    font-size: 12px;
    line-height: 1.6;
    white-space: nowrap;
  }
  .tag.good {
    background: var(--good-soft);
    color: var(--good);
  }
  .tag.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .tag.bad {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .tag.note {
    background: var(--note-soft);
    color: var(--note);
  }
`;
