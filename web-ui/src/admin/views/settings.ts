// How does the shop present itself, in plain words?
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import "../form";
import type { Field } from "../form";
import type { Cells, Fault, Profile, Saved } from "../types";
import { movedNotice } from "../moved";
import { AdminView } from "../view";

const LISTS = ["categories", "principles", "handoff_words", "sensitive_words"];

export const SETTING_FIELDS: Field[] = [
  { name: "name", label: "店铺名称", required: true, hint: "打招呼时会说到" },
  { name: "assistant_name", label: "客服叫什么", hint: "不填就叫小二" },
  { name: "business_hours", label: "人工客服在线时间", placeholder: "09:00-22:00", hint: "这段时间之外,转人工会请顾客留言" },
  { name: "unsure_reply", label: "答不上来时说什么", kind: "area", hint: "资料里没有答案时就说这一句,绝不编造" },
  { name: "categories", label: "主营品类", kind: "lines", hint: "一行一个", more: true },
  { name: "principles", label: "说话的原则", kind: "lines", hint: "给模型的补充要求,一行一条,例如:回答简洁明了", more: true },
  { name: "handoff_words", label: "说到就转人工的词", kind: "lines", hint: "一行一个;“转人工”“人工客服”等已经内置", more: true },
  { name: "sensitive_words", label: "敏感词", kind: "lines", hint: "一行一个;说到就由人来答,不由机器人回答", more: true },
];

const CELLS = new WeakMap<Profile, Cells>(); // the same object each time: a form starts anew with other cells

/** Turn settings into what a form takes, and back. */
export function toCells(found: Profile): Cells {
  const cells =
    CELLS.get(found) ??
    Object.fromEntries(Object.entries(found.profile).map(([name, value]) => [name, Array.isArray(value) ? value.join("|") : value]));
  CELLS.set(found, cells);
  return cells;
}

export function toProfile(cells: Cells, defaults: Profile["profile"]): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(cells).map(([name, value]) =>
      LISTS.includes(name) ? [name, value.split("|").filter(Boolean)] : [name, value || (defaults[name] ?? "")],
    ),
  );
}

/** The settings of the shop; saved into the draft like all other data. */
export class AdminSettings extends AdminView<Profile> {
  @state() private faults: Fault[] = [];
  @state() private moved = false;

  protected fetch(): Promise<Profile> {
    return this.console.api.get<Profile>("/api/admin/knowledge/profile");
  }

  protected override render(): TemplateResult {
    return html`${this.heading("店铺设置", "和其他资料一样:先存草稿,发布后生效。时区是 " + (this.found?.timezone ?? "Asia/Shanghai") + "。")}${this.body()}`;
  }

  protected show(found: Profile): TemplateResult {
    const cells = toCells(found);
    if (!this.console.isOwner) {
      return html`<dl class="card">${SETTING_FIELDS.map((field) => html`<dt class="muted small">${field.label}</dt><dd class="wrap">${(cells[field.name] ?? "").split("|").join("、") || "—"}</dd>`)}</dl>`;
    }
    const fields = SETTING_FIELDS.map((field) => ({ ...field, more: false, hint: this.hint(field, found) }));
    return html`<section class="card">
      ${this.moved ? movedNotice(() => void this.load().then(() => (this.moved = false))) : nothing}
      <admin-form .fields=${fields} .cells=${cells} .faults=${this.faults} cancel-label="恢复" @save=${(event: CustomEvent<Cells>) => void this.save(event.detail, found)} @cancel=${() => void this.load()}></admin-form>
    </section>`;
  }

  private hint(field: Field, found: Profile): string {
    const usual = found.defaults[field.name];
    return typeof usual === "string" && usual ? `${field.hint ?? ""}(默认:${usual})` : (field.hint ?? "");
  }

  private async save(cells: Cells, found: Profile): Promise<void> {
    const body = { ...toProfile(cells, found.defaults), mark: found.mark };
    const saved = await this.console.save(() => this.console.api.put<Saved>("/api/admin/knowledge/profile", body));
    this.moved = saved === null;
    if (!saved) return;
    this.faults = saved.problems;
    if (!saved.saved) return;
    this.console.say("已保存到草稿,发布后生效");
    await Promise.all([this.console.refresh(), this.load()]);
  }
}

customElements.define("admin-settings", AdminSettings);
