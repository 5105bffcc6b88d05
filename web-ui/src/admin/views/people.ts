// Who works here, which programs may come in, and who changed what?
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { ROLE_NAMES } from "../../shared/staff";
import { asked } from "../console";
import "../form";
import type { Field } from "../form";
import { ACTIONS, KEY_ROLES, moment } from "../names";
import type { Account, AuditEntry, Cells, Fault, Key } from "../types";
import { AdminView } from "../view";

const ROLES: [string, string][] = [["agent", "客服:接待顾客,能看资料"], ["viewer", "查看:只能看,隐私打码"], ["owner", "店主:什么都能做"]];

/** Accounts of the staff. */
export class AdminStaff extends AdminView<Account[]> {
  @state() private open: Account | "new" | null = null;
  private given: Cells = {}; // the same object while the form is open: what was typed stays
  @state() private faults: Fault[] = [];

  protected async fetch(): Promise<Account[]> {
    return (await this.console.api.get<{ accounts: Account[] }>("/api/admin/staff")).accounts;
  }

  protected override render(): TemplateResult {
    const add = html`<button class="button primary" @click=${() => this.edit("new")}>添加员工</button>`;
    return html`${this.heading("员工", "每人一个账号,谁改了什么都有记录。客服在 /desk 接待顾客。", add)} ${this.body()}
      <xe-dialog heading=${this.open === "new" ? "添加员工" : "修改员工"} ?open=${this.open !== null} @close=${() => (this.open = null)}>
        ${this.open
          ? html`<admin-form .fields=${this.fields(this.open)} .cells=${this.given} .faults=${this.faults} save-label="保存" @save=${(event: CustomEvent<Cells>) => void this.save(event.detail)} @cancel=${() => (this.open = null)}></admin-form>`
          : nothing}
      </xe-dialog>`;
  }

  protected show(found: Account[]): TemplateResult {
    return html`<table class="cards" role="table">
      <caption class="unseen">员工</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">登录名</th><th role="columnheader" scope="col">显示名</th><th role="columnheader" scope="col">角色</th><th role="columnheader" scope="col">状态</th><th role="columnheader" scope="col">加入</th>
      </tr></thead>
      <tbody role="rowgroup">
        ${found.map(
          (one) => html`<tr role="row">
            <td role="cell" class="title"><button class="textlink" @click=${() => this.edit(one)}>${one.login}</button></td>
            <td role="cell" data-label="显示名">${one.display_name}</td>
            <td role="cell" data-label="角色">${ROLE_NAMES[one.role]}</td>
            <td role="cell" data-label="状态"><span class="tag ${one.status === "active" ? "good" : ""}">${one.status === "active" ? "在用" : "已停用"}</span></td>
            <td role="cell" data-label="加入">${moment(one.created_at)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private fields(open: Account | "new"): Field[] {
    const isNew = open === "new";
    const fields: Field[] = [
      { name: "login", label: "登录名", required: true },
      { name: "display_name", label: "显示名", required: true, hint: "接待时顾客看到的名字" },
      { name: "role", label: "角色", kind: "choice", choices: ROLES },
      { name: "password", label: isNew ? "密码" : "新密码", required: isNew, hint: isNew ? "至少 8 个字符,告诉本人后请其自行更换" : "不改就留空;改了会在所有设备上退出登录" },
    ];
    return isNew ? fields : [...fields, { name: "status", label: "状态", kind: "choice", choices: [["active", "在用"], ["off", "停用"]] }];
  }

  private cellsOf(open: Account | "new"): Cells {
    if (open === "new") return { role: "agent" };
    return { login: open.login, display_name: open.display_name, role: open.role, status: open.status };
  }

  private edit(open: Account | "new"): void {
    this.faults = [];
    this.given = this.cellsOf(open);
    this.open = open;
  }

  private async save(cells: Cells): Promise<void> {
    const { open } = this;
    const missing = ["login", "display_name", ...(open === "new" ? ["password"] : [])].filter((name) => !cells[name]);
    this.faults = missing.map((column) => ({ severity: "error", file: "", row: null, column, reason: "不能为空,请补上" }));
    if (missing.length || !open) return;
    const given = Object.fromEntries(Object.entries(cells).filter(([, value]) => value));
    const done = await this.console.attempt(() =>
      open === "new" ? this.console.api.post("/api/admin/staff", given) : this.console.api.patch(`/api/admin/staff/${open.id}`, given),
    );
    if (!done) return;
    this.open = null;
    this.console.say("已保存");
    await this.load();
  }
}

const FRESH_KEY: Cells = { role: "caller" };

/** Keys of programs. */
export class AdminKeys extends AdminView<Key[]> {
  @state() private made: Key | null = null;
  @state() private adding = false;
  @state() private doomed: Key | null = null;

  protected async fetch(): Promise<Key[]> {
    return (await this.console.api.get<{ keys: Key[] }>("/api/admin/keys")).keys;
  }

  protected override render(): TemplateResult {
    const add = html`<button class="button primary" @click=${() => (this.adding = true)}>新建密钥</button>`;
    const fields: Field[] = [
      { name: "name", label: "给哪个系统用", required: true, placeholder: "例如:千牛机器人" },
      { name: "role", label: "能做什么", kind: "choice", choices: [["caller", "只能提问(推荐)"], ["viewer", "查看后台"], ["agent", "客服"], ["owner", "店主"]] },
    ];
    return html`${this.heading("接口密钥", "给调用接口的程序用。密钥只显示一次,丢了就停用旧的、再建一个。", add)} ${this.body()}
      <xe-dialog heading="新建密钥" ?open=${this.adding} @close=${() => (this.adding = false)}>
        ${this.adding ? html`<admin-form .fields=${fields} .cells=${FRESH_KEY} save-label="新建" @save=${(event: CustomEvent<Cells>) => void this.make(event.detail)} @cancel=${() => (this.adding = false)}></admin-form>` : nothing}
      </xe-dialog>
      <xe-dialog heading="请现在抄下密钥" ?open=${this.made !== null} @close=${() => (this.made = null)}>
        <p>只显示这一次:</p>
        <pre>${this.made?.secret}</pre>
        <div slot="actions"><button class="button" @click=${() => void this.copy()}>复制</button><button class="button primary" @click=${() => (this.made = null)}>我抄好了</button></div>
      </xe-dialog>
      <xe-dialog heading="停用密钥" ?open=${this.doomed !== null} @close=${() => (this.doomed = null)}>
        <p>停用“${this.doomed?.name}”,用它的程序会立刻连不上。不能恢复。</p>
        <div slot="actions"><button class="button" @click=${() => (this.doomed = null)}>取消</button><button class="button danger" @click=${() => void this.revoke()}>停用</button></div>
      </xe-dialog>`;
  }

  protected show(found: Key[]): TemplateResult {
    if (!found.length) return html`<div class="empty"><p>还没有密钥。只用网页聊天的话不需要。</p></div>`;
    return html`<table class="cards" role="table">
      <caption class="unseen">接口密钥</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">名称</th><th role="columnheader" scope="col">权限</th><th role="columnheader" scope="col">尾号</th><th role="columnheader" scope="col">建立</th><th role="columnheader" scope="col"><span class="unseen">操作</span></th>
      </tr></thead>
      <tbody role="rowgroup">
        ${found.map(
          (one) => html`<tr role="row">
            <td role="cell" class="title">${one.name}</td>
            <td role="cell" data-label="权限">${KEY_ROLES[one.role] ?? one.role}</td>
            <td role="cell" data-label="尾号"><code>…${one.hint}</code></td>
            <td role="cell" data-label="建立">${moment(one.created_at)} ${one.created_by}</td>
            <td role="cell" class="acts">${one.revoked_at
              ? html`<span class="tag">已停用</span>`
              : html`<button class="button quiet small" aria-label="停用${one.name}" @click=${() => (this.doomed = one)}>停用</button>`}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private async make(cells: Cells): Promise<void> {
    if (!cells["name"]) return this.console.say("请填一个名称", "bad");
    const made = await this.console.attempt(() => this.console.api.post<Key>("/api/admin/keys", { name: cells["name"], role: cells["role"] }));
    if (!made) return;
    this.adding = false;
    this.made = made;
    await this.load();
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.made?.secret ?? "").then(
      () => this.console.say("已复制"),
      () => this.console.say("浏览器不让复制,请手动选中", "bad"),
    );
  }

  private async revoke(): Promise<void> {
    const key = this.doomed;
    this.doomed = null;
    if (key && (await this.console.attempt(() => this.console.api.delete<Key>(`/api/admin/keys/${key.id}`)))) {
      this.console.say("已停用");
      await this.load();
    }
  }
}

/** The log of changes. */
export class AdminAudit extends AdminView<AuditEntry[]> {
  @state() private next: number | null = null;

  protected fetch(): Promise<AuditEntry[]> {
    return this.page(undefined);
  }

  private async page(before: number | undefined): Promise<AuditEntry[]> {
    const found = await this.console.api.get<{ entries: AuditEntry[]; next: number | null }>(`/api/admin/audit${asked({ before, limit: 50 })}`);
    this.next = found.next;
    return found.entries;
  }

  protected override render(): TemplateResult {
    return html`${this.heading("操作记录", "谁在什么时候改了什么。只会增加,不能修改。")}${this.body()}`;
  }

  protected show(found: AuditEntry[]): TemplateResult {
    return html`<table class="cards" role="table">
        <caption class="unseen">操作记录</caption>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">时间</th><th role="columnheader" scope="col">谁</th><th role="columnheader" scope="col">做了什么</th><th role="columnheader" scope="col">对象</th><th role="columnheader" scope="col">详情</th>
        </tr></thead>
        <tbody role="rowgroup">
          ${found.map(
            (one) => html`<tr role="row">
              <td role="cell" data-label="时间">${moment(one.at)}</td>
              <td role="cell" data-label="谁">${one.actor}</td>
              <td role="cell" data-label="做了什么">${ACTIONS[one.action] ?? one.action}</td>
              <td role="cell" data-label="对象">${one.target}</td>
              <td role="cell" data-label="详情">${one.detail}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      ${this.next ? html`<p class="pager"><button class="button" @click=${() => void this.more()}>更早的记录</button></p>` : nothing}`;
  }

  private async more(): Promise<void> {
    const found = await this.console.attempt(() => this.page(this.next ?? undefined));
    if (found) this.found = [...(this.found ?? []), ...found];
  }
}

customElements.define("admin-staff", AdminStaff);
customElements.define("admin-keys", AdminKeys);
customElements.define("admin-audit", AdminAudit);
