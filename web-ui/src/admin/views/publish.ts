// How does the draft go live, and how does the shop go back?
import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { diffTable } from "../diff";
import { KINDS, moment, PAGES } from "../names";
import type { Change, Diff, Finding, Version } from "../types";
import { AdminView } from "../view";

interface Found {
  diff: Diff;
  versions: Version[];
}

/** What differs, what a check says, publishing, and all versions to go back to. */
export class AdminPublish extends AdminView<Found> {
  @state() private findings: Finding[] | null = null;
  @state() private busy = "";
  @state() private asking: "discard" | Version | null = null;
  /** Changes looked at before another changed the draft; null while nobody has. */
  @state() private seen: ReadonlySet<string> | null = null;

  protected async fetch(): Promise<Found> {
    const { api } = this.console;
    const [diff, { versions }] = await Promise.all([
      api.get<Diff>("/api/admin/knowledge/diff"),
      api.get<{ versions: Version[] }>("/api/admin/knowledge/versions"),
    ]);
    return { diff, versions };
  }

  protected override render(): TemplateResult {
    return html`${this.heading("发布", "修改都先存在草稿里。发布之后顾客立刻按新资料得到回答,随时可以退回。")} ${this.body()} ${this.question()}`;
  }

  protected show({ diff, versions }: Found): TemplateResult {
    const count = diff.added + diff.changed + diff.removed;
    const { isOwner } = this.console;
    return html`<section class="card">
        <h2>${count ? `${count} 处修改等待发布` : "没有等待发布的修改"}</h2>
        ${count && isOwner
          ? html`<div class="bar">
              <button class="button primary" ?disabled=${this.busy !== ""} @click=${() => void this.publish()}>${this.busy || "发布"}</button>
              <a class="button" href="#/try?draft">先用草稿试一试</a>
              <span class="gap"></span>
              <button class="button danger" @click=${() => (this.asking = "discard")}>放弃全部修改</button>
            </div>`
          : nothing}
        ${this.seen
          ? html`<div class="fault" role="alert">草稿刚被别人改过,还没有发布。下面是最新的修改,新改的几处标着“刚改的”,请看过再发布。</div>`
          : nothing}
        ${count ? diffTable(diff, { undo: isOwner ? (kind, key) => void this.undo(kind, key) : undefined, fresh: (change) => this.isFresh(change) }) : nothing}
      </section>
      <section class="card">
        <div class="head"><h2>体检</h2><span class="gap"></span><button class="button small" @click=${() => void this.check()}>检查草稿</button></div>
        <p class="muted small">找出互相矛盾的答案、过期的活动、标价 0 元、广告法不允许的说法等隐患。</p>
        <div aria-live="polite">${this.found ? this.checked() : nothing}</div>
      </section>
      <section class="card">
        <h2>历史版本</h2>
        ${versions.length ? this.history(versions) : html`<p class="muted">还没有发布过。</p>`}
      </section>`;
  }

  private checked(): TemplateResult | typeof nothing {
    const { findings } = this;
    if (!findings) return nothing;
    if (!findings.length) return html`<p class="good">没有发现问题。</p>`;
    return html`<p>${findings.length} 条:</p>
      <ul>
        ${findings.slice(0, 100).map(
          (one) => html`<li>
            <span class="tag ${one.severity === "error" ? "bad" : "warn"}">${one.severity === "error" ? "错误" : "提醒"}</span>
            <a href=${PAGES[one.kind] ?? "#/"}>${KINDS[one.kind] ?? one.kind} ${one.key}</a>:${one.what};${one.advice}
          </li>`,
        )}
      </ul>`;
  }

  private history(versions: Version[]): TemplateResult {
    return html`<table class="cards" role="table">
      <caption class="unseen">历史版本</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">版本</th><th role="columnheader" scope="col">来源</th><th role="columnheader" scope="col">存入时间</th><th role="columnheader" scope="col">发布时间</th><th role="columnheader" scope="col"><span class="unseen">操作</span></th>
      </tr></thead>
      <tbody role="rowgroup">
        ${versions.slice(0, 30).map(
          (one) => html`<tr role="row">
            <td role="cell" data-label="版本"><span>${one.number} ${one.live ? html`<span class="tag good">正在使用</span>` : one.published_at ? nothing : html`<span class="tag">草稿</span>`}</span></td>
            <td role="cell" data-label="来源">${one.note}</td>
            <td role="cell" data-label="存入时间">${moment(one.stated_at)}</td>
            <td role="cell" data-label="发布时间">${moment(one.published_at)}</td>
            <td role="cell" class="acts">${!one.live && one.published_at && this.console.isOwner
              ? html`<button class="button small" aria-label="退回版本 ${one.number}" @click=${() => (this.asking = one)}>退回</button>`
              : nothing}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private question(): TemplateResult {
    const { asking } = this;
    const back = asking !== null && asking !== "discard";
    return html`<xe-dialog heading=${back ? "退回旧版本" : "放弃全部修改"} ?open=${asking !== null} @close=${() => (this.asking = null)}>
      <p>${back ? `顾客会立刻按版本 ${asking.number}(${moment(asking.stated_at)})的资料得到回答。现在的版本不会丢,还可以再换回来。` : "草稿里的修改和还没发布的导入都会丢掉,回到正在使用的资料。"}</p>
      <div slot="actions">
        <button class="button" @click=${() => (this.asking = null)}>取消</button>
        <button class="button ${back ? "primary" : "danger"}" @click=${() => void this.confirmed()}>${back ? "退回" : "放弃修改"}</button>
      </div>
    </xe-dialog>`;
  }

  private async confirmed(): Promise<void> {
    const { asking } = this;
    this.asking = null;
    const { api } = this.console;
    const worked =
      asking === "discard"
        ? await this.console.change(() => api.post("/api/admin/knowledge/discard"), "已放弃草稿里的修改")
        : asking && (await this.console.change(() => api.post("/api/admin/knowledge/rollback", { number: asking.number }), `已退回版本 ${asking.number}`));
    if (worked) await this.load();
  }

  private async publish(): Promise<void> {
    const looked = this.found?.diff;
    if (!looked) return;
    this.busy = "正在发布…";
    const worked = await this.console.publish(looked.mark);
    if (worked === null) await Promise.all([this.console.attempt(() => this.console.refresh()), this.load()]);
    this.seen = worked === null ? new Set(looked.changes.map(nameOf)) : worked ? null : this.seen;
    this.busy = "";
    if (!worked) return;
    this.console.say("已发布,立即生效");
    await this.load();
  }

  private isFresh(change: Change): boolean {
    return this.seen !== null && !this.seen.has(nameOf(change));
  }

  private async undo(kind: string, key: string): Promise<void> {
    const work = () => this.console.api.post("/api/admin/knowledge/undo", { kind, key });
    if (await this.console.change(work, "已撤销这处修改")) await this.load();
  }

  private async check(): Promise<void> {
    const found = await this.console.attempt(() => this.console.api.get<{ findings: Finding[] }>("/api/admin/knowledge/check"));
    this.findings = found?.findings ?? this.findings;
  }
}

/** Return what tells a change apart from every other, of the same row too. */
function nameOf({ kind, key, change, fields }: Change): string {
  return JSON.stringify([kind, key, change, fields]);
}

customElements.define("admin-publish", AdminPublish);
