// How do whole tables come in and go out?
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { Console } from "../console";
import { looks } from "../style";
import type { Report } from "../types";
import "../upload";

/** Import and export. */
export class AdminFiles extends LitElement {
  static override styles = looks;
  @property({ attribute: false }) console!: Console;

  protected override render(): TemplateResult {
    const { console } = this;
    return html`<div class="head"><h1 tabindex="-1">导入导出</h1></div>
      <p class="lead">用 Excel 一次改很多条。按编号对应:编号相同就更新,没有的就新增。</p>
      ${console.isOwner
        ? html`<section class="card"><h2>导入</h2><admin-upload .console=${console} @imported=${this.imported}></admin-upload></section>
            <section class="card">
              <h2>导出</h2>
              <p>导出的是 Excel 压缩包,改完可以直接再导入。里面含有订单,请妥善保管。</p>
              <div class="bar">
                ${console.working?.live ? html`<button class="button" @click=${() => this.take("live")}>导出正在使用的资料</button>` : nothing}
                <button class="button" @click=${() => this.take("draft")}>导出草稿</button>
              </div>
            </section>`
        : html`<p class="notice">导入和导出只有店主能做。</p>`}`;
  }

  /** Lead on to publishing, unless there is something to mend first. */
  private imported(event: CustomEvent<Report>): void {
    if (!event.detail.errors) location.hash = "#/publish";
  }

  private take(side: string): void {
    void this.console.download(`/api/admin/knowledge/export?side=${side}`, `店铺资料-${this.console.working?.shop_name ?? ""}.zip`);
  }
}

customElements.define("admin-files", AdminFiles);
