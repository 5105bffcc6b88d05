// Which talks are there, and where does one begin another?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { basics, buttons } from "../shared/controls";
import { shortTime } from "../shared/i18n";
import { icon } from "../shared/icons";
import { Heeds, type Session } from "./session";
import type { TalkRow } from "./types";

/** The list of talks, beside the talk or over it. Fires `xe-choose` (id, empty for a new one), `xe-end`, `xe-settings`, `xe-close`. */
export class XeTalks extends LitElement {
  @property({ attribute: false }) session!: Session;
  @property() current = "";
  /** Beside the talk for good, not over it. */
  @property({ type: Boolean, reflect: true }) beside = false;
  /** Whether the talk can be ended from here. */
  @property({ type: Boolean }) ends = false;
  /** Up to which event each talk has been seen. */
  @property({ attribute: false }) seen: Record<string, number> = {};

  static override styles = [
    basics,
    buttons,
    css`
      :host {
        display: flex;
        flex: none;
        font: 15px/1.6 var(--font);
      }
      nav {
        display: flex;
        flex-direction: column;
        width: 288px;
        padding: 14px 12px;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      :host(:not([beside])) nav {
        position: absolute;
        inset: 0 auto 0 0;
        z-index: 20;
        width: min(312px, 86%);
        box-shadow: var(--shadow-high);
      }
      .veil {
        position: absolute;
        inset: 0;
        z-index: 19;
        border: 0;
        background: rgb(20 12 5 / 40%);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 0 4px 12px;
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: 16px;
      }
      ul {
        flex: 1;
        min-height: 0;
        margin: 12px 0 0;
        padding: 0;
        overflow-y: auto;
        list-style: none;
      }
      li button {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 8px;
        width: 100%;
        min-height: 44px;
        margin-bottom: 2px;
        padding: 8px 10px;
        border: 0;
        border-radius: var(--radius-small);
        background: none;
        text-align: left;
      }
      li button:hover {
        background: var(--sunken);
      }
      li button:focus-visible {
        outline-offset: -2px;
      }
      li button[aria-current="true"] {
        background: var(--accent-soft);
      }
      li span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      small {
        color: var(--muted);
        font-size: 12px;
      }
      nav > .quiet {
        justify-content: flex-start;
        margin-top: 8px;
        color: var(--muted);
      }
      .dot {
        align-self: center;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--accent);
      }
      .empty {
        flex: 1;
        margin: 0;
        padding: 12px 6px;
        color: var(--muted);
        font-size: 14px;
      }
    `,
  ];

  constructor() {
    super();
    new Heeds(this);
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("nav button")?.focus();
  }

  protected override render(): TemplateResult {
    const { say, talks } = this.session;
    const close = (): void => this.fire("xe-close");
    return html`${this.beside
        ? nothing
        : html`<button class="veil" type="button" tabindex="-1" aria-label=${say("close")} @click=${close}></button>`}
      <nav aria-label=${say("talks")} @keydown=${(event: KeyboardEvent) => event.key === "Escape" && close()}>
        <header>
          <h2>${say("talks")}</h2>
          ${this.beside
            ? nothing
            : html`<button class="icon" type="button" aria-label=${say("close")} @click=${close}>${icon("close")}</button>`}
        </header>
        <button class="button" type="button" @click=${() => this.fire("xe-choose", "")}>
          ${icon("plus")}${say("newTalk")}
        </button>
        ${talks.length
          ? html`<ul>${talks.map((row) => this.row(row))}</ul>`
          : html`<p class="empty">${say("noTalks")}</p>`}
        ${this.ends
          ? html`<button class="button quiet" type="button" @click=${() => this.fire("xe-end")}>
              ${icon("exit")}${say("end")}
            </button>`
          : nothing}
        <button class="button quiet" type="button" @click=${() => this.fire("xe-settings")}>
          ${icon("gear")}${say("settings")}
        </button>
      </nav>`;
  }

  private row(row: TalkRow): TemplateResult {
    const { say, locale } = this.session;
    const isNews = row.id !== this.current && (row.last_seq ?? 0) > (this.seen[row.id] ?? 0);
    return html`<li>
      <button type="button" aria-current=${row.id === this.current} @click=${() => this.fire("xe-choose", row.id)}>
        <span>${row.title || say("untitled")}</span>
        ${isNews ? html`<i class="dot" role="img" aria-label=${say("newBelow")}></i>` : html`<i></i>`}
        <small>${shortTime(row.created_at, locale)}</small>
      </button>
    </li>`;
  }

  private fire(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

if (!customElements.get("xe-talks")) customElements.define("xe-talks", XeTalks);
