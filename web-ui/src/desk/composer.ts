// How does an agent write?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { composing } from "../shared/announce";
import { basics, buttons, fields } from "../shared/controls";
import { icon } from "../shared/icons";
import type { Desk } from "./desk";
import type { Canned, Draft, Ticket } from "./types";
import { WORDS } from "./words";

const MOST_OFFERED = 8;

/** Reply or internal note, with canned replies after a slash and the assistant's draft. */
export class DeskComposer extends LitElement {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) ticket!: Ticket;
  @state() private mode: "reply" | "note" = "reply";
  @state() private offered: Canned[] = [];
  @state() private chosen = 0;
  @state() private drafting = false;
  @query("textarea") private area!: HTMLTextAreaElement;

  static override styles = [
    basics,
    buttons,
    fields,
    css`
      :host {
        position: relative;
        display: block;
        padding: 10px 16px calc(12px + env(safe-area-inset-bottom));
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      :host([note]) {
        background: var(--warn-soft);
      }
      .bar {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 6px;
        margin-bottom: 8px;
      }
      .bar .gap {
        flex: 1;
      }
      .mode[aria-pressed="true"] {
        border-color: var(--accent);
        color: var(--accent-strong);
        font-weight: 600;
      }
      textarea {
        display: block;
        min-height: 66px;
        max-height: 40dvh;
        resize: vertical;
      }
      .send {
        display: flex;
        justify-content: flex-end;
        margin-top: 8px;
      }
      .offers {
        position: absolute;
        inset: auto 16px calc(100% - 44px) 16px;
        z-index: 5;
        max-height: 260px;
        margin: 0;
        padding: 6px;
        overflow-y: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: var(--shadow-high);
        list-style: none;
      }
      .offers li {
        display: flex;
        gap: 10px;
        padding: 7px 10px;
        border-radius: var(--radius-small);
        cursor: pointer;
      }
      .offers li[aria-selected="true"] {
        background: var(--accent-soft);
      }
      .offers b {
        flex: none;
        color: var(--accent-strong);
      }
      .offers span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .offers .none {
        color: var(--muted);
        cursor: default;
      }
    `,
  ];

  protected override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get("ticket") as Ticket | undefined;
    if (before && before.conversation_id !== this.ticket.conversation_id) this.swap(before.conversation_id);
  }

  protected override updated(): void {
    this.toggleAttribute("note", this.mode === "note");
  }

  protected override render(): TemplateResult {
    const isNote = this.mode === "note";
    const label = isNote ? WORDS.noteTo : WORDS.replyTo;
    return html`
      ${this.offers()}
      <div class="bar">
        ${this.modeButton("reply", WORDS.reply)} ${this.modeButton("note", WORDS.note)}
        <span class="gap"></span>
        <button class="button small" ?disabled=${isNote} @click=${this.slash}>${WORDS.canned} /</button>
        <button class="button small" ?disabled=${isNote || this.drafting} @click=${() => void this.draft()}>
          ${WORDS.draft}
        </button>
      </div>
      <textarea
        rows="2"
        maxlength="2000"
        aria-label=${label}
        aria-controls=${this.offered.length ? "offers" : nothing}
        aria-activedescendant=${this.offered.length ? `offer-${this.chosen}` : nothing}
        placeholder=${isNote ? WORDS.notePlaceholder : WORDS.placeholder}
        @input=${this.typed}
        @keydown=${this.key}
        @blur=${() => window.setTimeout(() => this.shut(), 150)}
      ></textarea>
      <div class="send">
        <button class="button primary" @click=${() => void this.send()}>
          ${icon(isNote ? "check" : "send")}${isNote ? WORDS.saveNote : WORDS.send}
        </button>
      </div>
    `;
  }

  /** Begin to write. */
  write(mode: "reply" | "note" = this.mode): void {
    this.mode = mode;
    this.area.focus();
  }

  async draft(): Promise<void> {
    this.drafting = true;
    await this.desk.act(async () => {
      const path = `/api/desk/conversations/${this.ticket.conversation_id}/draft`;
      const draft = await this.desk.api.post<Draft>(path);
      if (!draft.text) return this.desk.say(WORDS.noDraft, "bad");
      const had = this.area.value.trim();
      this.mode = "reply";
      this.set(had ? `${this.area.value}\n${draft.text}` : draft.text);
      this.desk.say(had ? WORDS.overwrite : WORDS.drafted);
    });
    this.drafting = false;
  }

  private modeButton(mode: "reply" | "note", name: string): TemplateResult {
    const pressed = this.mode === mode;
    return html`<button class="button small mode" aria-pressed=${pressed} @click=${() => this.write(mode)}>
      ${name}
    </button>`;
  }

  private offers(): TemplateResult | typeof nothing {
    if (!this.isAsking) return nothing;
    const none = this.desk.canned.length ? WORDS.cannedEmpty : WORDS.cannedNone;
    return html`<ul class="offers" id="offers" role="listbox" aria-label=${WORDS.canned}>
      ${this.offered.length
        ? this.offered.map(
            (canned, n) =>
              html`<li
                id="offer-${n}"
                role="option"
                aria-selected=${n === this.chosen}
                @pointerdown=${(event: Event) => event.preventDefault()}
                @click=${() => this.take(canned)}
              >
                <b>/${canned.shortcut}</b><span>${canned.text}</span>
              </li>`,
          )
        : html`<li class="none" role="option" aria-selected="false">${none}</li>`}
    </ul>`;
  }

  private get isAsking(): boolean {
    return this.mode === "reply" && this.offering;
  }

  @state() private offering = false;

  private shut(): void {
    this.offering = false;
    this.offered = [];
  }

  private readonly slash = (): void => {
    if (!this.area.value.startsWith("/")) this.set(`/${this.area.value}`);
    this.area.focus();
    this.look();
  };

  private readonly typed = (): void => {
    this.keep();
    this.look();
    if (this.mode === "reply" && this.area.value.trim()) this.desk.writes(this.ticket);
  };

  private look(): void {
    const text = this.area.value;
    this.offering = this.mode === "reply" && /^\/\S*$/.test(text);
    if (!this.offering) return this.shut();
    const wanted = text.slice(1).toLowerCase();
    const fits = (canned: Canned): boolean => canned.shortcut.includes(wanted) || canned.text.includes(wanted);
    const found = this.desk.canned.filter(fits);
    found.sort((one, other) => Number(other.shortcut.startsWith(wanted)) - Number(one.shortcut.startsWith(wanted)));
    this.offered = found.slice(0, MOST_OFFERED);
    this.chosen = 0;
  }

  private take(canned: Canned): void {
    this.set(canned.text);
    this.shut();
    this.area.focus();
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (composing(event)) return;
    if (this.offering && this.offerKey(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void this.send();
    }
  };

  /** Do what a key means for the list of canned replies; return whether it meant anything. */
  private offerKey(event: KeyboardEvent): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = this.offered.length;
    if (step && count) this.chosen = (this.chosen + step + count) % count;
    else if ((event.key === "Enter" || event.key === "Tab") && this.offered[this.chosen]) {
      this.take(this.offered[this.chosen] as Canned);
    } else if (event.key === "Escape") this.shut();
    else return false;
    return true;
  }

  private async send(): Promise<void> {
    const text = this.area.value.trim();
    if (!text) return this.area.focus();
    if (this.mode === "reply") this.desk.reply(this.ticket, text);
    else if (!(await this.desk.note(this.ticket, text))) return;
    this.mode = "reply";
    this.set("");
    this.area.focus();
  }

  private set(text: string): void {
    this.area.value = text;
    this.keep();
    this.look();
  }

  private keep(): void {
    this.desk.drafts.set(this.ticket.conversation_id, this.area.value);
  }

  /** Put away what was begun for one talk and take out what was begun for this one. */
  private swap(before: string): void {
    if (!this.hasUpdated) return;
    this.desk.drafts.set(before, this.area.value);
    this.area.value = this.desk.drafts.get(this.ticket.conversation_id) ?? "";
    this.mode = "reply";
    this.shut();
  }
}

if (!customElements.get("desk-composer")) customElements.define("desk-composer", DeskComposer);
