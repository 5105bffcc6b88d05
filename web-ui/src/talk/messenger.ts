// How does the whole conversation come together: talks, header, messages, composer?
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { announce } from "../shared/announce";
import { Problem } from "../shared/api";
import { basics, buttons, tags } from "../shared/controls";
import "../shared/elements/toasts";
import type { XeToasts } from "../shared/elements/toasts";
import { shortTime } from "../shared/i18n";
import { icon } from "../shared/icons";
import "./composer";
import type { XeComposer } from "./composer";
import "./forms";
import type { FormName, XeForms } from "./forms";
import "./message";
import { messengerStyle } from "./messenger-style";
import type { Session } from "./session";
import { Talk, type Upload } from "./talk";
import type { TextKey } from "./texts";
import type { Message } from "./types";

const WIDE_PX = 860;
const LINES = ["online", "offline"];
const BY_HAND_MS = 800; // a scroll so soon after wheel, finger or key is the shopper's own
const NEAR_PX = 120; // from the end: whoever reads there wants to see what comes

export interface PictureShown {
  src: string;
  name: string;
}

/** The messenger, filling its place; `panel` for the widget: narrow, with a button that closes it. */
export class XeMessenger extends LitElement {
  @property({ attribute: false }) session!: Session;
  @property({ type: Boolean, reflect: true }) panel = false;
  @property({ type: Boolean, reflect: true }) wide = false;
  @property() theme = "";
  /** Whether somebody can see it: what arrives otherwise is unread. */
  @property({ type: Boolean }) shown = true;
  @state() private talk!: Talk;
  @state() private drawer = false;
  @state() private below = false;
  @state() private dropping = false;
  @query(".scroll") private scroller!: HTMLElement;
  @query("xe-composer") private composer!: XeComposer | null;
  @query("xe-forms") private forms!: XeForms;
  @query("xe-toasts") private toasts!: XeToasts;
  private touched = -Infinity;
  private unread = 0;
  private readonly grows = new ResizeObserver(() => this.keepEnd());
  private readonly sizes = new ResizeObserver(() => (this.wide = !this.panel && this.clientWidth >= WIDE_PX));
  private readonly redraw = (): void => this.requestUpdate();

  static override styles = [basics, buttons, tags, messengerStyle];

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener("change", this.redraw);
    this.sizes.observe(this);
    for (const name of LINES) window.addEventListener(name, this.redraw);
    if (!this.talk) this.enter(this.session.memory.read("current", ""));
    void this.session.meetShop();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener("change", this.redraw);
    this.sizes.disconnect();
    for (const name of LINES) window.removeEventListener(name, this.redraw);
    this.grows.disconnect();
    this.talk.leave();
  }

  /** Send a text as if the shopper had typed it. */
  send(text: string): void {
    if (this.talk.status === "closed") this.enter("");
    this.talk.send(text);
    this.follow();
  }

  override focus(): void {
    this.composer?.focus();
  }

  private say(key: TextKey, filled?: Record<string, string | number>): string {
    return this.session.say(key, filled);
  }

  // Talks

  private enter(id: string): void {
    (this.talk as Talk | undefined)?.leave();
    const talk = new Talk(this.session, id);
    talk.addEventListener("change", this.redraw);
    talk.addEventListener("arrived", (event) => this.heard((event as CustomEvent<Message>).detail));
    this.session.memory.write("current", id);
    this.talk = talk;
    this.drawer = false;
    this.below = false;
    this.stays = true;
    void this.session.list();
  }

  private choose(id: string): void {
    if (id !== this.talk.id || !id) this.enter(id);
    this.drawer = false;
    void this.updateComplete.then(() => this.focus());
  }

  private openDrawer(): void {
    this.drawer = true;
    void this.session.list();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".talks button")?.focus());
  }

  private heard(message: Message): void {
    const name = message.role === "assistant" ? (this.session.shop?.assistant_name ?? "") : (message.speaker ?? "");
    announce(this.renderRoot as ShadowRoot, `${name} ${message.text}`);
    this.dispatchEvent(new CustomEvent("xe-arrived", { detail: message, bubbles: true, composed: true }));
    if (!this.stays) this.below = true;
  }

  // Scrolling

  private nearEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  private stays = true;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("shown") && this.shown) this.stays = true;
    this.lang = this.session.locale;
  }

  protected override updated(): void {
    this.keepEnd();
    if (this.shown && !document.hidden && this.talk.id) this.markSeen();
    this.tellUnread();
  }

  private keepEnd(): void {
    if (this.stays) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  protected override firstUpdated(): void {
    const column = this.renderRoot.querySelector(".scroll > .column");
    if (column) this.grows.observe(column);
    this.grows.observe(this.scroller);
  }

  private scrolled(): void {
    if (this.nearEnd()) {
      this.stays = true;
      this.below = false;
    } else if (performance.now() - this.touched < BY_HAND_MS) this.stays = false; // somebody reads what was before
  }

  private readonly touch = (): void => void (this.touched = performance.now());

  private follow(): void {
    this.stays = true;
    this.below = false;
    this.keepEnd();
    this.requestUpdate();
  }

  /** Say how many messages of others nobody has seen. */
  private tellUnread(): void {
    const seen = this.session.memory.read<Record<string, number>>("seen", {})[this.talk.id] ?? 0;
    const count = this.talk.messages.filter(({ role, seq }) => role !== "shopper" && seq > seen).length;
    if (count === this.unread) return;
    this.unread = count;
    this.dispatchEvent(new CustomEvent("xe-unread", { detail: count }));
  }

  private markSeen(): void {
    this.talk.markRead();
    const seen = this.session.memory.read<Record<string, number>>("seen", {});
    if (seen[this.talk.id] !== this.talk.lastSeq) {
      this.session.memory.write("seen", { ...seen, [this.talk.id]: this.talk.lastSeq });
    }
  }

  // Wishes

  private async attempt(wish: () => Promise<void>, thanks = ""): Promise<void> {
    try {
      await wish();
      if (thanks) this.toasts.show(thanks, "good");
    } catch (problem) {
      this.toasts.show((problem instanceof Problem && problem.detail) || this.say("failed"), "bad");
    }
  }

  private handOff(): void {
    void this.attempt(() => this.talk.handOff());
    this.follow();
  }

  private judge({ message, helpful }: { message: Message; helpful: boolean }): void {
    void this.attempt(() => this.talk.judge(message.message_id, helpful, ""), helpful ? this.say("thanks") : "");
    if (!helpful) this.forms.show("opinion", message.message_id);
  }

  private get canEnd(): boolean {
    return this.talk.status !== "closed" && this.talk.messages.length > 0;
  }

  private end(): void {
    this.drawer = false;
    void this.attempt(async () => {
      await this.talk.close();
      if (!this.talk.rated) this.forms.show("rating");
    });
  }

  private filled(detail: { form: FormName } & Record<string, unknown>): void {
    const talk = this.talk;
    if (detail.form === "contact") {
      const { contact, message } = detail as unknown as { contact: string; message: string };
      void this.attempt(() => talk.leaveContact(contact, message), this.say("contactTaken"));
    }
    if (detail.form === "order") this.send(String(detail["text"]));
    if (detail.form === "settings") this.dispatchEvent(new CustomEvent("xe-theme", { detail: detail["theme"] }));
    if (detail.form === "rating") {
      void this.attempt(() => talk.rate(Number(detail["score"]), String(detail["comment"])), this.say("rated"));
    }
    if (detail.form === "opinion") {
      const reason = String(detail["reason"]);
      void this.attempt(() => talk.judge(String(detail["message"]), false, reason), this.say("thanks"));
    }
    if (detail.form === "erase") {
      void this.attempt(async () => {
        await this.session.erase();
        this.enter("");
      }, this.say("erased"));
    }
  }

  private async download({ id, name }: { id: string; name: string }): Promise<void> {
    await this.attempt(async () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await this.session.api.blob(`/api/attachments/${id}`));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  }

  private dragged(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files") || !this.session.shop?.features.attachments) return;
    event.preventDefault();
    this.dropping = event.type === "dragover";
    if (event.type === "drop") void this.composer?.take([...event.dataTransfer.files]);
  }

  // What is seen

  protected override render(): TemplateResult {
    return html`${this.wide || this.drawer ? this.list() : nothing}
      <section class="main" @xe-judge=${(event: CustomEvent) => this.judge(event.detail)}
        @xe-retry=${(event: CustomEvent) => this.talk.retry(event.detail)}
        @xe-discard=${(event: CustomEvent) => this.talk.discard(event.detail)}
        @xe-upload=${(event: CustomEvent<Upload>) => this.talk.upload(event.detail)}
        @xe-drop=${(event: CustomEvent<Upload>) => this.talk.dropUpload(event.detail)}
        @xe-picture=${(event: CustomEvent<PictureShown>) => this.forms.show("picture", event.detail)}
        @xe-download=${(event: CustomEvent) => this.download(event.detail)}
        @xe-ask=${(event: CustomEvent<string>) => this.send(event.detail)}
        @dragover=${this.dragged} @dragleave=${this.dragged} @drop=${this.dragged}>
        ${this.head()}
        <p class="notice">
          <span>${this.say(this.talk.status === "agent" ? "humanNotice" : "aiNotice")}</span>
          <button type="button" @click=${() => this.forms.show("privacy")}>${this.say("privacy")}</button>
        </p>
        ${this.strip()}
        <div class="scroll" tabindex="0" role="region" aria-label=${this.say("log")} @scroll=${this.scrolled}
          @wheel=${this.touch} @touchmove=${this.touch} @pointerdown=${this.touch} @keydown=${this.touch}>
          <div class="column">${this.messages()}</div>
        </div>
        ${this.foot()} ${this.dropping ? html`<div class="over">${this.say("attach")}</div>` : nothing}
      </section>
      <xe-forms .session=${this.session} theme=${this.theme}
        @xe-form=${(event: CustomEvent) => this.filled(event.detail)}></xe-forms>
      <xe-toasts></xe-toasts>`;
  }

  private list(): TemplateResult {
    const seen = this.session.memory.read<Record<string, number>>("seen", {});
    return html`${this.wide
        ? nothing
        : html`<button class="veil" type="button" tabindex="-1" aria-label=${this.say("close")}
            @click=${() => (this.drawer = false)}></button>`}
      <nav class="talks" aria-label=${this.say("talks")}
        @keydown=${(event: KeyboardEvent) => event.key === "Escape" && (this.drawer = false)}>
        <header>
          <h2>${this.say("talks")}</h2>
          ${this.wide
            ? nothing
            : html`<button class="icon" type="button" aria-label=${this.say("close")}
                @click=${() => (this.drawer = false)}>${icon("close")}</button>`}
        </header>
        <button class="button" type="button" @click=${() => this.choose("")}>${icon("plus")}${this.say("newTalk")}</button>
        ${this.session.talks.length
          ? html`<ul>
              ${this.session.talks.map(
                (row) => html`<li>
                  <button type="button" aria-current=${row.id === this.talk.id} @click=${() => this.choose(row.id)}>
                    <span>${row.title || this.say("untitled")}</span>
                    ${row.id !== this.talk.id && (row.last_seq ?? 0) > (seen[row.id] ?? 0)
                      ? html`<i class="dot"></i>`
                      : html`<i></i>`}
                    <small>${shortTime(row.created_at, this.session.locale)}</small>
                  </button>
                </li>`,
              )}
            </ul>`
          : html`<p class="empty">${this.say("noTalks")}</p>`}
        ${this.panel && this.canEnd
          ? html`<button class="button quiet" type="button" @click=${this.end}>${icon("exit")}${this.say("end")}</button>`
          : nothing}
        <button class="button quiet" type="button" @click=${() => this.forms.show("settings")}>
          ${icon("gear")}${this.say("settings")}
        </button>
      </nav>`;
  }

  private head(): TemplateResult {
    const { shop } = this.session;
    const name = shop?.name ?? "";
    const person = this.talk.status === "agent";
    return html`<header>
      ${this.wide
        ? nothing
        : html`<button class="icon" type="button" aria-label=${this.say("talks")} aria-expanded=${this.drawer}
            @click=${this.openDrawer}>${icon("menu")}</button>`}
      <div class="logo" aria-hidden="true">${name.slice(0, 1)}</div>
      <div class="shop">
        <h1>${name || this.say("chat")}</h1>
        <p>
          ${person
            ? html`<span class="tag note">${this.say("human")}</span>${this.talk.speaker}`
            : html`<span class="tag">AI</span>${shop ? this.say("assistant", { name: shop.assistant_name }) : ""}`}
        </p>
      </div>
      ${this.talk.status === "bot" || this.talk.status === "waiting"
        ? html`<button class="button hand-off" type="button" ?disabled=${this.talk.status === "waiting"}
            @click=${this.handOff}>
            ${icon("headset")}${this.say(this.talk.status === "bot" ? "handoff" : "handing")}
          </button>`
        : nothing}
      ${!this.panel && this.canEnd
        ? html`<button class="icon" type="button" aria-label=${this.say("end")} title=${this.say("end")}
            @click=${this.end}>${icon("exit")}</button>`
        : nothing}
      ${this.panel
        ? html`<button class="icon" type="button" aria-label=${this.say("close")}
            @click=${() => this.dispatchEvent(new CustomEvent("xe-close"))}>${icon("close")}</button>`
        : nothing}
    </header>`;
  }

  private strip(): TemplateResult | typeof nothing {
    const { talk, session } = this;
    if (talk.link === "lost" || !navigator.onLine) return html`<div class="strip lost" role="status">${this.say("lost")}</div>`;
    if (talk.status === "agent") {
      const name = talk.speaker || this.say("agentNameless");
      return html`<div class="strip agent" role="status">${icon("person")}${this.say("agentHere", { name })}</div>`;
    }
    if (talk.status !== "waiting") return nothing;
    const { shop } = session;
    const ahead = (talk.position ?? 1) - 1;
    return html`<div class="strip waiting" role="status">
      <b>${this.say("waiting")}</b>
      ${talk.position ? html`<span>${ahead > 0 ? this.say("position", { n: ahead }) : this.say("next")}</span>` : nothing}
      ${talk.waitS ? html`<span>${this.say("wait", { n: Math.max(1, Math.round(talk.waitS / 60)) })}</span>` : nothing}
      ${shop && !shop.on_duty ? html`<span>${this.say("offDuty", { hours: shop.business_hours })}</span>` : nothing}
      <button type="button" @click=${() => this.forms.show("contact")}>${this.say("leave")}</button>
    </div>`;
  }

  private messages(): TemplateResult {
    const { talk, session } = this;
    if (!talk.complete && !talk.messages.length) {
      return html`<div class="skeleton"></div><div class="skeleton"></div><div class="skeleton"></div>`;
    }
    const opinions = session.memory.read<Record<string, boolean>>("opinions", {});
    let day = "";
    return html`<div role="log" aria-live="off" aria-label=${this.say("log")}>
        ${this.welcome()}
        ${repeat(
          talk.messages,
          (message) => message.seq,
          (message) => {
            const its = dayOf(message.created_at, session.locale, (key) => this.say(key));
            const first = its !== day;
            day = its;
            const opinion = opinions[message.message_id];
            return html`${first ? html`<p class="day">${its}</p>` : nothing}
              <xe-message .session=${session} .message=${message} lang=${session.locale}
                opinion=${opinion === undefined ? "" : opinion ? "up" : "down"}></xe-message>`;
          },
        )}
      </div>
      ${this.coming()}
      ${talk.pending.map((pending) => html`<xe-message .session=${session} .pending=${pending} lang=${session.locale}></xe-message>`)}
      ${repeat(
        talk.uploads,
        (upload) => upload.id,
        (upload) => html`<xe-message .session=${session} .upload=${upload} .draft=${upload.error}></xe-message>`,
      )}`;
  }

  private welcome(): TemplateResult | typeof nothing {
    const { shop } = this.session;
    if (!shop && this.session.notOpen) return html`<p class="notice" role="status">${this.say("notOpen")}</p>`;
    if (!shop) return html`<div class="skeleton" role="status" aria-label=${this.say("loadFailed")}></div>`;
    const greeting: Message = {
      message_id: "",
      seq: 0,
      role: "assistant",
      text: shop.welcome,
      route: "",
      sources: [],
      in_reply_to: "",
      created_at: "",
    };
    const fresh = !this.talk.messages.length && !this.talk.pending.length && !this.talk.uploads.length;
    return html`<xe-message .session=${this.session} .message=${greeting} plain lang=${this.session.locale}></xe-message>
      ${fresh && shop.quick_questions.length
        ? html`<div class="quick">
            <h2>${this.say("quick")}</h2>
            <ul>
              ${shop.quick_questions.map(
                (text) => html`<li><button type="button" @click=${() => this.send(text)}>${text}</button></li>`,
              )}
            </ul>
          </div>`
        : nothing}`;
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

  private foot(): TemplateResult {
    const pill = this.below
      ? html`<button class="button small pill" type="button" @click=${this.follow}>${this.say("newBelow")} ↓</button>`
      : nothing;
    if (this.talk.status === "closed") {
      return html`<footer>
        <div class="closed column">
          <span>${this.say(this.talk.rated ? "rated" : "closed")}</span>
          ${this.talk.rated
            ? nothing
            : html`<button class="button" type="button" @click=${() => this.forms.show("rating")}>${this.say("rate")}</button>`}
          <button class="button primary" type="button" @click=${() => this.choose("")}>${this.say("newTalk")}</button>
        </div>
      </footer>`;
    }
    return html`<footer>
      ${pill}
      <div class="column">
        <xe-composer .session=${this.session} draft-key=${this.talk.id} lang=${this.session.locale}
          @xe-send=${(event: CustomEvent<string>) => this.send(event.detail)}
          @xe-attach=${(event: CustomEvent<{ file: Blob; name: string }>) => {
            void this.talk.attach(event.detail.file, event.detail.name);
            this.follow();
          }}
          @xe-order=${() => this.forms.show("order")}
          @xe-typed=${() => this.talk.writing()}
          @xe-told=${(event: CustomEvent<string>) => this.toasts.show(event.detail, "bad")}></xe-composer>
      </div>
    </footer>`;
  }
}

function dayOf(iso: string, locale: string, say: (key: "today" | "yesterday") => string): string {
  const at = new Date(iso);
  const now = new Date();
  if (at.toDateString() === now.toDateString()) return say("today");
  now.setDate(now.getDate() - 1);
  if (at.toDateString() === now.toDateString()) return say("yesterday");
  return at.toLocaleDateString(locale, { month: "long", day: "numeric" });
}

if (!customElements.get("xe-messenger")) customElements.define("xe-messenger", XeMessenger);
