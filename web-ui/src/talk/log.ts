// What has been said, from the greeting to what is on its way?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { basics } from "../shared/controls";
import { usable } from "./marks";
import "./message";
import { Heeds, type Session } from "./session";
import type { Talk } from "./talk";
import type { TextKey } from "./texts";
import type { Message } from "./types";

/** The messages of one talk; fires `xe-ask` (text) for a quick question, and what its messages fire. */
export class XeLog extends LitElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) talk!: Talk;
  private heard: Talk | null = null;
  private readonly redraw = (): void => this.requestUpdate();

  static override styles = [
    basics,
    css`
      :host {
        display: block;
      }
      .day,
      .note {
        margin: 0 0 14px;
        color: var(--muted);
        font-size: 12px;
        text-align: center;
      }
      .quick {
        margin: 0 0 18px 46px;
      }
      .quick h2 {
        margin: 0 0 8px;
        color: var(--muted);
        font-size: 13px;
        font-weight: 500;
      }
      .quick ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .quick button {
        min-height: 38px;
        padding: 6px 14px;
        border: 1px solid var(--line);
        border-radius: 999px;
        background: var(--surface);
        color: inherit;
        font: inherit;
        font-size: 14px;
        text-align: left;
        cursor: pointer;
        transition: border-color var(--fast), color var(--fast);
      }
      .quick button:hover {
        border-color: var(--accent);
        color: var(--accent);
      }
      .skeleton {
        height: 52px;
        margin: 0 0 18px 46px;
        border-radius: 14px;
        background: var(--sunken);
        animation: breathe 1.4s ease-in-out infinite;
      }
      .skeleton:nth-child(even) {
        width: 46%;
        margin-left: auto;
      }
      .skeleton:nth-child(odd) {
        width: 64%;
      }
      @keyframes breathe {
        50% {
          opacity: 0.45;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Heeds(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listenTo(null);
  }

  protected override willUpdate(): void {
    this.listenTo(this.talk);
  }

  protected override updated(): void {
    if (this.session.shop && (this.talk.complete || this.talk.messages.length)) usable();
  }

  private listenTo(talk: Talk | null): void {
    if (talk === this.heard) return;
    for (const name of ["change", "draft"]) {
      this.heard?.removeEventListener(name, this.redraw);
      talk?.addEventListener(name, this.redraw);
    }
    this.heard = talk;
  }

  private say(key: TextKey): string {
    return this.session.say(key);
  }

  protected override render(): TemplateResult {
    const { talk, session } = this;
    if (!talk.complete && !talk.messages.length) {
      return html`<div class="skeleton"></div><div class="skeleton"></div><div class="skeleton"></div>`;
    }
    const today = new Date().toDateString();
    return html`<div role="log" aria-live="off" aria-label=${this.say("log")}>
        ${this.welcome()}
        ${guard([talk.messages, talk.opinions, session.locale, today], () => this.said())}
      </div>
      ${this.coming()}
      ${repeat(
        talk.pending,
        (pending) => pending.id,
        (pending) => html`<xe-message .session=${session} .pending=${pending} lang=${session.locale}></xe-message>`,
      )}
      ${repeat(
        talk.uploads,
        (upload) => upload.id,
        (upload) => html`<xe-message .session=${session} .upload=${upload} draft=${upload.state}></xe-message>`,
      )}`;
  }

  private said(): unknown {
    const { talk, session } = this;
    let day = "";
    return repeat(
      talk.messages,
      (message) => message.seq,
      (message) => {
        const its = dayOf(message.created_at, session.locale, (key) => this.say(key));
        const first = its !== day;
        day = its;
        const opinion = talk.opinions[message.message_id];
        return html`${first ? html`<p class="day">${its}</p>` : nothing}
          <xe-message .session=${session} .message=${message} lang=${session.locale}
            opinion=${opinion === undefined ? "" : opinion ? "up" : "down"}></xe-message>`;
      },
    );
  }

  private welcome(): TemplateResult | typeof nothing {
    const { shop } = this.session;
    if (!shop && this.session.notOpen) return html`<p class="note" role="status">${this.say("notOpen")}</p>`;
    if (!shop) return html`<div class="skeleton" role="status" aria-label=${this.say("loadFailed")}></div>`;
    const { talk } = this;
    const fresh = !talk.messages.length && !talk.pending.length && !talk.uploads.length;
    return html`<xe-message .session=${this.session} .message=${greetingOf(shop.welcome)} plain
        lang=${this.session.locale}></xe-message>
      ${fresh && shop.quick_questions.length
        ? html`<div class="quick">
            <h2>${this.say("quick")}</h2>
            <ul>
              ${shop.quick_questions.map(
                (text) => html`<li><button type="button" @click=${() => this.ask(text)}>${text}</button></li>`,
              )}
            </ul>
          </div>`
        : nothing}`;
  }

  private ask(text: string): void {
    this.dispatchEvent(new CustomEvent("xe-ask", { detail: text, bubbles: true, composed: true }));
  }

  /** Answers on their way: what is written of them, or that somebody writes. */
  private coming(): unknown {
    const { talk } = this;
    const drafts = [...talk.drafts];
    if (drafts.length) {
      return drafts.map(([, text]) => html`<xe-message .session=${this.session} .draft=${text}></xe-message>`);
    }
    const waits = talk.awaited && talk.link !== "lost" && !talk.pending.length;
    if (talk.status === "agent" ? !talk.typing : !waits) return nothing;
    if (talk.status === "agent") {
      const name = talk.speaker || this.say("agentNameless");
      return html`<p class="day">${name} ${this.say("typing")}…</p>`;
    }
    return html`<xe-message .session=${this.session} .draft=${""}></xe-message>`;
  }
}

const greetings = new Map<string, Message>();

/** Return the greeting as a message, the same one for the same text, so that it is drawn once. */
function greetingOf(text: string): Message {
  let greeting = greetings.get(text);
  if (!greeting) {
    const blank = { message_id: "", seq: 0, route: "", sources: [], in_reply_to: "", created_at: "" };
    greeting = { ...blank, role: "assistant", text };
    greetings.set(text, greeting);
  }
  return greeting;
}

function dayOf(iso: string, locale: string, say: (key: "today" | "yesterday") => string): string {
  const at = new Date(iso);
  const now = new Date();
  if (at.toDateString() === now.toDateString()) return say("today");
  now.setDate(now.getDate() - 1);
  if (at.toDateString() === now.toDateString()) return say("yesterday");
  return at.toLocaleDateString(locale, { month: "long", day: "numeric" });
}

if (!customElements.get("xe-log")) customElements.define("xe-log", XeLog);
