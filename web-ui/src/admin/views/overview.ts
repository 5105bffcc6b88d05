// How is the service doing?
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { duration, KINDS, REASONS, ROUTES } from "../names";
import { looks } from "../style";
import type { Overview } from "../types";
import { AdminView } from "../view";

const SPANS: [number, string][] = [[1, "今天"], [7, "近 7 天"], [30, "近 30 天"], [90, "近 90 天"]];

/** Figures of a span, as tiles, a chart and tables. */
export class AdminOverview extends AdminView<Overview> {
  @state() private days = 7;
  @state() private drawn = true; // without the script that draws, the figures are opened

  static override styles = [
    ...looks,
    css`
      .tiles {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
        gap: 12px;
        margin: 0 0 16px;
        padding: 0;
        list-style: none;
      }
      .tiles li {
        padding: 14px 16px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .tiles strong {
        display: block;
        font-size: 26px;
        line-height: 1.3;
        font-variant-numeric: tabular-nums;
      }
      .notice {
        margin: 0 0 16px;
      }
      admin-chart {
        min-height: 216px;
      }
      summary {
        min-height: 32px;
        cursor: pointer;
      }
      @media (max-width: 720px) {
        .tiles {
          grid-template-columns: 1fr 1fr;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    import("../chart").catch(() => (this.drawn = false));
  }

  protected fetch(): Promise<Overview> {
    return this.console.api.get<Overview>(`/api/admin/overview?days=${this.days}`);
  }

  protected override render(): TemplateResult {
    const choice = html`<label class="unseen" for="days">时间范围</label>
      <select id="days" @change=${this.choose}>${SPANS.map(([days, name]) => html`<option value=${days} ?selected=${days === this.days}>${name}</option>`)}</select>`;
    return html`${this.heading("概览", "", html`<div class="bar">${choice}</div>`)} ${this.body()}`;
  }

  private readonly choose = (event: Event): void => {
    this.days = Number((event.target as HTMLSelectElement).value);
    void this.load();
  };

  protected show(found: Overview): TemplateResult {
    const share = (count: number): string => (found.talks ? `${Math.round((count / found.talks) * 100)}%` : "—");
    const tiles: [string, string, string][] = [
      ["会话", String(found.talks), "有顾客说过话的会话"],
      ["不用人工", share(found.without_person), `${found.without_person} 个会话没有转人工`],
      ["一次解决", share(found.resolved_at_once), "没转人工、都答上了、没有差评,72 小时内也没再来问"],
      ["机器人回复", duration(found.reply_wait.half), `95% 在 ${duration(found.reply_wait.most)} 以内`],
      ["人工首次回复", duration(found.person_wait.half), found.person_wait.count ? `95% 在 ${duration(found.person_wait.most)} 以内` : "还没有人工接待"],
      ["评分", found.score === null ? "—" : found.score.toFixed(1), `${found.rated} 人评价,满分 5`],
    ];
    return html`
      ${found.waiting_now ? html`<p class="notice">现在有 ${found.waiting_now} 位顾客在等人工。<a href="/desk">去工作台</a></p>` : nothing}
      ${found.is_cut ? html`<p class="notice">会话太多,只统计了最近的一部分。</p>` : nothing}
      <ul class="tiles">
        ${tiles.map(([name, value, more]) => html`<li><span class="muted">${name}</span><strong>${value}</strong><span class="muted small">${more}</span></li>`)}
      </ul>
      ${found.talks ? this.more(found) : this.nobody()}
    `;
  }

  private nobody(): TemplateResult {
    return html`<div class="empty">
      <p>这段时间还没有顾客来问。</p>
      <p><a href="/" target="_blank" rel="noopener">打开聊天页</a> 自己先问一句,或者看看怎么<a href="#/guide">把它放到店里</a>。</p>
    </div>`;
  }

  private more(found: Overview): TemplateResult {
    return html`${found.days.length > 1 ? this.chart(found) : nothing}
      <div class="grid">
        ${counts("最常问的话", found.asked, (name) => name, "还没有。")}
        <section class="card">
          <div class="head"><h2>答不上来的</h2><span class="gap"></span><a class="small" href="#/failures">全部</a></div>
          ${found.failures.length
            ? html`<table><caption class="unseen">答不上来的问题</caption><tbody>
                ${found.failures.slice(0, 8).map(
                  (one) => html`<tr><td>${one.question}</td><td class="number">${one.count} 次</td><td class="acts">${one.known
                    ? html`<span class="tag good">已补</span>`
                    : this.console.isOwner ? html`<a class="small" href="#/faq?${encodeURIComponent(one.question)}">补上</a>` : nothing}</td></tr>`,
                )}</tbody></table>`
            : html`<p class="good">都答上了。</p>`}
        </section>
        ${counts("最常用到的资料", found.cited.map((one) => ({ name: `${KINDS[one.kind] ?? one.kind} · ${one.title || one.id}`, count: one.count })), (name) => name, "还没有。")}
        ${counts("怎么答的", found.routes, (name) => ROUTES[name] ?? name, "还没有。")}
        ${counts("为什么转人工", found.reasons, (name) => REASONS[name] ?? name, "没有转过人工。")}
        ${counts("评分分布", found.by_score.map((count, place) => ({ name: `${place + 1} 分`, count })).reverse(), (name) => name, "还没有。")}
      </div>`;
  }

  private chart(found: Overview): TemplateResult {
    return html`<section class="card">
      <h2>每天的会话</h2>
      ${this.drawn ? html`<admin-chart .days=${found.days}></admin-chart>` : nothing}
      <details ?open=${!this.drawn}>
        <summary>看数字</summary>
        <table>
          <caption class="unseen">每天的会话</caption>
          <thead><tr><th scope="col">日期</th><th scope="col" class="number">会话</th><th scope="col" class="number">转人工</th></tr></thead>
          <tbody>${found.days.map((day) => html`<tr><td>${day.day}</td><td class="number">${day.talks}</td><td class="number">${day.by_person}</td></tr>`)}</tbody>
        </table>
      </details>
    </section>`;
  }
}

function counts(title: string, rows: { name: string; count: number }[], name: (id: string) => string, empty: string): TemplateResult {
  const shown = rows.filter((row) => row.count).slice(0, 8);
  return html`<section class="card">
    <h2>${title}</h2>
    ${shown.length
      ? html`<table><caption class="unseen">${title}</caption><tbody>${shown.map((row) => html`<tr><td>${name(row.name)}</td><td class="number">${row.count}</td></tr>`)}</tbody></table>`
      : html`<p class="muted">${empty}</p>`}
  </section>`;
}

customElements.define("admin-overview", AdminOverview);
