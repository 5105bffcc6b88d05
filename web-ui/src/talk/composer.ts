// Where does the shopper write?
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { composing } from "../shared/announce";
import { basics, buttons } from "../shared/controls";
import { icon } from "../shared/icons";
import { reduced } from "./pictures";
import { Heeds, type Session } from "./session";
import { Recorder } from "./voice";

export const MOST_CHARS = 2000; // as the server's limit
const COUNT_FROM = 1800;
const SIZES_ITSELF = CSS.supports("field-sizing", "content");

/** The line at the foot: fires `xe-send` (text), `xe-attach` ({file, name}), `xe-order`, `xe-told` (notice). */
export class XeComposer extends LitElement {
  @property({ attribute: false }) session!: Session;
  /** Name under which an unsent text is kept. */
  @property({ attribute: "draft-key" }) draftKey = "";
  @state() private text = "";
  @state() private recording = false;
  @query("textarea") private area!: HTMLTextAreaElement;
  @query("input") private picker!: HTMLInputElement;
  private readonly recorder = new Recorder();

  constructor() {
    super();
    new Heeds(this);
  }

  static override styles = [
    basics,
    buttons,
    css`
      :host {
        display: block;
        font: 15px/1.55 var(--font);
        color: var(--text);
      }
      form {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: end;
        gap: 2px;
        padding: 5px;
        border: 1px solid var(--line-strong);
        border-radius: 16px;
        background: var(--surface);
        transition: border-color var(--fast);
      }
      form:has(textarea:focus) {
        border-color: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }
      textarea {
        align-self: center;
        width: 100%;
        max-height: 168px;
        field-sizing: content;
        padding: 8px 6px;
        border: 0;
        outline: 0;
        background: none;
        color: inherit;
        font: inherit;
        resize: none;
      }
      textarea:focus-visible {
        outline: 0;
      }
      textarea::placeholder {
        color: var(--muted);
        opacity: 1;
      }
      .tools {
        display: flex;
      }
      .icon {
        border-radius: 12px;
        color: var(--muted);
      }
      .icon.on {
        background: var(--bad-soft);
        color: var(--bad);
      }
      .icon.send {
        background: var(--accent);
        color: var(--on-accent);
      }
      .icon.send:hover:not(:disabled) {
        background: var(--accent-strong);
      }
      .icon.send:disabled {
        background: var(--sunken);
        color: var(--muted);
        opacity: 1;
      }
      .count {
        margin: 4px 8px 0;
        color: var(--muted);
        font-size: 12px;
        text-align: right;
      }
      .count.over {
        color: var(--bad);
      }
    `,
  ];

  override focus(): void {
    this.area.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("draftKey")) this.text = this.session.memory.read(`draft:${this.draftKey}`, "");
  }

  protected override updated(): void {
    const area = this.area;
    if (area.value !== this.text) area.value = this.text;
    if (SIZES_ITSELF) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 168)}px`;
  }

  protected override render(): TemplateResult {
    const { say, shop } = this.session;
    const files = shop?.features.attachments;
    const over = this.text.length - MOST_CHARS;
    return html`<form @submit=${this.submit}>
        <div class="tools">
          ${files
            ? html`<button class="icon" type="button" aria-label=${say("attach")} title=${say("attach")}
                @click=${() => this.picker.click()}>${icon("clip")}</button>`
            : nothing}
          <button class="icon" type="button" aria-label=${say("order")} title=${say("order")}
            @click=${() => this.fire("xe-order", null)}>${icon("order")}</button>
        </div>
        <textarea rows="1" aria-label=${say("inputLabel")} placeholder=${say("placeholder")} enterkeyhint="send"
          aria-describedby=${over > 0 ? "count" : nothing} aria-invalid=${over > 0} autocomplete="off"
          @input=${this.typed} @keydown=${this.pressed} @paste=${this.pasted}></textarea>
        <div class="tools">
          ${shop?.features.voice && this.recorder.possible
            ? html`<button class="icon ${this.recording ? "on" : ""}" type="button" aria-pressed=${this.recording}
                aria-label=${say(this.recording ? "micStop" : "mic")} @click=${this.record}>
                ${icon(this.recording ? "stop" : "mic")}</button>`
            : nothing}
          <button class="icon send" type="submit" aria-label=${say("send")} title=${say("send")}
            ?disabled=${!this.text.trim() || over > 0}>${icon("send")}</button>
        </div>
        <input type="file" hidden tabindex="-1" aria-label=${say("attach")} multiple
          accept=${files?.media_types.join(",") ?? ""} @change=${this.picked} />
      </form>
      ${this.text.length > COUNT_FROM
        ? html`<p class="count ${over > 0 ? "over" : ""}" id="count" role="status">
            ${over > 0 ? say("tooLong", { n: over }) : `${this.text.length} / ${MOST_CHARS}`}
          </p>`
        : nothing}`;
  }

  private typed(): void {
    this.keep(this.area.value);
    this.fire("xe-typed", null);
  }

  private keep(text: string): void {
    this.text = text;
    if (text) this.session.memory.write(`draft:${this.draftKey}`, text);
    else this.session.memory.forget(`draft:${this.draftKey}`);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || composing(event)) return;
    event.preventDefault();
    this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.area.value.trim();
    if (!text || text.length > MOST_CHARS) return;
    this.keep("");
    this.fire("xe-send", text);
  }

  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || !this.session.shop?.features.attachments) return;
    event.preventDefault();
    void this.take(files);
  }

  private picked(): void {
    const files = [...(this.picker.files ?? [])];
    this.picker.value = "";
    void this.take(files);
  }

  /** Check files and hand them on, large pictures in a smaller form. */
  async take(files: readonly File[]): Promise<void> {
    const allowed = this.session.shop?.features.attachments;
    if (!allowed) return;
    for (const file of files) {
      if (!allowed.media_types.includes(file.type)) {
        this.fire("xe-told", this.session.say("wrongType"));
        continue;
      }
      const smaller = await reduced(file);
      if (smaller.size > allowed.most_bytes) {
        this.fire("xe-told", this.session.say("tooLarge", { n: Math.floor(allowed.most_bytes / 1_000_000) }));
      } else this.fire("xe-attach", { file: smaller, name: file.name });
    }
  }

  private async record(): Promise<void> {
    const { say } = this.session;
    if (!this.recording) {
      this.recording = await this.recorder.start();
      if (!this.recording) this.fire("xe-told", say("micDenied"));
      return;
    }
    this.recording = false;
    const heard = await this.recorder.stop(this.session.api).catch(() => "");
    if (heard) this.keep([this.text, heard].filter(Boolean).join(" "));
    else this.fire("xe-told", say("micFailed"));
    this.focus();
  }

  private fire(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get("xe-composer")) customElements.define("xe-composer", XeComposer);
