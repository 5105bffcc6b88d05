// What has been said in the talk that is shown, and what can be done with it?
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { basics, buttons, tags } from "../shared/controls";
import { shortTime } from "../shared/i18n";
import { icon } from "../shared/icons";
import { markdown } from "../shared/prose";
import "./composer";
import type { DeskComposer } from "./composer";
import type { Desk } from "./desk";
import type { Over } from "./dialogs";
import type { Line, Pending } from "./talk-file";
import { talkStyle } from "./talk-style";
import type { Message, Note, Ticket } from "./types";
import { fill, lasting, ROUTES, titleOf, WORDS } from "./words";

const NEAR_PX = 80; // so near to the end somebody is reading the newest

/** The talk in the middle; `over` (detail: what) asks for a dialog, `back` for the list. */
export class DeskTalk extends LitElement {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) ticket!: Ticket;
  @query("desk-composer") composer!: DeskComposer | null;
  @query(".lines") private scroller!: HTMLElement;
  private stick = true;
  private shown = "";

  static override styles = [basics, buttons, tags, talkStyle];

  protected override willUpdate(): void {
    const scroller = this.renderRoot.querySelector(".lines");
    if (this.shown !== this.ticket.conversation_id) this.stick = true;
    else if (scroller) this.stick = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    this.shown = this.ticket.conversation_id;
  }

  protected override updated(): void {
    if (this.stick) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  protected override render(): TemplateResult {
    const file = this.desk.file;
    return html`
      ${this.head()}
      <div class="lines" role="log" aria-label="对话" tabindex="0">
        ${file?.loaded ? nothing : html`<p class="centre">${WORDS.loading}</p>`}
        ${repeat(file?.lines ?? [], keyOf, (line) => ("note" in line ? this.note(line.note) : this.message(line.message)))}
        ${(file?.pending ?? []).map((pending) => this.pending(pending))}
        ${this.desk.isTyping(this.ticket.conversation_id) ? html`<p class="typing">${WORDS.typing}</p>` : nothing}
      </div>
      ${this.foot()}
    `;
  }

  private head(): TemplateResult {
    const { ticket, desk } = this;
    const waited = desk.waitedS(ticket);
    const others = desk.allUnread - desk.unreadIn(ticket.conversation_id);
    return html`<header>
      <button class="icon back" aria-label=${others ? `${WORDS.back},${fill(WORDS.unread, { n: others })}` : WORDS.back}
        @click=${() => this.dispatchEvent(new Event("back"))}>
        ${icon("back")}${others ? html`<span class="badge" aria-hidden="true">${others}</span>` : nothing}
      </button>
      <div class="who">
        <h2>${titleOf(ticket)}</h2>
        <p>
          ${ticket.status === "taken" ? fill(WORDS.taken, { name: ticket.agent_name }) : nothing}
          ${waited ? html`<span class=${desk.isAlarming(ticket) ? "alarm" : ""}>${fill(WORDS.waited, { time: lasting(waited) })}</span>` : nothing}
        </p>
      </div>
      <div class="acts">${this.acts()}</div>
    </header>`;
  }

  private acts(): TemplateResult {
    const { ticket } = this;
    const mine = this.isMine;
    const may = mine || (this.desk.me.role === "owner" && ticket.status !== "resolved");
    return html`
      <button class="icon details" aria-label=${WORDS.details} @click=${() => this.ask("details")}>${icon("info")}</button>
      ${may && ticket.status === "taken"
        ? html`<button class="button small" @click=${() => this.ask("transfer")}>${WORDS.transfer}</button>`
        : nothing}
      ${may
        ? html`<button class="button small" title=${WORDS.resolveHint} @click=${() => void this.desk.resolve(ticket)}>
            ${icon("check")}${WORDS.resolve}
          </button>`
        : nothing}
    `;
  }

  private foot(): TemplateResult {
    const { ticket, desk } = this;
    if (this.isMine) return html`<desk-composer .desk=${desk} .ticket=${ticket}></desk-composer>`;
    if (ticket.status === "waiting") {
      return this.bar(WORDS.waitingHere, WORDS.claim, () => void desk.claim(ticket));
    }
    if (ticket.status === "taken") {
      const told = fill(WORDS.taken, { name: ticket.agent_name });
      if (desk.me.role !== "owner") return this.bar(told);
      return this.bar(told, WORDS.takeOver, () => void desk.transfer(ticket, desk.me.id));
    }
    if (desk.file?.status === "closed") return this.bar(WORDS.closedHere);
    return this.bar(WORDS.resolvedHere, WORDS.reopen, () => void desk.reopen(ticket));
  }

  private bar(text: string, action = "", act: () => void = () => undefined): TemplateResult {
    return html`<div class="foot">
      <p>${text}</p>
      ${action ? html`<button class="button primary" @click=${act}>${action}</button>` : nothing}
    </div>`;
  }

  private message(message: Message): TemplateResult {
    if (message.role === "system") {
      return html`<p class="centre"><span>${message.text}</span>${this.time(message.created_at)}</p>`;
    }
    const mine = message.role === "agent";
    const who = mine ? message.speaker : message.role === "shopper" ? WORDS.shopper : WORDS.assistant;
    const read = mine && this.desk.file?.readBy("shopper") === message.message_id;
    return html`<article class="line ${message.role}">
      <p class="by">
        ${who}${message.role === "assistant" ? html`<span class="tag note">AI</span>` : nothing}${this.time(message.created_at)}
      </p>
      <div class="bubble">${this.body(message)}</div>
      ${read ? html`<p class="under">${WORDS.read}</p>` : nothing}
      ${message.role === "assistant" ? this.under(message) : nothing}
    </article>`;
  }

  private body(message: Message): TemplateResult {
    const { attachment } = message;
    if (attachment) return html`${message.text}${this.file(attachment)}`;
    if (message.role === "assistant") return html`${guard([message.text], () => markdown(message.text))}`;
    return html`<span class="plain">${message.text}</span>`;
  }

  private file(file: { id: string; name: string; media_type: string }): TemplateResult {
    const path = `/api/desk/attachments/${file.id}`;
    const picture = file.media_type.startsWith("image/") ? html`<img src=${path} alt=${file.name} />` : nothing;
    return html`<a class="file" href=${path} download=${file.name}>${picture}${icon("file")}${file.name}</a>`;
  }

  private under(message: Message): TemplateResult {
    return html`<p class="under">
      ${ROUTES[message.route] ?? message.route}
      <button class="why" @click=${() => this.ask("receipt", message.message_id)}>${WORDS.why}</button>
    </p>`;
  }

  private note(note: Note): TemplateResult {
    return html`<article class="line note">
      <p class="by">${WORDS.note} · ${note.author}${this.time(note.created_at)}</p>
      <div class="bubble"><span class="plain">${note.text}</span></div>
    </article>`;
  }

  private pending(pending: Pending): TemplateResult {
    const { file } = this.desk;
    const again = (): void => {
      if (file) this.desk.send(file, pending);
    };
    return html`<article class="line agent pending">
      <div class="bubble"><span class="plain">${pending.text}</span></div>
      <p class="under">
        ${pending.error
          ? html`<span class="alarm">${WORDS.failed}:${pending.error}</span>
              <button class="why" @click=${again}>${WORDS.retry}</button>
              <button class="why" @click=${() => this.desk.file?.unpend(pending.id)}>${WORDS.remove}</button>`
          : WORDS.sending}
      </p>
    </article>`;
  }

  private time(iso: string): TemplateResult {
    return html`<time datetime=${iso}>${shortTime(iso, "zh-CN")}</time>`;
  }

  private get isMine(): boolean {
    return this.ticket.status === "taken" && this.ticket.agent_id === this.desk.me.id;
  }

  private ask(over: Over, message = ""): void {
    this.dispatchEvent(new CustomEvent("over", { detail: { over, message } }));
  }
}

function keyOf(line: Line): string {
  return "note" in line ? line.note.id : line.message.message_id;
}

if (!customElements.get("desk-talk")) customElements.define("desk-talk", DeskTalk);
