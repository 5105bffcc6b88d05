// How does a view of the console look?
import { css } from "lit";
import { basics, buttons, fields, tags } from "../shared/controls";

const layout = css`
  :host {
    display: block;
  }
  h1 {
    margin: 0;
    font-size: 22px;
    line-height: 1.3;
  }
  h2 {
    margin: 0 0 12px;
    font-size: 16px;
  }
  p {
    margin: 0 0 12px;
  }
  a {
    color: var(--accent-strong);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin: 0 0 6px;
  }
  .head.alone {
    margin-bottom: 16px;
  }
  .head .gap {
    flex: 1;
  }
  .lead {
    margin: 0 0 16px;
    color: var(--muted);
  }
  .card {
    margin: 0 0 16px;
    padding: 18px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin: 0 0 12px;
  }
  .bar input[type="search"] {
    flex: 1 1 220px;
    width: auto;
  }
  .bar input[type="datetime-local"] {
    width: auto;
  }
  .bar select {
    flex: 0 1 auto;
    width: auto;
  }
  .bar .gap {
    flex: 1;
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 13px;
  }
  .empty {
    padding: 36px 16px;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius);
    color: var(--muted);
    text-align: center;
  }
  .empty p:last-child {
    margin: 0;
  }
  .fault {
    padding: 12px 16px;
    border-radius: var(--radius-small);
    background: var(--bad-soft);
    color: var(--bad);
  }
  .notice {
    padding: 10px 14px;
    border-radius: var(--radius-small);
    background: var(--note-soft);
    color: var(--note);
  }
  .good {
    color: var(--good);
  }
  .bad {
    color: var(--bad);
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(300px, 1fr));
    gap: 16px;
    align-items: start;
  }
  .grid > .card {
    margin: 0;
    min-width: 0;
  }
  .textlink {
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent-strong);
    text-align: left;
    text-decoration: underline;
    text-underline-offset: 3px;
    overflow-wrap: anywhere;
  }
  .wrap {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .clip {
    display: -webkit-box;
    max-height: 4.8em;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  code {
    padding: 1px 5px;
    border-radius: 5px;
    background: var(--sunken);
    font-family: var(--mono);
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }
  pre {
    margin: 0 0 12px;
    padding: 12px 14px;
    border-radius: var(--radius-small);
    background: var(--sunken);
    font: 13px/1.6 var(--mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .field {
    align-content: start;
  }
  label.check {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 40px;
  }
  .pager {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 12px;
    margin: 14px 0;
  }
  @media (max-width: 720px) {
    .card {
      padding: 14px;
    }
    .grid {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

const tables = css`
  table {
    width: 100%;
    border-collapse: collapse;
  }
  caption {
    padding: 0 0 8px;
    font-weight: 600;
    text-align: left;
  }
  th {
    padding: 8px 10px;
    color: var(--muted);
    font-size: 13px;
    font-weight: 600;
    text-align: left;
    white-space: nowrap;
  }
  td {
    padding: 9px 10px;
    border-top: 1px solid var(--line);
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  .number {
    text-align: right;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  td.acts {
    text-align: right;
    white-space: nowrap;
  }
  td.acts .button {
    margin: -4px 0;
  }
  table.cards {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    border-spacing: 0;
    border-collapse: separate;
    background: var(--surface);
  }
  .card table.cards {
    margin: 0 0 12px;
    border: 0;
    border-radius: 0;
  }
  @media (max-width: 720px) {
    table.cards {
      border: 0;
      background: none;
    }
    table.cards caption {
      white-space: normal;
    }
    table.cards,
    table.cards caption:not(.unseen),
    table.cards tbody,
    table.cards tr,
    table.cards td {
      display: block;
    }
    table.cards thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table.cards tr {
      margin: 0 0 10px;
      padding: 8px 12px;
      border: 1px solid var(--line);
      border-radius: var(--radius-small);
      background: var(--surface);
    }
    table.cards td {
      display: flex;
      gap: 12px;
      padding: 4px 0;
      border: 0;
      text-align: left;
      white-space: normal;
    }
    table.cards td:empty {
      display: none;
    }
    table.cards td::before {
      flex: 0 0 72px;
      color: var(--muted);
      font-size: 13px;
      content: attr(data-label);
    }
    table.cards td.title::before,
    table.cards td.acts::before {
      display: none;
    }
    table.cards td.title {
      font-weight: 600;
    }
    table.cards td.acts {
      justify-content: flex-end;
    }
    table.cards td.acts .button {
      margin: 0;
    }
  }
`;

export const looks = [basics, buttons, fields, tags, layout, tables];
