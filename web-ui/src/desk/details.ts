// What else is known about the talk that is shown?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { basics, tags } from "../shared/controls";
import { shortTime } from "../shared/i18n";
import type { Desk } from "./desk";
import type { Ticket } from "./types";
import { REASONS, WORDS } from "./words";

/** Reason, summary, contact and earlier tickets. */
export class DeskDetails extends LitElement {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) ticket!: Ticket;

  static override styles = [
    basics,
    tags,
    css`
      :host {
        display: block;
        font-size: 14px;
      }
      h3 {
        margin: 0 0 4px;
        color: var(--muted);
        font-size: 13px;
        font-weight: 600;
      }
      p {
        margin: 0 0 16px;
        overflow-wrap: anywhere;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: 6px 0;
        border-top: 1px solid var(--line);
      }
      .muted {
        color: var(--muted);
        font-size: 13px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { ticket } = this;
    const tickets = this.desk.file?.tickets ?? [];
    return html`
      <h3>${WORDS.reason}</h3>
      <p><span class="tag note">${REASONS[ticket.reason] ?? ticket.reason}</span></p>
      <h3>${WORDS.summary}</h3>
      <p>${ticket.summary}</p>
      ${ticket.contact ? html`<h3>${WORDS.contact}</h3><p>${ticket.contact}</p>` : nothing}
      <h3>${WORDS.history}</h3>
      <ol>
        ${tickets.map((one) => html`<li>${this.entry(one)}</li>`)}
      </ol>
    `;
  }

  private entry(ticket: Ticket): TemplateResult {
    const status = { waiting: WORDS.waiting, taken: WORDS.claimed, resolved: WORDS.resolved }[ticket.status];
    return html`${shortTime(ticket.created_at, "zh-CN")} · ${REASONS[ticket.reason] ?? ticket.reason}
      <div class="muted">${ticket.agent_name} ${status}</div>`;
  }
}

if (!customElements.get("desk-details")) customElements.define("desk-details", DeskDetails);
