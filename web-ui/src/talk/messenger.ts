// How does the whole conversation come together: talks, header, messages, composer?
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { announce } from "../shared/announce";
import { Problem } from "../shared/api";
import { basics, buttons, tags } from "../shared/controls";
import "../shared/elements/toasts";
import type { XeToasts } from "../shared/elements/toasts";
import { icon } from "../shared/icons";
import { whenIdle } from "../shared/idle";
import "./composer";
import type { XeComposer } from "./composer";
import { EndKeeper } from "./end-keeper";
import type { FormName, XeForms } from "./forms";
import "./log";
import { messengerStyle } from "./messenger-style";
import type { Session } from "./session";
import { Talk } from "./talk";
import "./talks";
import type { XeTalks } from "./talks";
import type { TextKey } from "./texts";
import type { Message } from "./types";
import type { Upload } from "./uploads";

const WIDE_PX = 860;
const LINES = ["online", "offline"];

const THANKS: Partial<Record<FormName, TextKey>> = {
  contact: "contactTaken",
  rating: "rated",
  opinion: "thanks",
  erase: "erased",
};

/** What came of a form, and under which name it keeps what was typed. */
type Filled = { form: FormName; draft: string } & Record<string, unknown>;

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
  @state() private dropping = false;
  @query(".scroll") private scroller!: HTMLElement;
  @query("xe-composer") private composer!: XeComposer | null;
  @query("xe-talks") private list!: XeTalks | null;
  @query("xe-forms") private forms!: XeForms;
  @query("xe-toasts") private toasts!: XeToasts;
  private unread = 0;
  private readonly keeper = new EndKeeper(this);
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
    this.talk.leave();
  }

  /** Send a text as if the shopper had typed it. */
  send(text: string): void {
    if (this.talk.status === "closed") this.enter("");
    this.talk.send(text);
    this.keeper.follow();
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
    if (id !== this.session.memory.read("current", "")) this.session.memory.write("current", id);
    this.talk = talk;
    this.drawer = false;
    this.keeper.stay();
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
    void this.updateComplete.then(() => this.list?.updateComplete).then(() => this.list?.focus());
  }

  private heard(message: Message): void {
    const name = message.role === "assistant" ? (this.session.shop?.assistant_name ?? "") : (message.speaker ?? "");
    announce(this.renderRoot as ShadowRoot, `${name} ${message.text}`);
    this.dispatchEvent(new CustomEvent("xe-arrived", { detail: message, bubbles: true, composed: true }));
    this.keeper.came();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("shown") && this.shown) this.keeper.stay();
    this.lang = this.session.locale;
  }

  protected override updated(): void {
    if (this.shown && !document.hidden && this.talk.id) this.markSeen();
    this.tellUnread();
  }

  protected override firstUpdated(): void {
    this.keeper.over(this.scroller);
    whenIdle(() => void Promise.all([import("./forms"), import("./product")]).catch(() => undefined));
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

  /** Open a form; its code comes when the page is idle, or now. */
  private show(form: FormName, about?: unknown): void {
    void this.attempt(async () => {
      await import("./forms");
      await this.forms.show(form, about);
    });
  }

  private handOff(): void {
    if (this.talk.status === "closed") this.enter("");
    void this.attempt(() => this.talk.handOff());
    this.keeper.follow();
  }

  private judge({ message, helpful }: { message: Message; helpful: boolean }): void {
    void this.attempt(() => this.talk.judge(message.message_id, helpful, ""), helpful ? this.say("thanks") : "");
    if (!helpful) this.show("opinion", message.message_id);
  }

  private get canEnd(): boolean {
    return this.talk.status !== "closed" && this.talk.messages.length > 0;
  }

  private end(): void {
    this.drawer = false;
    void this.attempt(async () => {
      await this.talk.close();
      if (!this.talk.rated) this.show("rating", this.talk.id);
    });
  }

  private filled(detail: Filled): void {
    if (detail.form === "settings") this.dispatchEvent(new CustomEvent("xe-theme", { detail: detail["theme"] }));
    else {
      const thanks = THANKS[detail.form];
      void this.attempt(async () => {
        await this.bring(detail);
        this.forms.forget(detail.draft);
      }, thanks && this.say(thanks));
    }
  }

  /** Bring what was filled in where it belongs. */
  private async bring(detail: Filled): Promise<void> {
    const { talk } = this;
    if (detail.form === "contact") await talk.leaveContact(String(detail["contact"]), String(detail["message"]));
    if (detail.form === "order") this.send(String(detail["text"]));
    if (detail.form === "rating") await talk.rate(Number(detail["score"]), String(detail["comment"]));
    if (detail.form === "opinion") await talk.judge(String(detail["message"]), false, String(detail["reason"]));
    if (detail.form === "erase") {
      await this.session.erase();
      this.enter("");
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
    return html`${this.wide || this.drawer ? this.talks() : nothing}
      <section class="main" @xe-judge=${(event: CustomEvent) => this.judge(event.detail)}
        @xe-retry=${(event: CustomEvent) => this.talk.retry(event.detail)}
        @xe-discard=${(event: CustomEvent) => this.talk.discard(event.detail)}
        @xe-upload=${(event: CustomEvent<Upload>) => this.talk.retryUpload(event.detail)}
        @xe-drop=${(event: CustomEvent<Upload>) => this.talk.dropUpload(event.detail)}
        @xe-picture=${(event: CustomEvent<PictureShown>) => this.show("picture", event.detail)}
        @xe-download=${(event: CustomEvent) => this.download(event.detail)}
        @xe-ask=${(event: CustomEvent<string>) => this.send(event.detail)}
        @dragover=${this.dragged} @dragleave=${this.dragged} @drop=${this.dragged}>
        ${this.head()}
        <p class="notice">
          <span>${this.say(this.talk.status === "agent" ? "humanNotice" : "aiNotice")}</span>
          <button type="button" @click=${() => this.show("privacy")}>${this.say("privacy")}</button>
        </p>
        ${this.strip()}
        <div class="scroll" tabindex="0" role="region" aria-label=${this.say("log")}>
          <div class="column"><xe-log .session=${this.session} .talk=${this.talk}></xe-log></div>
        </div>
        ${this.foot()} ${this.dropping ? html`<div class="over">${this.say("attach")}</div>` : nothing}
      </section>
      <xe-forms .session=${this.session} theme=${this.theme}
        @xe-form=${(event: CustomEvent) => this.filled(event.detail)}></xe-forms>
      <xe-toasts></xe-toasts>`;
  }

  private talks(): TemplateResult {
    return html`<xe-talks .session=${this.session} current=${this.talk.id} ?beside=${this.wide}
      ?ends=${this.panel && this.canEnd} .seen=${this.session.memory.read("seen", {})}
      @xe-choose=${(event: CustomEvent<string>) => this.choose(event.detail)}
      @xe-close=${() => (this.drawer = false)} @xe-end=${this.end}
      @xe-settings=${() => this.show("settings")}></xe-talks>`;
  }

  private head(): TemplateResult {
    const { shop } = this.session;
    const name = shop?.name ?? "";
    const person = this.talk.status === "agent";
    const waiting = this.talk.status === "waiting";
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
            ? html`<span class="tag note">${this.say("human")}</span><span>${this.talk.speaker}</span>`
            : html`<span class="tag">AI</span><span>${shop ? this.say("assistant", { name: shop.assistant_name }) : ""}</span>`}
        </p>
      </div>
      ${person
        ? nothing
        : html`<button class="button hand-off" type="button" ?disabled=${waiting} @click=${this.handOff}>
            ${icon("headset")}${this.say(waiting ? "handing" : "handoff")}
          </button>`}
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
      <button type="button" @click=${() => this.show("contact", this.talk.id)}>${this.say("leave")}</button>
    </div>`;
  }

  private foot(): TemplateResult {
    const pill = this.keeper.below
      ? html`<button class="button small pill" type="button" @click=${this.keeper.follow}>${this.say("newBelow")} ↓</button>`
      : nothing;
    if (this.talk.status === "closed") {
      return html`<footer class="frame">
        <div class="closed column">
          <span>${this.say(this.talk.rated ? "rated" : "closed")}</span>
          ${this.talk.rated
            ? nothing
            : html`<button class="button" type="button" @click=${() => this.show("rating", this.talk.id)}>${this.say("rate")}</button>`}
          <button class="button primary" type="button" @click=${() => this.choose("")}>${this.say("newTalk")}</button>
        </div>
      </footer>`;
    }
    return html`<footer>
      ${pill}
      <div class="frame"><div class="column">
        <xe-composer .session=${this.session} draft-key=${this.talk.id} lang=${this.session.locale}
          @xe-send=${(event: CustomEvent<string>) => this.send(event.detail)}
          @xe-attach=${(event: CustomEvent<{ file: Blob; name: string }>) => {
            void this.talk.attach(event.detail.file, event.detail.name);
            this.keeper.follow();
          }}
          @xe-order=${() => this.show("order")}
          @xe-typed=${() => this.talk.writing()}
          @xe-told=${(event: CustomEvent<string>) => this.toasts.show(event.detail, "bad")}></xe-composer>
      </div></div>
    </footer>`;
  }
}

if (!customElements.get("xe-messenger")) customElements.define("xe-messenger", XeMessenger);
