// What comes up over the desk: transfer, canned replies, the reasons of an answer, keys?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { basics, buttons, fields, tags } from "../shared/controls";
import "../shared/elements/dialog";
import { changeOwn, type OwnChange } from "../shared/staff";
import type { Desk } from "./desk";
import type { Canned, Colleague, Ticket } from "./types";
import { KEYS, PRESENCE, ROUTES, WORDS } from "./words";

export type Over = "" | "transfer" | "canned" | "keys" | "receipt" | "details" | "account";

interface Receipt {
  route: string;
  rule: string;
  understanding: { standalone: string; asks: { text: string; intent: string; confidence: number }[] };
  evidence: { kind: string; title: string; text: string }[];
  replaced: string[];
  stages: { stage: string; ms: number }[];
}

/** One dialog at a time; `close` when it is done. */
export class DeskDialogs extends LitElement {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) ticket: Ticket | null = null;
  @property() over: Over = "";
  @property() message = "";
  @state() private colleagues: Colleague[] | null = null;
  @state() private receipt: Receipt | null = null;
  @state() private missing = false;
  @state() private edited: Canned | null = null;

  static override styles = [
    basics,
    buttons,
    fields,
    tags,
    css`
      :host {
        font: 15px/1.6 var(--font);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 8px 0;
        border-bottom: 1px solid var(--line);
      }
      .row .text {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .muted {
        color: var(--muted);
        font-size: 13px;
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 10px;
        width: 100%;
        min-height: 48px;
        margin: 0 0 8px;
        padding: 8px 14px;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--surface);
        text-align: left;
      }
      .choice:hover {
        border-color: var(--accent);
      }
      .choice .name {
        flex: 1;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 6px 16px;
        margin: 0;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      kbd {
        padding: 1px 6px;
        border: 1px solid var(--line-strong);
        border-radius: 4px;
        font: 13px var(--mono);
      }
      h3 {
        margin: 16px 0 6px;
        font-size: 14px;
      }
      .evidence {
        margin: 0 0 8px;
        padding: 8px 12px;
        border-radius: var(--radius-small);
        background: var(--sunken);
        white-space: pre-wrap;
      }
    `,
  ];

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("over")) return;
    if (this.over === "transfer") void this.loadColleagues();
    if (this.over === "receipt") void this.loadReceipt();
    this.edited = null;
  }

  protected override render(): TemplateResult {
    const [heading, content] = this.shown();
    return html`<xe-dialog
      heading=${heading}
      close-label=${WORDS.close}
      ?open=${this.over !== ""}
      ?wide=${this.over === "receipt" || this.over === "canned"}
      @close=${this.close}
      >${content}</xe-dialog
    >`;
  }

  private shown(): [string, TemplateResult | typeof nothing] {
    if (this.over === "transfer") return [WORDS.transfer, this.transfer()];
    if (this.over === "canned") return [WORDS.cannedManage, this.canned()];
    if (this.over === "account") return [WORDS.account, this.account()];
    if (this.over === "keys") return [WORDS.keys, this.keys()];
    if (this.over === "receipt") return [WORDS.receipt, this.reasons()];
    if (this.over === "details") return [WORDS.details, html`<slot></slot>`];
    return ["", nothing];
  }

  private transfer(): TemplateResult {
    const { colleagues } = this;
    if (!colleagues) return html`<p class="muted">${WORDS.loading}</p>`;
    const tag = { online: "good", busy: "warn", away: "", gone: "" };
    return html`
      ${colleagues.map(
        (one) =>
          html`<button class="choice" @click=${() => void this.give(one.id)}>
            <span class="name">${one.display_name}</span><span class="tag ${tag[one.status]}">${PRESENCE[one.status]}</span>
          </button>`,
      )}
      ${colleagues.length ? nothing : html`<p class="muted">${WORDS.nobody}</p>`}
      <button class="choice" @click=${() => void this.give("")}>
        <span class="name">${WORDS.toQueue}</span><span class="muted">${WORDS.toQueueHint}</span>
      </button>
    `;
  }

  private canned(): TemplateResult {
    const { edited } = this;
    if (edited) return this.cannedForm(edited);
    return html`
      ${this.desk.canned.length ? nothing : html`<p class="muted">${WORDS.cannedNone}</p>`}
      <ul>
        ${this.desk.canned.map(
          (canned) =>
            html`<li class="row">
              <b>/${canned.shortcut}</b><span class="text">${canned.text}</span>
              <button class="button small" @click=${() => (this.edited = canned)}>${WORDS.edit}</button>
              <button class="button small danger" @click=${() => void this.drop(canned)}>${WORDS.remove}</button>
            </li>`,
        )}
      </ul>
      <p>
        <button class="button primary" @click=${() => (this.edited = { id: "", shortcut: "", text: "" })}>
          ${WORDS.add}
        </button>
      </p>
    `;
  }

  private cannedForm(canned: Canned): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => void this.save(event, canned)}>
      <div class="field">
        <label for="shortcut">${WORDS.shortcut}</label>
        <input id="shortcut" name="shortcut" required maxlength="32" .value=${canned.shortcut} />
      </div>
      <div class="field">
        <label for="text">${WORDS.text}</label>
        <textarea id="text" name="text" required maxlength="2000" rows="4" .value=${canned.text}></textarea>
      </div>
      <button class="button primary" type="submit">${WORDS.save}</button>
      <button class="button quiet" type="button" @click=${() => (this.edited = null)}>${WORDS.cancel}</button>
    </form>`;
  }

  private account(): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => void this.saveAccount(event)}>
      <div class="field">
        <label for="display">${WORDS.displayName}</label>
        <input id="display" name="display_name" required maxlength="32" .value=${this.desk.me.display_name} />
        <p class="hint">${WORDS.displayHint}</p>
      </div>
      <div class="field">
        <label for="now">${WORDS.passwordNow}</label>
        <input id="now" name="password_now" type="password" autocomplete="current-password" maxlength="128" />
      </div>
      <div class="field">
        <label for="new">${WORDS.passwordNew}</label>
        <input id="new" name="password" type="password" autocomplete="new-password" maxlength="128" />
        <p class="hint">${WORDS.passwordHint}</p>
      </div>
      <button class="button primary" type="submit">${WORDS.save}</button>
    </form>`;
  }

  private async saveAccount(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = [...new FormData(event.target as HTMLFormElement)].filter(([, value]) => value !== "");
    const change = Object.fromEntries(given) as OwnChange;
    if (!(await this.desk.act(() => changeOwn(this.desk.api, change)))) return;
    this.desk.me.display_name = change.display_name ?? this.desk.me.display_name;
    this.desk.say(WORDS.accountSaved);
    this.close();
  }

  private keys(): TemplateResult {
    return html`<dl>
      ${KEYS.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}
    </dl>`;
  }

  private reasons(): TemplateResult {
    if (this.missing) return html`<p class="muted">${WORDS.noReceipt}</p>`;
    const { receipt } = this;
    if (!receipt) return html`<p class="muted">${WORDS.loading}</p>`;
    return html`
      <dl>
        <dt>${WORDS.understood}</dt>
        <dd>${receipt.understanding.standalone}</dd>
        <dt>${WORDS.route}</dt>
        <dd>${ROUTES[receipt.route] ?? receipt.route}</dd>
        <dt>${WORDS.rule}</dt>
        <dd>${receipt.rule}</dd>
        ${receipt.understanding.asks.map(
          (ask) => html`<dt>${WORDS.ask}</dt><dd>${ask.text}(${ask.intent},${WORDS.confidence} ${ask.confidence.toFixed(2)})</dd>`,
        )}
      </dl>
      <h3>${WORDS.evidence}</h3>
      ${receipt.evidence.map((one) => html`<p class="evidence"><b>${one.title}</b>\n${one.text}</p>`)}
      ${receipt.replaced.length ? html`<h3>${WORDS.replaced}</h3>${receipt.replaced.map((one) => html`<p>${one}</p>`)}` : nothing}
      <h3>${WORDS.stages}</h3>
      <p class="muted">${receipt.stages.map((one) => `${one.stage} ${one.ms.toFixed(1)}`).join(" · ")}</p>
    `;
  }

  private close(): void {
    this.dispatchEvent(new Event("close"));
  }

  private async give(to: string): Promise<void> {
    const { ticket } = this;
    this.close();
    if (ticket) await this.desk.transfer(ticket, to);
  }

  private async loadColleagues(): Promise<void> {
    this.colleagues = null;
    await this.desk.act(async () => {
      const answer = await this.desk.api.get<{ colleagues: Colleague[] }>("/api/desk/colleagues");
      this.colleagues = answer.colleagues;
    });
  }

  private async loadReceipt(): Promise<void> {
    this.receipt = null;
    this.missing = false;
    try {
      this.receipt = await this.desk.api.get<Receipt>(`/api/admin/messages/${this.message}/receipt`);
    } catch {
      this.missing = true;
    }
  }

  private async save(event: SubmitEvent, canned: Canned): Promise<void> {
    event.preventDefault();
    const body = Object.fromEntries(new FormData(event.target as HTMLFormElement));
    const { api } = this.desk;
    const saved = await this.desk.act(() =>
      canned.id ? api.put(`/api/desk/canned/${canned.id}`, body) : api.post("/api/desk/canned", body),
    );
    if (!saved) return;
    this.edited = null;
    await this.desk.loadCanned();
    this.requestUpdate();
  }

  private async drop(canned: Canned): Promise<void> {
    await this.desk.act(() => this.desk.api.delete(`/api/desk/canned/${canned.id}`));
    await this.desk.loadCanned();
    this.requestUpdate();
  }
}

if (!customElements.get("desk-dialogs")) customElements.define("desk-dialogs", DeskDialogs);
