// How is the conversation laid out, from a small phone to a desk screen?
import { css } from "lit";

export const messengerStyle = css`
  :host {
    display: flex;
    position: relative;
    height: 100%;
    min-height: 0;
    background: var(--page);
    color: var(--text);
    font: 15px/1.6 var(--font);
    overflow: hidden;
  }
  .main {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
    min-height: 0;
  }
  .main > header {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 12px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .shop {
    flex: 1;
    min-width: 0;
  }
  .shop h1 {
    margin: 0;
    font-size: 16px;
    line-height: 1.35;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .shop p {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0;
    color: var(--muted);
    font-size: 12px;
    white-space: nowrap;
    overflow: hidden;
  }
  .shop .tag {
    flex: none;
  }
  .shop span:last-child {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .logo {
    display: grid;
    place-items: center;
    flex: none;
    width: 38px;
    height: 38px;
    border-radius: 11px;
    background: var(--accent);
    color: var(--on-accent);
    font-size: 17px;
    font-weight: 700;
  }
  .hand-off {
    min-height: 38px;
    padding: 5px 12px;
    border-color: var(--accent);
    color: var(--accent);
    font-size: 14px;
    font-weight: 600;
  }
  .hand-off svg {
    width: 18px;
    height: 18px;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 8px;
    margin: 0;
    padding: 5px 14px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
    color: var(--muted);
    font-size: 12px;
    line-height: 1.5;
    text-align: center;
    text-wrap: balance;
  }
  .notice button {
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .strip {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 4px 10px;
    padding: 8px 14px;
    font-size: 13px;
    text-align: center;
    text-wrap: balance;
  }
  .strip button {
    padding: 4px 2px;
    border: 0;
    background: none;
    color: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .strip.waiting {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .strip.agent {
    background: var(--note-soft);
    color: var(--note);
  }
  .strip.lost {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .scroll {
    flex: 1;
    min-height: 0;
    padding: 18px 14px 6px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
  }
  .frame {
    padding: 8px 14px calc(12px + env(safe-area-inset-bottom));
    overflow: hidden; /* as wide as what scrolls above it */
    scrollbar-gutter: stable;
  }
  .column {
    max-width: 780px;
    margin: 0 auto;
  }
  xe-toasts {
    position: absolute;
    bottom: 92px;
  }
  :host(:not([wide])) .hand-off svg {
    display: none;
  }
  .pill {
    position: absolute;
    left: 50%;
    bottom: 100%;
    margin-bottom: 10px;
    border-radius: 999px;
    box-shadow: var(--shadow-high);
    transform: translateX(-50%);
  }
  footer {
    position: relative;
  }
  .closed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 10px;
    padding: 6px 0;
    color: var(--muted);
  }
  @container (max-width: 345px) {
    .main > header {
      gap: 6px;
      padding-inline: 8px;
    }
    .main > header .logo {
      display: none;
    }
    .hand-off {
      padding-inline: 10px;
      font-size: 13px;
    }
  }
  .over {
    position: absolute;
    inset: 0;
    z-index: 30;
    display: grid;
    place-items: center;
    border: 3px dashed var(--accent);
    background: color-mix(in srgb, var(--surface) 88%, transparent);
    color: var(--accent);
    font-weight: 600;
    pointer-events: none;
  }
`;
