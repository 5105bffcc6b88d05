// How is one message shown, with what belongs to it?
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { basics, buttons, tags } from "../shared/controls";
import { shortTime } from "../shared/i18n";
import { icon } from "../shared/icons";
import { markdown } from "../shared/prose";
import { messageStyle } from "./message-style";
import type { Pending } from "./outbox";
import { Heeds, type Session } from "./session";
import type { TextKey } from "./texts";
import type { Message, Source } from "./types";
import type { Upload } from "./uploads";

const KINDS: Record<string, TextKey> = {
  product: "product",
  sku: "sku",
  faq: "faq",
  policy: "policy",
  promotion: "promotion",
  order: "orderSource",
  profile: "profile",
  computed: "computed",
};
const MOST_CODES = 12;
const PICTURE = /^image\/(jpeg|png|gif|webp)$/;

/** One message: of anybody, pending, being written (`draft`), or a file on its way. Fires what the shopper wants. */
export class XeMessage extends LitElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) message: Message | null = null;
  @property({ attribute: false }) pending: Pending | null = null;
  @property({ attribute: false }) upload: Upload | null = null;
  @property() draft: string | null = null;
  @property() opinion: "" | "up" | "down" = "";
  @property({ type: Boolean }) plain = false;
  @state() private open = false;
  @state() private picture = "";

  static override styles = [basics, buttons, tags, messageStyle];

  constructor() {
    super();
    new Heeds(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.picture) URL.revokeObjectURL(this.picture);
    this.picture = "";
  }

  protected override render(): TemplateResult {
    if (this.pending) return this.mine(this.bubble(this.pending.text), this.pendingState(this.pending));
    if (this.upload) return this.mine(this.uploadBody(this.upload), this.uploadState(this.upload));
    const message = this.message;
    if (!message) return this.assistant(this.draftBody(), nothing, "");
    if (message.role === "shopper") return this.mine(this.shopperBody(message), this.timeOf(message));
    if (message.role === "system") return html`<div class="system"><p>${message.text}</p></div>`;
    if (message.role === "agent") return this.agent(message);
    return this.assistant(this.richBubble(message.text), this.under(message), message.created_at);
  }

  private say(key: TextKey, filled?: Record<string, string | number>): string {
    return this.session.say(key, filled);
  }

  private bubble(text: string): TemplateResult {
    return html`<div class="bubble">${text}</div>`;
  }

  private richBubble(text: string): TemplateResult {
    return html`<div class="bubble rich">${guard([text], () => markdown(text))}</div>`;
  }

  private timeOf(message: Message): TemplateResult {
    return html`<time datetime=${message.created_at}>${shortTime(message.created_at, this.session.locale)}</time>`;
  }

  private mine(body: TemplateResult, below: TemplateResult): TemplateResult {
    return html`<div class="row mine"><span class="unseen">${this.say("you")}:</span>${body}${below}</div>`;
  }

  private assistant(body: TemplateResult, under: unknown, at: string): TemplateResult {
    const name = this.session.shop?.assistant_name ?? "";
    return html`<div class="row">
      <div class="face" aria-hidden="true">${name.slice(0, 2)}</div>
      <div class="who">
        <b>${name}</b><span class="tag">${this.say("ai")}</span>
        ${at ? html`<time datetime=${at}>${shortTime(at, this.session.locale)}</time>` : nothing}
      </div>
      <div class="said">${body}${under}</div>
    </div>`;
  }

  private agent(message: Message): TemplateResult {
    const name = message.speaker || this.say("agentNameless");
    return html`<div class="row agent">
      <div class="face person" aria-hidden="true">${icon("person")}</div>
      <div class="who"><b>${name}</b><span class="tag note">${this.say("human")}</span>${this.timeOf(message)}</div>
      <div class="said">${this.bubble(message.text)}${this.opinions(message)}</div>
    </div>`;
  }

  private draftBody(): TemplateResult {
    if (this.draft) return html`<div class="bubble caret">${this.draft}</div>`;
    return html`<div class="bubble dots"><i><span></span></i>${this.say("thinking")}</div>`;
  }

  private under(message: Message): TemplateResult | typeof nothing {
    if (this.plain) return nothing;
    const goods = goodsOf(message.sources);
    if (goods.length) void import("./product");
    return html`${goods.length
      ? html`<xe-product .session=${this.session} codes=${JSON.stringify(goods)}></xe-product>`
      : nothing}
    ${this.opinions(message)}
    ${this.open
      ? html`<ul class="sources" id="sources">
          ${message.sources.map(
            (source) => html`<li><span>${this.say(KINDS[source.kind] ?? "sources")}</span>${source.title || source.id}</li>`,
          )}
        </ul>`
      : nothing}`;
  }

  private opinions(message: Message): TemplateResult {
    const press = (helpful: boolean): void => this.fire("xe-judge", { message, helpful });
    const thumb = (name: "up" | "down"): TemplateResult =>
      html`<button class="icon" type="button" aria-label=${this.say(name)} title=${this.say(name)}
        aria-pressed=${this.opinion === name} @click=${() => press(name === "up")}>${icon(name)}</button>`;
    return html`<div class="below">
      ${thumb("up")}${thumb("down")}
      ${message.sources.length
        ? html`<button class="link" type="button" aria-expanded=${this.open} aria-controls="sources"
            @click=${() => (this.open = !this.open)}>${this.say("sources")} · ${message.sources.length}</button>`
        : nothing}
    </div>`;
  }

  private pendingState(pending: Pending): TemplateResult {
    if (pending.state !== "failed") {
      const words = { sending: "sending", queued: "queued", limited: "limited" } as const;
      return html`<div class="state">${this.say(words[pending.state])}</div>`;
    }
    return html`<div class="state bad">
      ${icon("alert")} ${this.say("unsent")}${pending.detail ? `:${pending.detail}` : ""}
      <button type="button" @click=${() => this.fire("xe-retry", pending.id)}>${this.say("retry")}</button>
      <button type="button" @click=${() => this.fire("xe-discard", pending.id)}>${this.say("discard")}</button>
    </div>`;
  }

  private shopperBody(message: Message): TemplateResult {
    const file = message.attachment;
    if (!file) return this.bubble(message.text);
    const body = PICTURE.test(file.media_type) ? this.pictureOf(file.id, file.name) : this.fileOf(file.id, file.name);
    return html`${body}<p class="hint">${this.say("forAgent")}</p>`;
  }

  private pictureOf(id: string, name: string): TemplateResult {
    if (!this.picture) void this.load(id);
    return html`<button class="picture" type="button" aria-label=${this.say("picture", { name })}
      @click=${() => this.fire("xe-picture", { src: this.picture, name })}>
      ${this.picture ? html`<img src=${this.picture} alt="" />` : icon("file")}
    </button>`;
  }

  private fileOf(id: string, name: string): TemplateResult {
    return html`<button class="file" type="button" @click=${() => this.fire("xe-download", { id, name })}>
      ${icon("file")}<span>${name}</span>
    </button>`;
  }

  private async load(id: string): Promise<void> {
    const blob = await this.session.api.blob(`/api/attachments/${id}`).catch(() => null);
    if (blob && this.isConnected && !this.picture) this.picture = URL.createObjectURL(blob);
  }

  private uploadBody(upload: Upload): TemplateResult {
    if (!PICTURE.test(upload.file.type)) return html`<div class="file">${icon("file")}<span>${upload.name}</span></div>`;
    if (!this.picture) this.picture = URL.createObjectURL(upload.file);
    return html`<div class="picture"><img src=${this.picture} alt=${upload.name} /></div>`;
  }

  private uploadState(upload: Upload): TemplateResult {
    if (upload.state !== "failed") {
      return html`<div class="state">${this.say(upload.state === "sending" ? "uploading" : "queued")}</div>`;
    }
    return html`<div class="state bad">
      ${icon("alert")} ${this.say("unsent")}${upload.error ? `:${upload.error}` : ""}
      <button type="button" @click=${() => this.fire("xe-upload", upload)}>${this.say("retry")}</button>
      <button type="button" @click=${() => this.fire("xe-drop", upload)}>${this.say("discard")}</button>
    </div>`;
  }

  private fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** Return the codes of goods among the sources, each once. */
function goodsOf(sources: readonly Source[]): string[] {
  return [...new Set(sources.filter(({ kind }) => kind === "product" || kind === "sku").map(({ id }) => id))].slice(0, MOST_CODES);
}

if (!customElements.get("xe-message")) customElements.define("xe-message", XeMessage);
