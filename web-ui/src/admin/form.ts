// How does the owner fill in one row, with what is wrong beside each field?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { looks } from "./style";
import type { Cells, Fault } from "./types";

export interface Field {
  name: string;
  label: string;
  kind?: "text" | "area" | "lines" | "pairs" | "choice" | "moment" | "number";
  hint?: string;
  required?: boolean;
  choices?: [string, string][];
  placeholder?: string;
  /** Takes the whole width. */
  wide?: boolean;
  /** Shown only on demand: most rows do without. */
  more?: boolean;
  /** Shown only while this holds. */
  when?: (cells: Cells) => boolean;
  /** Cannot be changed once the row is there. */
  fixed?: boolean;
}

const LOCAL = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/;

/** `<admin-form .fields .cells .faults @save @cancel>`; `save` carries the cells. */
export class AdminForm extends LitElement {
  @property({ attribute: false }) fields: Field[] = [];
  @property({ attribute: false }) cells: Cells = {};
  @property({ attribute: false }) faults: Fault[] = [];
  @property({ type: Boolean }) existing = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: "save-label" }) saveLabel = "保存到草稿";
  @property({ attribute: "cancel-label" }) cancelLabel = "取消";
  @state() private filled: Cells = {};
  @state() private all = false;

  static override styles = [
    ...looks,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(250px, 1fr));
        gap: 0 18px;
      }
      .wide {
        grid-column: 1 / -1;
      }
      textarea {
        resize: vertical;
      }
      .required::after {
        margin-left: 4px;
        color: var(--bad);
        content: "*";
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        position: sticky;
        bottom: 0;
        margin: 8px 0 -8px;
        padding: 8px 0;
        background: linear-gradient(transparent, var(--surface) 8px);
      }
    `,
  ];

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("cells")) this.filled = { ...this.cells };
    if (changed.has("faults") && this.faults.length) {
      const hidden = this.fields.filter((field) => field.more).map((field) => field.name);
      if (this.faults.some((fault) => hidden.includes(fault.column))) this.all = true;
    }
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has("faults") && this.faults.some((fault) => fault.severity === "error")) {
      this.renderRoot.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
    }
  }

  protected override render(): TemplateResult {
    const shown = this.fields.filter((field) => !field.when || field.when(this.filled));
    const names = new Set(shown.map((field) => field.name));
    const others = this.faults.filter((fault) => !names.has(fault.column));
    return html`<form @submit=${this.submit} novalidate>
      ${others.map((fault) => html`<p class="fault" role="alert">${fault.column ? `${fault.column}:` : ""}${fault.reason}</p>`)}
      <div class="columns">${shown.filter((field) => !field.more || this.all || this.filled[field.name]).map((field) => this.field(field))}</div>
      ${shown.some((field) => field.more) && !this.all
        ? html`<button class="button quiet small" type="button" @click=${() => (this.all = true)}>更多选填项</button>`
        : nothing}
      <div class="acts">
        ${this.cancelLabel ? html`<button class="button" type="button" @click=${() => this.dispatchEvent(new CustomEvent("cancel"))}>${this.cancelLabel}</button>` : nothing}
        <button class="button primary" type="submit" ?disabled=${this.busy}>${this.busy ? "正在保存…" : this.saveLabel}</button>
      </div>
    </form>`;
  }

  private field(field: Field): TemplateResult {
    const faults = this.faults.filter((fault) => fault.column === field.name);
    const wide = field.wide || field.kind === "area" || field.kind === "lines" || field.kind === "pairs";
    const described = [field.hint ? `${field.name}-hint` : "", faults.length ? `${field.name}-fault` : ""].join(" ").trim();
    return html`<div class="field ${wide ? "wide" : ""}">
      <label for=${field.name} class=${field.required ? "required" : ""}>${field.label}</label>
      ${this.control(field, described, faults.some((fault) => fault.severity === "error"))}
      ${field.hint ? html`<p class="hint" id="${field.name}-hint">${field.hint}</p>` : nothing}
      ${faults.length
        ? html`<p class="error" id="${field.name}-fault" role="alert">${faults.map((fault) => fault.reason).join(" ")}</p>`
        : nothing}
    </div>`;
  }

  private control(field: Field, described: string, bad: boolean): TemplateResult {
    const value = this.filled[field.name] ?? "";
    const invalid = bad ? "true" : "false";
    const by = described || nothing;
    if (field.kind === "choice") {
      return html`<select id=${field.name} aria-invalid=${invalid} aria-describedby=${by} @change=${this.took(field)}>
        ${(field.choices ?? []).map(([id, label]) => html`<option value=${id} ?selected=${id === value}>${label}</option>`)}
      </select>`;
    }
    if (field.kind === "area" || field.kind === "lines" || field.kind === "pairs") {
      const rows = field.kind === "area" ? 4 : Math.min(8, Math.max(2, unpacked(field, value).split("\n").length + 1));
      return html`<textarea
        id=${field.name}
        rows=${rows}
        maxlength="20000"
        placeholder=${field.placeholder ?? ""}
        aria-invalid=${invalid}
        aria-describedby=${by}
        .value=${unpacked(field, value)}
        @change=${this.took(field)}
      ></textarea>`;
    }
    const local = field.kind === "moment" && (!value || LOCAL.test(value));
    return html`<input
      id=${field.name}
      type=${local ? "datetime-local" : "text"}
      inputmode=${field.kind === "number" ? "decimal" : nothing}
      maxlength="2000"
      autocomplete="off"
      placeholder=${field.placeholder ?? ""}
      ?readonly=${Boolean(field.fixed) && this.existing}
      aria-invalid=${invalid}
      aria-describedby=${by}
      .value=${local ? value.slice(0, 16).replace(" ", "T") : value}
      @change=${this.took(field)}
    />`;
  }

  private took(field: Field): (event: Event) => void {
    return (event) => {
      const { value } = event.target as HTMLInputElement;
      this.filled = { ...this.filled, [field.name]: packed(field, value) };
    };
  }

  private submit(event: Event): void {
    event.preventDefault();
    const cells: Cells = {};
    for (const field of this.fields) {
      const asked = !field.when || field.when(this.filled);
      if (asked) cells[field.name] = this.filled[field.name] ?? field.choices?.[0]?.[0] ?? "";
    }
    this.dispatchEvent(new CustomEvent<Cells>("save", { detail: { ...this.unshown(), ...cells } }));
  }

  /** What the row holds and the form does not show stays as it is. */
  private unshown(): Cells {
    const names = new Set(this.fields.map((field) => field.name));
    return Object.fromEntries(Object.entries(this.filled).filter(([name]) => !names.has(name)));
  }
}

/** A cell as it is typed: one entry a line. */
function unpacked(field: Field, value: string): string {
  if (field.kind === "lines") return value.split("|").join("\n");
  if (field.kind === "pairs" && !value.startsWith("{")) return value.split(";").join("\n");
  return value;
}

function packed(field: Field, value: string): string {
  const lines = (): string[] => value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (field.kind === "lines") return lines().join("|");
  if (field.kind === "pairs" && !value.startsWith("{")) return lines().join(";");
  return field.kind === "moment" ? value.replace("T", " ") : value;
}

customElements.define("admin-form", AdminForm);
