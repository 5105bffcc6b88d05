// How does one message look?
import { css } from "lit";

export const messageStyle = css`
  :host {
    display: block;
    font: 15px/1.65 var(--font);
    color: var(--text);
  }
  .row {
    display: grid;
    grid-template-columns: 36px minmax(0, 1fr);
    gap: 4px 10px;
    margin: 0 0 18px;
  }
  .row.mine {
    grid-template-columns: minmax(0, 1fr);
    justify-items: end;
  }
  .face {
    grid-row: span 2;
    display: grid;
    place-items: center;
    width: 36px;
    height: 36px;
    border-radius: 50%;
    background: var(--accent-soft);
    color: var(--accent);
    font-size: 14px;
    font-weight: 600;
    line-height: 1;
    user-select: none;
  }
  .face.person {
    background: var(--note-soft);
    color: var(--note);
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    min-height: 22px;
    font-size: 13px;
    color: var(--muted);
  }
  .who b {
    font-weight: 600;
    color: var(--text);
  }
  time {
    font-size: 12px;
    color: var(--muted);
  }
  .said {
    display: grid;
    justify-items: start;
    gap: 8px;
    min-width: 0;
  }
  .bubble {
    max-width: min(100%, 620px);
    padding: 9px 14px;
    border: 1px solid var(--line);
    border-radius: 4px 14px 14px 14px;
    background: var(--surface);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .agent .bubble {
    border-color: transparent;
    background: var(--note-soft);
  }
  .mine .bubble {
    max-width: min(86%, 560px);
    border-color: transparent;
    border-radius: 14px 4px 14px 14px;
    background: var(--accent);
    color: var(--on-accent);
  }
  .bubble.rich {
    white-space: normal;
  }
  .rich > :first-child {
    margin-top: 0;
  }
  .rich > :last-child {
    margin-bottom: 0;
  }
  .rich p,
  .rich ul,
  .rich ol,
  .rich pre,
  .rich blockquote {
    margin: 0 0 8px;
  }
  .rich ul,
  .rich ol {
    padding-left: 1.4em;
  }
  .rich li {
    margin: 2px 0;
  }
  .rich h3,
  .rich h4 {
    margin: 10px 0 4px;
    font-size: 15px;
  }
  .rich a {
    color: var(--accent);
  }
  .rich code {
    font: 13px/1.5 var(--mono);
  }
  .rich pre {
    overflow-x: auto;
  }
  .rich blockquote {
    padding-left: 10px;
    border-left: 3px solid var(--line);
    color: var(--muted);
  }
  .rich table {
    display: block;
    max-width: 100%;
    overflow-x: auto;
    border-collapse: collapse;
    font-size: 14px;
  }
  .rich th,
  .rich td {
    padding: 4px 10px;
    border: 1px solid var(--line);
    text-align: left;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 4px;
    min-height: 30px;
    font-size: 12px;
    color: var(--muted);
  }
  .below .link {
    min-height: 30px;
    padding: 0 6px;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--muted);
    font-size: 12px;
  }
  .below .link:hover {
    background: var(--sunken);
    color: var(--text);
  }
  .below .icon {
    width: 32px;
    height: 30px;
    color: var(--muted);
  }
  .below .icon svg {
    width: 16px;
    height: 16px;
  }
  .below .icon[aria-pressed="true"] {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .sources {
    width: min(100%, 620px);
    margin: 0;
    padding: 8px 12px;
    border-radius: var(--radius-small);
    background: var(--sunken);
    font-size: 13px;
    list-style: none;
  }
  .sources li {
    display: flex;
    gap: 8px;
    padding: 2px 0;
    overflow-wrap: anywhere;
  }
  .sources span {
    flex: none;
    color: var(--muted);
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0 8px;
    font-size: 12px;
    color: var(--muted);
  }
  .state.bad {
    color: var(--bad);
  }
  .state button {
    padding: 4px 2px;
    border: 0;
    background: none;
    color: var(--accent);
    font-size: 12px;
    text-decoration: underline;
  }
  .system {
    display: flex;
    justify-content: center;
    margin: 0 0 18px;
  }
  .system p {
    max-width: 90%;
    margin: 0;
    padding: 4px 14px;
    border-radius: 14px;
    background: var(--sunken);
    color: var(--muted);
    font-size: 13px;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .picture {
    display: block;
    max-width: min(240px, 70vw);
    max-height: 260px;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--sunken);
    overflow: hidden;
    cursor: zoom-in;
  }
  .picture img {
    display: block;
    max-width: 100%;
    max-height: 258px;
    object-fit: contain;
  }
  .file {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-width: 100%;
    min-height: 44px;
    padding: 8px 14px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    text-align: left;
    overflow-wrap: anywhere;
  }
  .hint {
    max-width: 340px;
    margin: 0;
    color: var(--muted);
    font-size: 12px;
    text-align: right;
    text-wrap: balance;
  }
  .dots {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    color: var(--muted);
    font-size: 14px;
  }
  .dots i {
    display: inline-flex;
    gap: 4px;
  }
  .dots i::before,
  .dots i::after,
  .dots i span {
    content: "";
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: currentColor;
    animation: breathe 1.1s ease-in-out infinite;
  }
  .dots i span {
    animation-delay: 0.18s;
  }
  .dots i::after {
    animation-delay: 0.36s;
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
  .caret::after {
    content: "";
    display: inline-block;
    width: 2px;
    height: 1em;
    margin-left: 2px;
    background: var(--accent);
    vertical-align: -0.15em;
    animation: breathe 1s steps(2) infinite;
  }
`;
