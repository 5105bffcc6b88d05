// What would we say to this, and why?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { composing } from "../../shared/announce";
import type { Console } from "../console";
import { ROUTES } from "../names";
import "../receipt";
import { looks } from "../style";
import type { Tried } from "../types";

const IDEAS = ["有什么优惠", "多久发货", "可以退货吗", "转人工"];
const REMEMBERED = 6;

interface Turn {
  text: string;
  tried: Tried;
}

/** A chat beside the receipt of each answer; `?draft` starts with the draft, `?at=` with a moment. */
export class AdminTry extends LitElement {
  @property({ attribute: false }) console!: Console;
  @property() rest = "";
  @state() private side: "live" | "draft" = "live";
  @state() private at = "";
  @state() private audience = "all";
  @state() private turns: Turn[] = [];
  @state() private chosen = -1;
  @state() private busy = false;
  @query("#say") private field!: HTMLInputElement;

  static override styles = [
    ...looks,
    css`
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 16px;
        align-items: start;
      }
      .talk {
        display: grid;
        gap: 10px;
        max-height: 52vh;
        min-height: 120px;
        padding: 2px;
        overflow-y: auto;
      }
      .said {
        justify-self: end;
        max-width: 85%;
        padding: 8px 12px;
        border-radius: 12px 12px 2px 12px;
        background: var(--accent);
        color: var(--on-accent);
      }
      .reply {
        justify-self: start;
        max-width: 92%;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: 12px 12px 12px 2px;
        background: var(--sunken);
        color: inherit;
        text-align: left;
      }
      .reply[aria-pressed="true"] {
        border-color: var(--accent);
      }
      .bar .field {
        flex: 1 1 180px;
        margin: 0;
      }
      .ask {
        margin: 14px 0 0;
      }
      .ask input {
        flex: 1;
        width: auto;
      }
      @media (max-width: 900px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const given = new URLSearchParams(this.rest.replace(/^\?/, ""));
    if (given.has("draft") || this.console.working?.live === null) this.side = "draft";
    this.at = given.get("at") ?? "";
  }

  protected override render(): TemplateResult {
    const closed = this.console.working?.live === null;
    return html`<div class="head"><h1 tabindex="-1">试一试</h1></div>
      <p class="lead">像顾客一样提问,旁边就能看到为什么这样回答。这里说的话不会留下记录。${closed ? html`试好了就<a href="#/guide">回到开店引导</a>。` : nothing}</p>
      <section class="card bar" aria-label="用哪份资料、什么时候">
        <div class="field"><label for="side">用哪份资料</label>
          <select id="side" @change=${(event: Event) => this.set("side", event)}>
            <option value="live" ?selected=${this.side === "live"} ?disabled=${closed}>正在使用的资料</option>
            <option value="draft" ?selected=${this.side === "draft"}>草稿</option>
          </select></div>
        <div class="field"><label for="at">假设现在是</label>
          <input id="at" type="datetime-local" .value=${this.at} @change=${(event: Event) => this.set("at", event)} /></div>
        <div class="field"><label for="audience">假设顾客是</label>
          <select id="audience" @change=${(event: Event) => this.set("audience", event)}>
            <option value="all">普通顾客</option><option value="vip">VIP</option><option value="new">新客</option>
          </select></div>
      </section>
      <div class="two">
        <section class="card" aria-label="对话">
          <div class="talk" role="log" aria-live="polite" tabindex="0" aria-label="对话内容">
            ${this.turns.length
              ? this.turns.map((turn, place) => this.turn(turn, place))
              : html`<p class="muted">不知道问什么?试试:${IDEAS.map((idea) => html`<button class="button small" @click=${() => void this.say(idea)}>${idea}</button> `)}</p>`}
          </div>
          <form class="bar ask" @submit=${this.submit}>
            <input id="say" maxlength="2000" autocomplete="off" aria-label="像顾客一样提问" placeholder="像顾客一样提问" @keydown=${this.keys} />
            <button class="button primary" type="submit" ?disabled=${this.busy}>问</button>
          </form>
          ${this.turns.length ? html`<p><button class="button quiet small" @click=${this.restart}>重新开始</button></p>` : nothing}
          ${this.side === "draft" || this.at ? html`<p class="muted small">用草稿或换时间试的时候,只用资料直接回答,不请模型撰写。</p>` : nothing}
        </section>
        <section class="card" aria-label="为什么这样回答">
          <h2>为什么这样回答</h2>
          ${this.why()}
        </section>
      </div>`;
  }

  private turn(turn: Turn, place: number): TemplateResult {
    const { tried } = turn;
    return html`<div class="said">${turn.text}</div>
      <button class="reply" aria-pressed=${place === this.chosen ? "true" : "false"} @click=${() => (this.chosen = place)}>
        <span class="wrap">${tried.reply}</span><br />
        <span class="tag ${tried.route === "unsure" ? "warn" : "note"}">${ROUTES[tried.route] ?? tried.route}</span>
        ${this.at ? html`<span class="tag">${tried.at.slice(0, 16).replace("T", " ")}</span>` : nothing}
      </button>`;
  }

  private why(): TemplateResult {
    const turn = this.turns[this.chosen];
    if (!turn) return html`<p class="muted">问一句,这里会列出听成了什么、依据哪些资料、用了多少毫秒。</p>`;
    const { sources } = turn.tried;
    return html`${sources.length ? html`<p>来源:${sources.map((source) => html`<span class="tag">${source.title || source.id}</span> `)}</p>` : nothing}
      <admin-receipt .receipt=${turn.tried.receipt}></admin-receipt>`;
  }

  private set(name: "side" | "at" | "audience", event: Event): void {
    const { value } = event.target as HTMLInputElement;
    if (name === "side") this.side = value === "draft" ? "draft" : "live";
    else this[name] = value;
  }

  private readonly keys = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && composing(event)) event.preventDefault();
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text || this.busy) return;
    this.field.value = "";
    void this.say(text);
  };

  private readonly restart = (): void => {
    this.turns = [];
    this.chosen = -1;
    this.field.focus();
  };

  private async say(text: string): Promise<void> {
    this.busy = true;
    const body = {
      text,
      side: this.side,
      audience: this.audience,
      said_before: this.turns.slice(-REMEMBERED).map((turn) => turn.text),
      ...(this.at ? { at: this.at } : {}),
    };
    const tried = await this.console.attempt(() => this.console.api.post<Tried>("/api/admin/try", body));
    this.busy = false;
    if (!tried) return;
    this.turns = [...this.turns, { text, tried }];
    this.chosen = this.turns.length - 1;
    await this.updateComplete;
    const log = this.renderRoot.querySelector(".talk");
    if (log) log.scrollTop = log.scrollHeight;
  }
}

customElements.define("admin-try", AdminTry);
