// How does the owner look through questions, products or promotions, and change them?
import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { asked } from "../console";
import "../form";
import { movedNotice } from "../moved";
import { STATES } from "../names";
import { TABLES, type TableOf } from "../tables";
import type { Cells, Fault, Row, RowKind, Rows, Saved } from "../types";
import { AdminView } from "../view";

const PAGE = 30;

/** `<admin-rows kind="faq|sku|promotion">`; `#/faq?text` opens a new row with that question. */
export class AdminRows extends AdminView<Rows> {
  @property() kind: RowKind = "faq";
  @state() private sought = "";
  @state() private changed = false;
  @state() private offset = 0;
  @state() private open: Row | "new" | null = null;
  @state() private first: Cells = {};
  @state() private faults: Fault[] = [];
  @state() private busy = false;
  @state() private moved = false;
  @state() private doomed: Row | null = null;
  private timer = 0;

  private get table(): TableOf {
    return TABLES[this.kind];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.rest && this.console.isOwner) this.add({ question: this.rest });
  }

  protected fetch(): Promise<Rows> {
    const params = asked({ q: this.sought, offset: this.offset, limit: PAGE, changed: this.changed });
    return this.console.api.get<Rows>(`/api/admin/knowledge/rows/${this.kind}${params}`);
  }

  protected override render(): TemplateResult {
    const { table } = this;
    const add = this.console.isOwner
      ? html`<button class="button primary" @click=${() => this.add()}>${table.add}</button>`
      : nothing;
    return html`${this.heading(table.title, table.lead, add)}
      <div class="bar">
        <input type="search" aria-label="搜索${table.title}" placeholder="搜索${table.title}" .value=${this.sought} @input=${this.seek} />
        <label class="check"><input type="checkbox" .checked=${this.changed} @change=${this.filter} />只看未发布的修改</label>
      </div>
      ${this.body()} ${this.editor()} ${this.farewell()}`;
  }

  protected show(found: Rows): TemplateResult {
    if (!found.total) {
      const filtered = this.sought || this.changed;
      return html`<div class="empty"><p>${filtered ? "没有符合的条目。" : this.table.empty}</p></div>`;
    }
    return html`<table class="cards" role="table">
        <caption class="unseen">${this.table.title}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${this.kind === "faq" ? "问题" : "名称"}</th>
            ${this.table.columns.map((column) => html`<th role="columnheader" scope="col" class=${column.number ? "number" : ""}>${column.label}</th>`)}
            ${this.console.isOwner ? html`<th role="columnheader" scope="col"><span class="unseen">操作</span></th>` : nothing}
          </tr>
        </thead>
        <tbody role="rowgroup">${found.rows.map((row) => this.row(row))}</tbody>
      </table>
      ${this.pager(found)}`;
  }

  private row(row: Row): TemplateResult {
    const { table, console } = this;
    const name = table.name(row.cells) || row.key;
    return html`<tr role="row">
      <td role="cell" class="title">
        <button class="textlink" @click=${() => this.edit(row)}>${name}</button>
        ${row.state === "same" ? nothing : html` <span class="tag note">${STATES[row.state]}</span>`}
      </td>
      ${table.columns.map((column) => this.cell(column.label, column.read(row.cells), Boolean(column.number)))}
      ${console.isOwner
        ? html`<td role="cell" class="acts">
            ${row.state === "same"
              ? nothing
              : html`<button class="button quiet small" aria-label="撤销对${name}的修改" @click=${() => void this.undo(row)}>撤销</button>`}
            <button class="button quiet small" aria-label="删除${name}" @click=${() => (this.doomed = row)}>删除</button>
          </td>`
        : nothing}
    </tr>`;
  }

  private cell(label: string, text: string, number: boolean): TemplateResult {
    if (!text) return html`<td role="cell" data-label=${label}></td>`;
    return html`<td role="cell" data-label=${label} class=${number ? "number" : ""}><span class="clip">${text}</span></td>`;
  }

  private pager(found: Rows): TemplateResult {
    const last = Math.min(this.offset + PAGE, found.total);
    return html`<nav class="pager" aria-label="翻页">
      <button class="button small" ?disabled=${this.offset === 0} @click=${() => this.turn(-PAGE)}>上一页</button>
      <span class="muted small">${this.offset + 1}–${last} / ${found.total}</span>
      <button class="button small" ?disabled=${last >= found.total} @click=${() => this.turn(PAGE)}>下一页</button>
    </nav>`;
  }

  private editor(): TemplateResult {
    const { open, table } = this;
    const readOnly = !this.console.isOwner;
    const title = open === "new" ? table.add : `${readOnly ? "查看" : "修改"}${table.title}`;
    return html`<xe-dialog wide heading=${title} ?open=${open !== null} @close=${this.shut}>
      ${this.moved && open !== null && open !== "new" ? movedNotice(() => void this.lookAgain(open)) : nothing}
      ${open === null ? nothing : readOnly && open !== "new" ? this.shown(open) : this.form(open)}
    </xe-dialog>`;
  }

  private form(open: Row | "new"): TemplateResult {
    return html`<admin-form
      .fields=${this.table.fields}
      .cells=${open === "new" ? this.first : open.cells}
      .faults=${this.faults}
      .existing=${open !== "new"}
      .busy=${this.busy}
      @save=${(event: CustomEvent<Cells>) => void this.save(open, event.detail)}
      @cancel=${this.shut}
    ></admin-form>`;
  }

  private shown(row: Row): TemplateResult {
    const filled = this.table.fields.filter((field) => row.cells[field.name]);
    return html`<dl>
      ${filled.map((field) => html`<dt class="muted small">${field.label}</dt><dd class="wrap">${row.cells[field.name]}</dd>`)}
    </dl>`;
  }

  private farewell(): TemplateResult {
    const { doomed } = this;
    const name = doomed ? this.table.name(doomed.cells) || doomed.key : "";
    return html`<xe-dialog heading="删除${this.table.title}" ?open=${doomed !== null} @close=${() => (this.doomed = null)}>
      <p>从草稿里删除“${name}”。发布之后顾客才看得到变化,之前随时可以撤销。</p>
      <div slot="actions">
        <button class="button" @click=${() => (this.doomed = null)}>取消</button>
        <button class="button danger" @click=${() => void this.takeOut()}>删除</button>
      </div>
    </xe-dialog>`;
  }

  private add(more: Cells = {}): void {
    this.first = { ...this.table.fresh, ...more };
    this.faults = [];
    this.moved = false;
    this.open = "new";
  }

  /** Show how the row stands now, or that it is gone. */
  private async lookAgain(row: Row): Promise<void> {
    const path = `/api/admin/knowledge/rows/${this.kind}${asked({ q: row.key.slice(0, 200), limit: 200 })}`;
    const found = await this.console.attempt(() => this.console.api.get<Rows>(path));
    const now = found?.rows.find((one) => one.key === row.key);
    await this.load();
    if (now) return this.edit(now);
    this.shut();
    this.console.say("这一条已经被别人删除了", "note");
  }

  private edit(row: Row): void {
    this.faults = [];
    this.moved = false;
    this.open = row;
  }

  private readonly shut = (): void => {
    this.open = null;
  };

  private async save(open: Row | "new", cells: Cells): Promise<void> {
    this.busy = true;
    const named = open === "new" ? {} : { key: open.key, mark: open.mark };
    const path = `/api/admin/knowledge/rows/${this.kind}`;
    const saved = await this.console.save(() => this.console.api.post<Saved>(path, { ...named, cells: known(cells) }));
    this.busy = false;
    this.moved = saved === null;
    if (!saved) return;
    this.faults = saved.problems;
    if (!saved.saved) return;
    this.open = null;
    const doubts = saved.problems.map((problem) => problem.reason).join(" ");
    this.console.say(doubts ? `已保存到草稿。请留意:${doubts}` : "已保存到草稿,发布后生效");
    await Promise.all([this.console.refresh(), this.load()]);
  }

  private async takeOut(): Promise<void> {
    const row = this.doomed;
    this.doomed = null;
    if (!row) return;
    const work = () => this.console.api.post("/api/admin/knowledge/remove", { kind: this.kind, key: row.key, mark: row.mark });
    await this.console.change(work, "已从草稿删除,发布后生效");
    await this.load();
  }

  private async undo(row: Row): Promise<void> {
    const work = () => this.console.api.post("/api/admin/knowledge/undo", { kind: this.kind, key: row.key });
    if (await this.console.change(work, "已撤销修改")) await this.load();
  }

  private readonly seek = (event: Event): void => {
    this.sought = (event.target as HTMLInputElement).value;
    this.offset = 0;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), 250);
  };

  private readonly filter = (event: Event): void => {
    this.changed = (event.target as HTMLInputElement).checked;
    this.offset = 0;
    void this.load();
  };

  private turn(step: number): void {
    this.offset = Math.max(0, this.offset + step);
    void this.load();
  }
}

/** The cells that hold anything: the server tells an empty one from a missing one by itself. */
function known(cells: Cells): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== ""));
}

customElements.define("admin-rows", AdminRows);
