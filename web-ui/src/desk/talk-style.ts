// How does a talk on the desk look?
import { css } from "lit";

export const talkStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    background: var(--page);
  }
  header {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    border-bottom: 1px solid var(--line);
    background: var(--surface);
  }
  .who {
    flex: 1;
    min-width: 0;
  }
  h2 {
    margin: 0;
    overflow: hidden;
    font-size: 15px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .who p {
    display: flex;
    gap: 10px;
    min-height: 20px;
    margin: 0;
    color: var(--muted);
    font-size: 13px;
  }
  .acts {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .back {
    display: none;
    position: relative;
  }
  .badge {
    position: absolute;
    top: 0;
    right: -4px;
    min-width: 18px;
    padding: 0 5px;
    border-radius: 999px;
    background: var(--bad);
    color: var(--surface);
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
    text-align: center;
  }
  .alarm {
    color: var(--bad);
    font-weight: 600;
  }
  .lines {
    flex: 1;
    min-height: 0;
    padding: 16px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .centre {
    display: grid;
    justify-items: center;
    margin: 0 auto 14px;
    max-width: 560px;
    color: var(--muted);
    font-size: 13px;
    text-align: center;
  }
  .line {
    display: grid;
    justify-items: start;
    gap: 2px;
    max-width: min(680px, 86%);
    margin: 0 0 14px;
  }
  .line.agent,
  .line.assistant {
    justify-items: end;
    margin-left: auto;
  }
  .by,
  .under,
  .typing {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 8px;
    margin: 0;
    color: var(--muted);
    font-size: 12px;
  }
  time {
    font-variant-numeric: tabular-nums;
    font-size: 12px;
  }
  .bubble {
    padding: 8px 12px;
    border: 1px solid var(--line);
    border-radius: 4px var(--radius) var(--radius) var(--radius);
    background: var(--surface);
    overflow-wrap: anywhere;
  }
  .plain {
    white-space: pre-wrap;
  }
  .bubble > :first-child {
    margin-top: 0;
  }
  .bubble > :last-child {
    margin-bottom: 0;
  }
  .agent .bubble {
    border-color: transparent;
    border-radius: var(--radius) 4px var(--radius) var(--radius);
    background: var(--accent-soft);
  }
  .assistant .bubble {
    border-color: transparent;
    border-radius: var(--radius) 4px var(--radius) var(--radius);
    background: var(--sunken);
  }
  .line.note {
    max-width: none;
  }
  .note .bubble {
    width: 100%;
    border: 1px dashed var(--warn);
    border-radius: var(--radius-small);
    background: var(--warn-soft);
    color: var(--warn);
  }
  .line.note .by {
    color: var(--warn);
  }
  .line.note {
    justify-items: stretch;
  }
  .pending {
    opacity: 0.75;
  }
  .why {
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent-strong);
    font-size: 12px;
    text-decoration: underline;
  }
  .file {
    display: inline-flex;
    align-items: center;
    flex-wrap: wrap;
    gap: 6px;
    color: var(--accent-strong);
  }
  .file img {
    display: block;
    flex-basis: 100%;
    max-width: 240px;
    max-height: 240px;
    border-radius: var(--radius-small);
  }
  .foot {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 12px 16px calc(12px + env(safe-area-inset-bottom));
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  .foot p {
    flex: 1;
    margin: 0;
    color: var(--muted);
  }
  @media (max-width: 760px) {
    header {
      flex-wrap: wrap;
      padding: 6px 8px;
    }
    .back {
      display: inline-flex;
    }
    .acts {
      width: 100%;
      justify-content: flex-end;
    }
    .lines {
      padding: 12px;
    }
  }
  @media (min-width: 1160px) {
    .details {
      display: none;
    }
  }
`;
