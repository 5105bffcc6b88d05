// How is the installation doing, and is there a copy of everything?
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { moment, PARTS } from "../names";
import type { Backup, SystemState } from "../types";
import { AdminView } from "../view";

interface Found {
  system: SystemState;
  backups: Backup[];
}

const HEALTH = { ok: ["正常", "good"], degraded: ["凑合能用", "warn"], down: ["不可用", "bad"] } as const;

/** Health of the parts, settings of the process, backups. */
export class AdminSystem extends AdminView<Found> {
  @state() private busy = false;

  protected async fetch(): Promise<Found> {
    const { api, isOwner } = this.console;
    const [system, backups] = await Promise.all([
      api.get<SystemState>("/api/admin/system"),
      isOwner ? api.get<{ backups: Backup[] }>("/api/admin/backups") : { backups: [] },
    ]);
    return { system, backups: backups.backups };
  }

  protected override render(): TemplateResult {
    return html`${this.heading("系统与备份")}${this.body()}`;
  }

  protected show({ system, backups }: Found): TemplateResult {
    return html`<section class="card">
        <h2>各部分是否正常</h2>
        <table class="cards" role="table">
          <caption class="unseen">健康状况</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">部分</th><th role="columnheader" scope="col">状态</th><th role="columnheader" scope="col">说明</th></tr></thead>
          <tbody role="rowgroup">
            ${system.parts.map(
              (part) => html`<tr role="row">
                <td role="cell" class="title">${PARTS[part.name] ?? part.name}</td>
                <td role="cell" data-label="状态"><span class="tag ${HEALTH[part.status][1]}">${HEALTH[part.status][0]}</span></td>
                <td role="cell" data-label="说明">${part.detail}</td>
              </tr>`,
            )}
          </tbody>
        </table>
        <p class="muted small">店小二 ${system.version}</p>
      </section>
      ${this.console.isOwner ? this.copies(backups) : nothing}
      <section class="card">
        <h2>运行设置</h2>
        <p class="muted small">这些由启动时的配置决定(xiaoer.toml 或环境变量),在这里只能看。要改请照文档“部署”一页,改完重启。</p>
        <table class="cards" role="table">
          <caption class="unseen">运行设置</caption>
          <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">含义</th><th role="columnheader" scope="col">现在的值</th><th role="columnheader" scope="col">配置项</th></tr></thead>
          <tbody role="rowgroup">
            ${system.settings.map(
              (one) => html`<tr role="row">
                <td role="cell" data-label="含义">${one.meaning}</td>
                <td role="cell" data-label="现在的值">${one.value || "(空)"}</td>
                <td role="cell" data-label="配置项"><code>${one.name}</code></td>
              </tr>`,
            )}
          </tbody>
        </table>
      </section>`;
  }

  private copies(backups: Backup[]): TemplateResult {
    return html`<section class="card">
      <div class="head"><h2>备份</h2><span class="gap"></span>
        <button class="button primary" ?disabled=${this.busy} @click=${() => void this.make()}>${this.busy ? "正在备份…" : "立即备份"}</button></div>
      <p class="muted small">一个文件就是全部:资料、会话、订单、账号。备份时不用停服务。请下载到别的机器上保存;恢复用命令 <code>xiaoer restore 文件</code>。</p>
      ${backups.length
        ? html`<table class="cards" role="table">
            <caption class="unseen">备份</caption>
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">文件</th><th role="columnheader" scope="col">时间</th><th role="columnheader" scope="col" class="number">大小</th><th role="columnheader" scope="col"><span class="unseen">操作</span></th></tr></thead>
            <tbody role="rowgroup">
              ${backups.map(
                (one) => html`<tr role="row">
                  <td role="cell" class="title">${one.name}</td>
                  <td role="cell" data-label="时间">${moment(one.made_at)}</td>
                  <td role="cell" data-label="大小" class="number">${(one.size_bytes / 1e6).toFixed(1)} MB</td>
                  <td role="cell" class="acts"><button class="button small" aria-label="下载${one.name}" @click=${() => void this.console.download(`/api/admin/backups/${one.name}`, one.name)}>下载</button></td>
                </tr>`,
              )}
            </tbody>
          </table>`
        : html`<p class="muted">还没有备份。</p>`}
    </section>`;
  }

  private async make(): Promise<void> {
    this.busy = true;
    const made = await this.console.attempt(() => this.console.api.post<Backup>("/api/admin/backups"));
    this.busy = false;
    if (!made) return;
    this.console.say(`已备份到 ${made.name}`);
    await this.load();
  }
}

customElements.define("admin-system", AdminSystem);
