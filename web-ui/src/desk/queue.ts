// Who waits, who is being served, and by whom?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { basics, buttons, tags } from "../shared/controls";
import { shortTime } from "../shared/i18n";
import { icon } from "../shared/icons";
import type { Desk } from "./desk";
import type { Board, Ticket } from "./types";
import { fill, lasting, REASONS, titleOf, WORDS } from "./words";

type Tab = "open" | "left_over" | "resolved";
const TABS: [Tab, string][] = [
  ["open", "进行中"],
  ["left_over", WORDS.leftOver],
  ["resolved", WORDS.resolved],
];

/** Which talk was picked, and whether to write at once: with a mouse; on a phone the keys would hide the talk. */
export interface Picked {
  talk: string;
  writes: boolean;
}

/** The column of talks; `pick` (detail: Picked) when one is chosen. */
export class DeskQueue extends LitElement {
  @property({ attribute: false }) desk!: Desk;
  @state() private tab: Tab = "open";
  @state() private listed: Ticket[] = [];
  private seen: Board | null = null;

  static override styles = [
    basics,
    buttons,
    tags,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--surface);
      }
      .tabs {
        display: flex;
        gap: 4px;
        padding: 10px 12px;
        border-bottom: 1px solid var(--line);
      }
      .tabs button {
        flex: 1;
        min-height: 36px;
        border: 0;
        border-radius: var(--radius-small);
        background: transparent;
        color: var(--muted);
      }
      .tabs button[aria-selected="true"] {
        background: var(--accent-soft);
        color: var(--accent-strong);
        font-weight: 600;
      }
      .scroll {
        flex: 1;
        min-height: 0;
        padding-bottom: 12px;
        overflow-y: auto;
      }
      h2 {
        display: flex;
        align-items: center;
        gap: 8px;
        margin: 0;
        padding: 14px 16px 6px;
        color: var(--muted);
        font-size: 13px;
      }
      h2 .button {
        margin-left: auto;
      }
      ul {
        margin: 0;
        padding: 0 8px;
        list-style: none;
      }
      .empty {
        margin: 0;
        padding: 2px 16px 8px;
        color: var(--muted);
        font-size: 14px;
      }
      .card {
        display: grid;
        gap: 3px;
        width: 100%;
        padding: 10px;
        border: 0;
        border-left: 3px solid transparent;
        border-radius: var(--radius-small);
        background: transparent;
        text-align: left;
      }
      .card:hover {
        background: var(--sunken);
      }
      .card[aria-current="true"] {
        border-left-color: var(--accent);
        background: var(--accent-soft);
      }
      .top,
      .low {
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
      }
      .low {
        color: var(--muted);
        font-size: 12px;
      }
      .low .when {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        margin-left: auto;
        white-space: nowrap;
      }
      .alarm {
        color: var(--bad);
        font-weight: 600;
      }
      .summary {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .badge {
        min-width: 20px;
        padding: 0 6px;
        border-radius: 999px;
        background: var(--bad);
        color: var(--surface);
        font-size: 12px;
        font-weight: 600;
        line-height: 20px;
        text-align: center;
      }
    `,
  ];

  /** Read the list again when the board has moved: what was resolved or taken belongs elsewhere now. */
  protected override willUpdate(): void {
    const { board } = this.desk;
    if (board !== this.seen && this.tab !== "open") void this.read(this.tab);
    this.seen = board;
  }

  protected override render(): TemplateResult {
    return html`
      <div class="tabs" role="tablist" aria-label="会话列表">
        ${TABS.map(
          ([tab, name]) =>
            html`<button
              role="tab"
              id="tab-${tab}"
              aria-controls="list"
              aria-selected=${this.tab === tab}
              tabindex=${this.tab === tab ? 0 : -1}
              @click=${() => this.choose(tab)}
              @keydown=${this.arrow}
            >
              ${name}
            </button>`,
        )}
      </div>
      <div class="scroll" id="list" role="tabpanel" aria-labelledby="tab-${this.tab}" tabindex="-1">
        ${this.tab === "open" ? this.open() : this.group("", this.listed, this.noneHere)}
      </div>
    `;
  }

  private open(): TemplateResult {
    const { desk } = this;
    const next = desk.waiting.length
      ? html`<button class="button primary small" @click=${() => void desk.claimNext()}>${WORDS.claimNext}</button>`
      : nothing;
    return html`
      ${this.group(WORDS.mine, desk.mine, WORDS.noMine)} ${this.group(WORDS.waiting, desk.waiting, WORDS.noWaiting, next)}
      ${this.group(WORDS.others, desk.others, WORDS.noOthers)}
    `;
  }

  private get noneHere(): string {
    return this.tab === "resolved" ? WORDS.noResolved : WORDS.noLeftOver;
  }

  private group(
    name: string,
    tickets: Ticket[],
    none: string,
    action: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    const heading = name ? html`<h2>${name}<span class="tag">${tickets.length}</span>${action}</h2>` : html`<h2></h2>`;
    if (!tickets.length) return html`${heading}<p class="empty">${none}</p>`;
    return html`${heading}
      <ul>
        ${tickets.map((ticket) => html`<li>${this.card(ticket)}</li>`)}
      </ul>`;
  }

  private card(ticket: Ticket): TemplateResult {
    const talk = ticket.conversation_id;
    const unread = this.desk.unreadIn(talk);
    return html`<button class="card" aria-current=${this.desk.active === talk} @click=${(event: MouseEvent) => this.pick(talk, event)}>
      <span class="top">
        <span class="summary">${titleOf(ticket)}</span>
        ${unread ? html`<span class="badge" aria-label=${fill(WORDS.unread, { n: unread })}>${unread}</span>` : nothing}
      </span>
      <span class="low">
        <span class="tag ${ticket.alarms ? "bad" : "note"}">${REASONS[ticket.reason] ?? ticket.reason}</span>
        ${ticket.contact ? html`<span class="tag good">${WORDS.contact}</span>` : nothing}
        ${ticket.status === "taken" && ticket.agent_id !== this.desk.me.id ? ticket.agent_name : nothing}
        ${this.when(ticket)}
      </span>
    </button>`;
  }

  private when(ticket: Ticket): TemplateResult {
    if (ticket.resolved_at) return html`<span class="when">${shortTime(ticket.resolved_at, "zh-CN")}</span>`;
    if (this.desk.isTyping(ticket.conversation_id)) return html`<span class="when">${WORDS.typing}</span>`;
    if (ticket.due_at && Date.parse(ticket.due_at) > this.desk.now) {
      return html`<span class="when">${fill(WORDS.due, { time: shortTime(ticket.due_at, "zh-CN") })}</span>`;
    }
    const waited = this.desk.waitedS(ticket);
    if (!waited) return html`<span class="when">${WORDS.answered}</span>`;
    const text = fill(ticket.status === "waiting" ? WORDS.waited : WORDS.unanswered, { time: lasting(waited) });
    const late = this.desk.isAlarming(ticket);
    return html`<span class="when ${late ? "alarm" : ""}">${late ? icon("alert") : nothing}${text}</span>`;
  }

  private pick(talk: string, event: MouseEvent): void {
    const writes = event.detail > 0 && matchMedia("(pointer: fine)").matches; // a key leaves the focus in the list
    this.dispatchEvent(new CustomEvent<Picked>("pick", { detail: { talk, writes } }));
  }

  private choose(tab: Tab): void {
    this.tab = tab;
    if (tab !== "open") void this.read(tab);
  }

  private async read(tab: Tab): Promise<void> {
    await this.desk.act(async () => {
      const answer = await this.desk.api.get<{ tickets: Ticket[] }>(`/api/desk/tickets?status=${tab}`);
      if (this.tab === tab) this.listed = answer.tickets;
    });
  }

  private readonly arrow = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step || event.altKey) return;
    const at = TABS.findIndex(([tab]) => tab === this.tab);
    const next = TABS[(at + step + TABS.length) % TABS.length];
    if (!next) return;
    this.choose(next[0]);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${next[0]}`)?.focus());
  };
}

if (!customElements.get("desk-queue")) customElements.define("desk-queue", DeskQueue);
