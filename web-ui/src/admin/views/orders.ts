// How does the owner see and change orders?
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { asked } from "../console";
import "../form";
import { ORDER_FIELDS } from "../tables";
import type { Cells, Fault, Saved } from "../types";
import { AdminView } from "../view";

const PAGE = 30;

interface Found {
  orders: { cells: Cells }[];
  more: boolean;
}

/** Orders, newest first; they are live, so a change counts at once. */
export class AdminOrders extends AdminView<Found> {
  @state() private sought = "";
  @state() private offset = 0;
  @state() private open: { cells: Cells; isNew: boolean } | null = null;
  @state() private faults: Fault[] = [];
  @state() private doomed = "";
  private timer = 0;

  protected fetch(): Promise<Found> {
    return this.console.api.get<Found>(`/api/admin/orders${asked({ q: this.sought, offset: this.offset, limit: PAGE })}`);
  }

  protected override render(): TemplateResult {
    const add = this.console.isOwner
      ? html`<button class="button primary" @click=${() => this.edit({ status: "待发货" }, true)}>添加订单</button>`
      : nothing;
    return html`${this.heading("订单", "顾客报出订单号和手机后四位才能查到。订单改了立即生效,不用发布;手机号和地址在列表里已打码。", add)}
      <div class="bar"><input type="search" aria-label="搜索订单" placeholder="订单号开头,或手机后四位" .value=${this.sought} @input=${this.seek} /></div>
      ${this.body()}
      <xe-dialog wide heading=${this.open?.isNew ? "添加订单" : "修改订单"} ?open=${this.open !== null} @close=${() => (this.open = null)}>
        ${this.open
          ? html`<admin-form .fields=${ORDER_FIELDS} .cells=${this.open.cells} .faults=${this.faults} .existing=${!this.open.isNew} save-label="保存,立即生效" @save=${this.save} @cancel=${() => (this.open = null)}></admin-form>`
          : nothing}
      </xe-dialog>
      <xe-dialog heading="删除订单" ?open=${this.doomed !== ""} @close=${() => (this.doomed = "")}>
        <p>删除订单 ${this.doomed}。立即生效,不能撤销。</p>
        <div slot="actions">
          <button class="button" @click=${() => (this.doomed = "")}>取消</button>
          <button class="button danger" @click=${() => void this.takeOut()}>删除</button>
        </div>
      </xe-dialog>`;
  }

  protected show(found: Found): TemplateResult {
    if (!found.orders.length) {
      return html`<div class="empty"><p>${this.sought ? "没有符合的订单。" : "还没有订单。可以用 Excel 导入,也可以接上你的订单系统。"}</p></div>`;
    }
    const { isOwner } = this.console;
    return html`<table class="cards" role="table">
        <caption class="unseen">订单</caption>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">订单号</th><th role="columnheader" scope="col">状态</th><th role="columnheader" scope="col">商品</th><th role="columnheader" scope="col" class="number">实付</th><th role="columnheader" scope="col">手机</th><th role="columnheader" scope="col">下单</th>
          ${isOwner ? html`<th role="columnheader" scope="col"><span class="unseen">操作</span></th>` : nothing}
        </tr></thead>
        <tbody role="rowgroup">
          ${found.orders.map(({ cells }) => {
            const id = cells["order_id"] ?? "";
            return html`<tr role="row">
              <td role="cell" class="title">${isOwner ? html`<button class="textlink" @click=${() => void this.read(id)}>${id}</button>` : id}</td>
              <td role="cell" data-label="状态">${cells["status"]}</td>
              <td role="cell" data-label="商品">${(cells["items"] ?? "").split("|").join("、")}</td>
              <td role="cell" data-label="实付" class="number">${cells["paid"] ? `¥${cells["paid"]}` : ""}</td>
              <td role="cell" data-label="手机">${cells["phone"]}</td>
              <td role="cell" data-label="下单">${cells["created_at"]}</td>
              ${isOwner ? html`<td role="cell" class="acts"><button class="button quiet small" aria-label="删除订单${id}" @click=${() => (this.doomed = id)}>删除</button></td>` : nothing}
            </tr>`;
          })}
        </tbody>
      </table>
      <nav class="pager" aria-label="翻页">
        <button class="button small" ?disabled=${this.offset === 0} @click=${() => this.turn(-PAGE)}>上一页</button>
        <button class="button small" ?disabled=${!found.more} @click=${() => this.turn(PAGE)}>下一页</button>
      </nav>`;
  }

  private edit(cells: Cells, isNew: boolean): void {
    this.faults = [];
    this.open = { cells, isNew };
  }

  private async read(id: string): Promise<void> {
    const found = await this.console.attempt(() => this.console.api.get<{ cells: Cells }>(`/api/admin/orders/${encodeURIComponent(id)}`));
    if (found) this.edit(found.cells, false);
  }

  private readonly save = async (event: CustomEvent<Cells>): Promise<void> => {
    const saved = await this.console.attempt(() => this.console.api.post<Saved>("/api/admin/orders", { cells: event.detail }));
    if (!saved) return;
    this.faults = saved.problems;
    if (!saved.saved) return;
    this.open = null;
    const doubts = saved.problems.map((problem) => problem.reason).join(" ");
    this.console.say(doubts ? `已保存。请留意:${doubts}` : "已保存,立即生效");
    await this.load();
  };

  private async takeOut(): Promise<void> {
    const order_id = this.doomed;
    this.doomed = "";
    const removed = await this.console.attempt(async () => {
      await this.console.api.post("/api/admin/orders/remove", { order_id });
      return true;
    });
    if (!removed) return;
    this.console.say("已删除");
    await this.load();
  }

  private readonly seek = (event: Event): void => {
    this.sought = (event.target as HTMLInputElement).value;
    this.offset = 0;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), 250);
  };

  private turn(step: number): void {
    this.offset = Math.max(0, this.offset + step);
    void this.load();
  }
}

customElements.define("admin-orders", AdminOrders);
