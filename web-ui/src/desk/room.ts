// How do the parts of the desk stand together?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { announce } from "../shared/announce";
import { basics, buttons, fields, tags } from "../shared/controls";
import "../shared/elements/toasts";
import type { XeToasts } from "../shared/elements/toasts";
import { icon } from "../shared/icons";
import { bell } from "./bell";
import type { Desk } from "./desk";
import "./details";
import "./dialogs";
import type { Over } from "./dialogs";
import { roomKeys } from "./keys";
import "./queue";
import type { Picked } from "./queue";
import "./talk";
import type { DeskTalk } from "./talk";
import type { Presence } from "./types";
import { PRESENCE, WORDS } from "./words";

/** The desk of somebody who is signed in; `leave` when he signs out. */
export class DeskRoom extends LitElement {
  @property({ attribute: false }) desk!: Desk;
  @state() over: Over = "";
  @state() private message = "";
  @query("xe-toasts") private toasts!: XeToasts;
  @query("desk-talk") talk!: DeskTalk | null;

  static override styles = [
    basics,
    buttons,
    fields,
    tags,
    css`
      :host {
        display: grid;
        grid-template-rows: auto auto 1fr;
        height: 100dvh;
        font: 15px/1.6 var(--font);
        color: var(--text);
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 8px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      h1 {
        margin: 0;
        font-size: 16px;
        white-space: nowrap;
      }
      .gap {
        flex: 1;
      }
      .bar select {
        width: auto;
        min-height: 36px;
        padding: 4px 8px;
      }
      .hint {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px;
        padding: 8px 16px;
        background: var(--note-soft);
        color: var(--note);
        font-size: 14px;
      }
      .hint.bad {
        background: var(--bad-soft);
        color: var(--bad);
      }
      .columns {
        display: grid;
        grid-template-columns: 310px minmax(0, 1fr) 280px;
        grid-row: 3;
        min-height: 0;
      }
      desk-queue {
        border-right: 1px solid var(--line);
      }
      aside {
        padding: 16px;
        overflow-y: auto;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      .none {
        display: grid;
        place-content: center;
        gap: 4px;
        padding: 24px;
        color: var(--muted);
        text-align: center;
      }
      .none p {
        margin: 0;
      }
      xe-toasts {
        inset: calc(64px + env(safe-area-inset-top)) 0 auto 0; /* never over the composer */
      }
      .me {
        max-width: 10em;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (max-width: 1159px) {
        .columns {
          grid-template-columns: 310px minmax(0, 1fr);
        }
        aside {
          display: none;
        }
      }
      @media (max-width: 760px) {
        .bar {
          gap: 4px;
          padding: 6px 8px 6px 12px;
        }
        h1 {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .me,
        .wide {
          display: none;
        }
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        .columns.talking desk-queue,
        .columns:not(.talking) .none,
        .columns:not(.talking) desk-talk {
          display: none;
        }
        desk-queue {
          border-right: 0;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.desk.addEventListener("change", this.changed);
    this.desk.addEventListener("said", this.said);
    window.addEventListener("keydown", this.key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.desk.removeEventListener("change", this.changed);
    this.desk.removeEventListener("said", this.said);
    window.removeEventListener("keydown", this.key);
  }

  protected override render(): TemplateResult {
    const { desk } = this;
    const ticket = desk.active ? desk.ticket : null;
    return html`
      <section class="bar" aria-label="工作台">${this.bar()}</section>
      <section aria-label="提示">${this.hints()}</section>
      <main class="columns ${desk.active ? "talking" : ""}">
        <desk-queue .desk=${desk} @pick=${(event: CustomEvent<Picked>) => this.pick(event.detail)}></desk-queue>
        ${ticket
          ? html`<desk-talk
              .desk=${desk}
              .ticket=${ticket}
              @back=${() => desk.open("")}
              @over=${(event: CustomEvent<{ over: Over; message: string }>) => this.ask(event.detail)}
            ></desk-talk>`
          : html`<div class="none"><p>${desk.active ? WORDS.loading : WORDS.choose}</p><p>${WORDS.chooseHint}</p></div>`}
        <aside aria-label=${WORDS.details}>
          ${ticket ? html`<desk-details .desk=${desk} .ticket=${ticket}></desk-details>` : nothing}
        </aside>
      </main>
      <desk-dialogs
        .desk=${desk}
        .ticket=${ticket}
        .over=${this.over}
        .message=${this.message}
        @close=${() => (this.over = "")}
      >
        ${ticket && this.over === "details" ? html`<desk-details .desk=${desk} .ticket=${ticket}></desk-details>` : nothing}
      </desk-dialogs>
      <xe-toasts></xe-toasts>
    `;
  }

  private bar(): TemplateResult {
    const { desk } = this;
    const { alerts } = desk;
    const open = desk.board?.is_open ?? true;
    return html`
      <h1>${WORDS.title}</h1>
      <span class="tag ${open ? "good" : "warn"} wide">${open ? WORDS.open : WORDS.shut}</span>
      <span class="gap"></span>
      <label class="unseen" for="presence">${WORDS.presence}</label>
      <select id="presence" @change=${this.be}>
        ${(["online", "busy", "away"] as const).map(
          (status) => html`<option value=${status} ?selected=${desk.status === status}>${PRESENCE[status]}</option>`,
        )}
      </select>
      <button
        class="icon"
        aria-pressed=${alerts.sound}
        aria-label=${alerts.sound ? WORDS.soundOn : WORDS.soundOff}
        title=${alerts.sound ? WORDS.soundOn : WORDS.soundOff}
        @click=${this.toggleSound}
      >
        ${bell(alerts.sound)}
      </button>
      <button class="button small" @click=${() => this.ask({ over: "canned", message: "" })}>${WORDS.canned}</button>
      <button
        class="icon wide"
        aria-label=${WORDS.keys}
        title=${WORDS.keys}
        @click=${() => this.ask({ over: "keys", message: "" })}
      >
        ${icon("info")}
      </button>
      <span class="me">${desk.me.display_name}</span>
      <button
        class="icon"
        aria-label=${WORDS.account}
        title=${WORDS.account}
        @click=${() => this.ask({ over: "account", message: "" })}
      >
        ${icon("person")}
      </button>
      <button class="button small quiet" @click=${() => this.dispatchEvent(new Event("leave"))}>${WORDS.signOut}</button>
    `;
  }

  private hints(): TemplateResult | typeof nothing {
    const { alerts, link } = this.desk;
    if (link === "lost") return html`<div class="hint bad" role="status">${WORDS.lost}</div>`;
    if (!alerts.mayAsk) return nothing;
    return html`<div class="hint">
      ${WORDS.askNotify}
      <button class="button small" @click=${() => void alerts.ask().then(() => this.requestUpdate())}>${WORDS.allow}</button>
      <button class="button small quiet" @click=${() => (alerts.dismiss(), this.requestUpdate())}>${WORDS.notNow}</button>
    </div>`;
  }

  private pick({ talk, writes }: Picked): void {
    this.desk.open(talk);
    if (!writes) return;
    void this.updateComplete.then(() => this.talk?.updateComplete).then(() => this.talk?.composer?.write());
  }

  /** Show a dialog. */
  ask(wanted: { over: Over; message: string }): void {
    this.over = wanted.over;
    this.message = wanted.message;
  }

  private readonly changed = (): void => {
    this.requestUpdate();
    this.renderRoot.querySelectorAll<LitElement>("desk-queue, desk-talk, desk-details").forEach((part) => part.requestUpdate());
    const waiting = this.desk.waiting.length + this.desk.allUnread;
    document.title = `${waiting ? `(${waiting}) ` : ""}${WORDS.title}`;
  };

  private readonly said = (event: Event): void => {
    const { text, kind } = (event as CustomEvent<{ text: string; kind: "good" | "bad" }>).detail;
    this.toasts.show(text, kind);
    if (kind === "bad") announce(this.renderRoot as ShadowRoot, text);
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (this.over === "" && roomKeys(this, event)) event.preventDefault();
  };

  private readonly be = (event: Event): void => {
    void this.desk.be((event.target as HTMLSelectElement).value as Presence);
  };

  private readonly toggleSound = (): void => {
    this.desk.alerts.toggle();
    this.requestUpdate();
  };
}

if (!customElements.get("desk-room")) customElements.define("desk-room", DeskRoom);
