// What does the shopper fill in besides messages?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { basics, buttons, fields } from "../shared/controls";
import "../shared/elements/dialog";
import { LOCALES, type Locale } from "../shared/i18n";
import { icon } from "../shared/icons";
import { Heeds, type Session } from "./session";
import type { TextKey } from "./texts";
import type { PictureShown } from "./messenger";

export type FormName = "order" | "contact" | "rating" | "opinion" | "settings" | "privacy" | "erase" | "picture";

const REASONS: TextKey[] = ["reasonOff", "reasonWrong", "reasonUnclear", "reasonOther"];
const STARS = [1, 2, 3, 4, 5];
const LANGUAGES: Record<Locale, string> = { "zh-CN": "简体中文", "zh-TW": "繁體中文", en: "English" };
const THEMES: [string, TextKey][] = [
  ["", "themeAuto"],
  ["light", "themeLight"],
  ["dark", "themeDark"],
];

/**
 * The dialogs; `show` opens one, what is filled in comes as `xe-form` ({form, draft, …values}).
 *
 * What was typed stays, in this page alone, until it is cancelled or `forget` is told that it has been taken: a form
 * that was closed by Escape or a slip beside it opens as it was left.
 */
export class XeForms extends LitElement {
  @property({ attribute: false }) session!: Session;
  @property() theme = "";
  @state() private form: FormName | null = null;
  @state() private faults: Record<string, string> = {};
  @state() private score = 0;
  private about: unknown = null;
  private shown = 0;
  private readonly drafts = new Map<string, Record<string, string>>();

  static override styles = [
    basics,
    buttons,
    fields,
    css`
      :host {
        font: 15px/1.6 var(--font);
      }
      form {
        margin: 0;
      }
      .end {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 16px;
      }
      fieldset {
        margin: 0 0 14px;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        margin-bottom: 6px;
        font-size: 13px;
        font-weight: 600;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .choices label {
        position: relative;
        display: inline-flex;
        align-items: center;
        min-height: 40px;
        padding: 5px 14px;
        border: 1px solid var(--line-strong);
        border-radius: 999px;
        font-size: 14px;
        cursor: pointer;
      }
      .choices input,
      .stars input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      .choices label:has(:checked) {
        border-color: var(--accent);
        background: var(--accent-soft);
        color: var(--accent);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .stars {
        display: flex;
        justify-content: center;
        gap: 6px;
      }
      .stars label {
        position: relative;
        display: grid;
        place-items: center;
        width: 46px;
        height: 46px;
        border-radius: 50%;
        color: var(--line-strong);
      }
      .stars svg {
        width: 34px;
        height: 34px;
      }
      .stars .on {
        color: var(--accent);
      }
      .stars .on svg {
        fill: currentColor;
      }
      .seen {
        display: block;
        max-width: 100%;
        max-height: 70dvh;
        margin: 0 auto;
        border-radius: var(--radius-small);
      }
      p {
        margin: 0 0 12px;
      }
    `,
  ];

  constructor() {
    super();
    new Heeds(this);
  }

  async show(form: FormName, about: unknown = null): Promise<void> {
    this.dismiss();
    await this.updateComplete; // each form has a dialog of its own
    this.about = about;
    this.faults = {};
    this.shown += 1;
    this.form = form;
    this.score = Number(this.typed["score"] ?? 0);
  }

  /** What was typed has been taken. */
  forget(draft: string): void {
    this.drafts.delete(draft);
  }

  /** Name of what is being typed: another message, or another talk, has its own. */
  private get draft(): string {
    return JSON.stringify([this.form, this.about]);
  }

  private get typed(): Readonly<Record<string, string>> {
    return this.drafts.get(this.draft) ?? {};
  }

  private keep(event: Event): void {
    const form = (event.target as HTMLInputElement).form;
    if (form) this.drafts.set(this.draft, valuesOf(form));
  }

  protected override render(): TemplateResult {
    const form = this.form;
    if (!form) return html``;
    const heading: Record<FormName, TextKey> = {
      order: "orderTitle",
      contact: "leave",
      rating: "rateTitle",
      opinion: "downTitle",
      settings: "settings",
      privacy: "privacyTitle",
      erase: "erase",
      picture: "attach",
    };
    const title = form === "picture" ? (this.about as PictureShown).name : this.say(heading[form]);
    // Browsers tell late that Escape closed a dialog: by then another form may stand in its place.
    const shown = this.shown;
    const closed = () => shown === this.shown && this.dismiss();
    return html`<xe-dialog open ?wide=${form === "picture"} heading=${title} close-label=${this.say("close")}
      @close=${closed}>${this[form]()}</xe-dialog>`;
  }

  private say(key: TextKey, filled?: Record<string, string | number>): string {
    return this.session.say(key, filled);
  }

  private order(): TemplateResult {
    return html`<form novalidate @submit=${this.askOrder} @input=${this.keep}>
      ${this.field("no", "orderNo", { max: 40, value: this.session.context.order_id ?? "" })}
      ${this.field("tail", "orderTail", { max: 4, hint: "orderHint", mode: "numeric" })}
      ${this.end("order")}
    </form>`;
  }

  private field(
    name: string,
    label: TextKey,
    options: { max: number; value?: string; hint?: TextKey; mode?: string },
  ): TemplateResult {
    const fault = this.faults[name];
    return html`<div class="field">
      <label for=${name}>${this.say(label)}</label>
      <input id=${name} name=${name} maxlength=${options.max} inputmode=${options.mode ?? "text"} autocomplete="off"
        .value=${this.typed[name] ?? options.value ?? ""} aria-invalid=${!!fault} aria-describedby="${name}-note" />
      <p class=${fault ? "error" : "hint"} id="${name}-note">
        ${fault ?? (options.hint ? this.say(options.hint) : nothing)}
      </p>
    </div>`;
  }

  private askOrder(event: SubmitEvent): void {
    const values = this.valuesOf(event);
    const no = (values["no"] ?? "").trim();
    const tail = (values["tail"] ?? "").trim();
    const faults: Record<string, string> = {};
    if (!no) faults["no"] = this.say("orderNoBad");
    if (!/^\d{4}$/.test(tail)) faults["tail"] = this.say("orderTailBad");
    this.faults = faults;
    const first = Object.keys(faults)[0];
    if (first) this.renderRoot.querySelector<HTMLInputElement>(`#${first}`)?.focus();
    else this.done({ form: "order", text: this.say("orderAsk", { no, tail }) });
  }

  private contact(): TemplateResult {
    return html`<form novalidate @submit=${this.leave} @input=${this.keep}>
      ${this.field("contact", "contact", { max: 100 })} ${this.comment("contactMessage")} ${this.end("contact")}
    </form>`;
  }

  private leave(event: SubmitEvent): void {
    const values = this.valuesOf(event);
    const contact = (values["contact"] ?? "").trim();
    this.faults = contact ? {} : { contact: this.say("contactBad") };
    if (contact) this.done({ form: "contact", contact, message: (values["comment"] ?? "").trim() });
    else this.renderRoot.querySelector<HTMLInputElement>("#contact")?.focus();
  }

  private rating(): TemplateResult {
    return html`<form @submit=${this.rate} @input=${this.keep}>
      <fieldset class="stars" aria-label=${this.say("rateTitle")}>
        ${STARS.map(
          (n) => html`<label class=${n <= this.score ? "on" : ""}>
            <input type="radio" name="score" value=${n} aria-label=${this.say("rateLabel", { n })} required
              .checked=${n === this.score}
              @change=${() => (this.score = n)} />${icon("star")}</label>`,
        )}
      </fieldset>
      ${this.comment("rateComment")} ${this.end("rating")}
    </form>`;
  }

  private comment(label: TextKey): TemplateResult {
    return html`<div class="field">
      <label for="comment">${this.say(label)}</label>
      <textarea id="comment" name="comment" rows="3" maxlength="500" .value=${this.typed["comment"] ?? ""}></textarea>
    </div>`;
  }

  private rate(event: SubmitEvent): void {
    const values = this.valuesOf(event);
    if (this.score) this.done({ form: "rating", score: this.score, comment: values["comment"] ?? "" });
  }

  private opinion(): TemplateResult {
    const chosen = this.typed["reason"] ?? REASONS[0];
    return html`<form @submit=${this.judge} @input=${this.keep}>
      <fieldset>
        <legend class="unseen">${this.say("downTitle")}</legend>
        <div class="choices">
          ${REASONS.map(
            (reason) => html`<label><input type="radio" name="reason" value=${reason} .checked=${reason === chosen} />
              ${this.say(reason)}</label>`,
          )}
        </div>
      </fieldset>
      ${this.comment("downComment")} ${this.end("opinion")}
    </form>`;
  }

  private judge(event: SubmitEvent): void {
    const values = this.valuesOf(event);
    const reason = [this.say(values["reason"] as TextKey), values["comment"]?.trim()].filter(Boolean).join(":").slice(0, 500);
    this.done({ form: "opinion", message: this.about, reason });
  }

  private settings(): TemplateResult {
    return html`<fieldset>
        <legend>${this.say("language")}</legend>
        <div class="choices">
          ${LOCALES.map(
            (locale) => html`<label lang=${locale}><input type="radio" name="locale"
              ?checked=${locale === this.session.locale} @change=${() => this.session.speak(locale)} />
              ${LANGUAGES[locale]}</label>`,
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>${this.say("theme")}</legend>
        <div class="choices">
          ${THEMES.map(
            ([theme, label]) => html`<label><input type="radio" name="theme" ?checked=${theme === this.theme}
              @change=${() => this.tell({ form: "settings", theme })} />${this.say(label)}</label>`,
          )}
        </div>
      </fieldset>
      <div class="end">
        <button class="button" type="button" @click=${() => (this.form = "privacy")}>${this.say("privacy")}</button>
        <button class="button danger" type="button" @click=${() => (this.form = "erase")}>${this.say("erase")}</button>
      </div>`;
  }

  private privacy(): TemplateResult {
    return html`<p>${this.say("privacyText")}</p>
      <div class="end">
        <button class="button danger" type="button" @click=${() => (this.form = "erase")}>${this.say("erase")}</button>
        <button class="button primary" type="button" @click=${this.dismiss}>${this.say("close")}</button>
      </div>`;
  }

  private erase(): TemplateResult {
    return html`<p>${this.say("eraseAsk")}</p>
      <div class="end">
        <button class="button" type="button" @click=${this.dismiss}>${this.say("cancel")}</button>
        <button class="button danger" type="button" @click=${() => this.done({ form: "erase" })}>
          ${this.say("erase")}
        </button>
      </div>`;
  }

  private picture(): TemplateResult {
    const { src, name } = this.about as PictureShown;
    return html`<img class="seen" src=${src} alt=${name} />`;
  }

  private end(form: FormName): TemplateResult {
    const submit = form === "order" ? "send" : "submit";
    const unready = form === "rating" && !this.score;
    return html`<div class="end">
      <button class="button" type="button" @click=${this.cancel}>${this.say("cancel")}</button>
      <button class="button primary" type="submit" ?disabled=${unready}>${this.say(submit)}</button>
    </div>`;
  }

  private valuesOf(event: SubmitEvent): Record<string, string> {
    event.preventDefault();
    return valuesOf(event.target as HTMLFormElement);
  }

  private done(detail: { form: FormName } & Record<string, unknown>): void {
    const { draft } = this;
    if (detail.form === "erase") this.drafts.clear();
    this.dismiss();
    this.tell({ ...detail, draft });
  }

  private cancel(): void {
    this.forget(this.draft);
    this.dismiss();
  }

  private tell(detail: unknown): void {
    this.dispatchEvent(new CustomEvent("xe-form", { detail }));
  }

  private dismiss(): void {
    this.form = null;
  }
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(new FormData(form)) as Record<string, string>;
}

if (!customElements.get("xe-forms")) customElements.define("xe-forms", XeForms);
