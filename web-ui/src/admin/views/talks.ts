// What have shoppers and we said, what was not answered, and what did shoppers think?
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { asked } from "../console";
import { moment, ROUTES, STATUSES } from "../names";
import "../receipt";
import { looks } from "../style";
import type { Opinion, Receipt, Talk, TalkEvent, TalkRow, Unanswered } from "../types";
import { AdminView } from "../view";

const ROLES: Record<string, string> = { shopper: "顾客", assistant: "机器人", agent: "人工", system: "系统" };
const PAGE = 30;

/** The list of talks; `#/talks/ID` opens one. */
export class AdminTalks extends AdminView<TalkRow[]> {
  @state() private filter = { q: "", days: 30, route: "", handed_over: "", rating: "" };
  @state() private next = "";
  private timer = 0;

  protected fetch(): Promise<TalkRow[]> {
    return this.page("");
  }

  private async page(before: string): Promise<TalkRow[]> {
    const path = `/api/admin/conversations${asked({ ...this.filter, before, limit: PAGE })}`;
    const found = await this.console.api.get<{ talks: TalkRow[]; next: string }>(path);
    this.next = found.next;
    return found.talks;
  }

  protected override render(): TemplateResult {
    if (this.rest) return html`<admin-talk .console=${this.console} rest=${this.rest}></admin-talk>`;
    const select = (name: "route" | "handed_over" | "rating" | "days", label: string, options: [string, string][]) =>
      html`<select aria-label=${label} @change=${(event: Event) => this.set(name, (event.target as HTMLSelectElement).value)}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${String(this.filter[name]) === value}>${text}</option>`)}
      </select>`;
    return html`${this.heading("会话", "手机号、地址等私人信息已打码;店主可以查看原文,每次查看都会记入操作记录。")}
      <div class="bar">
        <input type="search" aria-label="搜索会话" placeholder="搜索说过的话" .value=${this.filter.q} @input=${this.seek} />
        ${select("days", "时间", [["1", "今天"], ["7", "近 7 天"], ["30", "近 30 天"], ["90", "近 90 天"]])}
        ${select("route", "怎么答的", [["", "全部回答"], ...Object.entries(ROUTES)])}
        ${select("handed_over", "有没有转人工", [["", "人工和机器人"], ["true", "转过人工"], ["false", "没转人工"]])}
        ${select("rating", "评价", [["", "全部评价"], ["good", "好评"], ["bad", "差评"]])}
      </div>
      ${this.body()}`;
  }

  protected show(found: TalkRow[]): TemplateResult {
    if (!found.length) return html`<div class="empty"><p>没有符合的会话。</p></div>`;
    return html`<table class="cards" role="table">
        <caption class="unseen">会话</caption>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">第一句话</th><th role="columnheader" scope="col">开始</th><th role="columnheader" scope="col">状态</th><th role="columnheader" scope="col">评分</th>
        </tr></thead>
        <tbody role="rowgroup">
          ${found.map(
            (one) => html`<tr role="row">
              <td role="cell" class="title"><a href="#/talks/${one.id}">${one.first_words || "(没有文字)"}</a></td>
              <td role="cell" data-label="开始">${moment(one.created_at)}</td>
              <td role="cell" data-label="状态"><span>${STATUSES[one.status] ?? one.status} ${one.handed_over ? html`<span class="tag note">转过人工</span>` : nothing}</span></td>
              <td role="cell" data-label="评分">${one.score === null ? "" : `${one.score} 分`}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      ${this.next ? html`<p class="pager"><button class="button" @click=${() => void this.more()}>更早的会话</button></p>` : nothing}`;
  }

  private set(name: "route" | "handed_over" | "rating" | "days", value: string): void {
    this.filter = { ...this.filter, [name]: name === "days" ? Number(value) : value };
    void this.load();
  }

  private readonly seek = (event: Event): void => {
    this.filter = { ...this.filter, q: (event.target as HTMLInputElement).value };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), 300);
  };

  private async more(): Promise<void> {
    const found = await this.console.attempt(() => this.page(this.next));
    if (found) this.found = [...(this.found ?? []), ...found];
  }
}

/** One talk with the receipts of its replies. */
export class AdminTalk extends AdminView<Talk> {
  @state() private receipts: Record<string, Receipt> = {};

  static override styles = [
    ...looks,
    css`
      ol {
        display: grid;
        gap: 10px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .shopper {
        border-left: 4px solid var(--accent);
      }
      .assistant {
        border-left: 4px solid var(--line-strong);
      }
      .agent {
        border-left: 4px solid var(--note);
      }
      li.card {
        margin: 0;
        padding: 12px 16px;
      }
      li.state {
        color: var(--muted);
        text-align: center;
      }
    `,
  ];

  protected fetch(): Promise<Talk> {
    return this.console.api.get<Talk>(`/api/admin/conversations/${this.rest}`);
  }

  protected override render(): TemplateResult {
    const masked = this.found?.masked && this.console.isOwner;
    return html`${this.heading("会话内容", "", html`${masked ? html`<button class="button" @click=${() => void this.unmask()}>查看原文(会留下记录)</button>` : nothing}
        <a class="button" href="#/talks">返回列表</a>`)}
      ${this.body()}`;
  }

  protected show(talk: Talk): TemplateResult {
    return html`<p class="muted small">${moment(talk.created_at)} 开始 · ${STATUSES[talk.status] ?? talk.status}${talk.masked ? "" : " · 正在显示原文"}</p>
      <ol>${talk.events.map((event) => this.entry(event))}</ol>`;
  }

  private entry(event: TalkEvent): TemplateResult {
    const { message } = event;
    if (!message) return html`<li class="state small">${moment(event.at)} · ${STATUSES[event.state?.status ?? ""] ?? ""} ${event.state?.speaker ?? ""}</li>`;
    const receipt = this.receipts[message.message_id];
    return html`<li class="card ${message.role}">
      <p class="muted small">${ROLES[message.role] ?? message.role}${message.speaker ? ` ${message.speaker}` : ""} · ${moment(event.at)}
        ${message.route ? html`<span class="tag ${message.route === "unsure" ? "warn" : ""}">${ROUTES[message.route] ?? message.route}</span>` : nothing}</p>
      <p class="wrap">${message.text}</p>
      ${message.attachment ? html`<p class="small">附件:${message.attachment.name}</p>` : nothing}
      ${message.sources.length ? html`<p class="small">来源:${message.sources.map((one) => html`<span class="tag">${one.title || one.id}</span> `)}</p>` : nothing}
      ${message.role === "assistant"
        ? receipt
          ? html`<admin-receipt .receipt=${receipt}></admin-receipt>`
          : html`<button class="button small" @click=${() => void this.explain(message.message_id)}>为什么这样回答</button>`
        : nothing}
    </li>`;
  }

  private async explain(id: string): Promise<void> {
    const receipt = await this.console.attempt(() => this.console.api.get<Receipt>(`/api/admin/messages/${id}/receipt`));
    if (receipt) this.receipts = { ...this.receipts, [id]: receipt };
  }

  private async unmask(): Promise<void> {
    const talk = await this.console.attempt(() => this.console.api.post<Talk>(`/api/admin/conversations/${this.rest}/unmask`));
    if (talk) this.found = talk;
  }
}

/** Questions that the data did not answer. */
export class AdminFailures extends AdminView<Unanswered[]> {
  protected async fetch(): Promise<Unanswered[]> {
    return (await this.console.api.get<{ failures: Unanswered[] }>("/api/admin/failures?days=30")).failures;
  }

  protected override render(): TemplateResult {
    return html`${this.heading("答不上来的", "近 30 天里资料回答不了的问题,问得最多的在前面。一条条补成问答,机器人就会越来越懂你的店。")}${this.body()}`;
  }

  protected show(found: Unanswered[]): TemplateResult {
    if (!found.length) return html`<div class="empty"><p>近 30 天的问题都答上了。</p></div>`;
    return html`<table class="cards" role="table">
      <caption class="unseen">答不上来的问题</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">问题</th><th role="columnheader" scope="col" class="number">次数</th><th role="columnheader" scope="col">最近一次</th><th role="columnheader" scope="col"><span class="unseen">操作</span></th>
      </tr></thead>
      <tbody role="rowgroup">
        ${found.map(
          (one) => html`<tr role="row">
            <td role="cell" class="title">${one.question}</td>
            <td role="cell" data-label="次数" class="number">${one.count}</td>
            <td role="cell" data-label="最近一次"><a href="#/talks/${one.conversation_id}">${moment(one.last_at)}</a></td>
            <td role="cell" class="acts">${one.known
              ? html`<span class="tag good">已补上</span>`
              : this.console.isOwner
                ? html`<a class="button small" href="#/faq?${encodeURIComponent(one.question)}">补成问答</a>`
                : nothing}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** Ratings and remarks. */
export class AdminOpinions extends AdminView<Opinion[]> {
  protected async fetch(): Promise<Opinion[]> {
    return (await this.console.api.get<{ opinions: Opinion[] }>("/api/admin/opinions?days=30&limit=100")).opinions;
  }

  protected override render(): TemplateResult {
    return html`${this.heading("评价", "近 30 天顾客打的分、点的赞和踩。")}${this.body()}`;
  }

  protected show(found: Opinion[]): TemplateResult {
    if (!found.length) return html`<div class="empty"><p>还没有评价。</p></div>`;
    return html`<table class="cards" role="table">
      <caption class="unseen">评价</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">评价</th><th role="columnheader" scope="col">说了什么</th><th role="columnheader" scope="col">针对哪句</th><th role="columnheader" scope="col">时间</th>
      </tr></thead>
      <tbody role="rowgroup">
        ${found.map(
          (one) => html`<tr role="row">
            <td role="cell" data-label="评价">${verdict(one)}</td>
            <td role="cell" data-label="说了什么">${one.words}</td>
            <td role="cell" data-label="针对哪句">${one.about ? html`<span class="clip">${one.about}</span>` : nothing}</td>
            <td role="cell" data-label="时间"><a href="#/talks/${one.conversation_id}">${moment(one.at)}</a></td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

function verdict(one: Opinion): TemplateResult {
  if (one.score !== null) return html`<span class="tag ${one.score >= 4 ? "good" : one.score <= 2 ? "bad" : ""}">${one.score} 分</span>`;
  return html`<span class="tag ${one.helpful ? "good" : "bad"}">${one.helpful ? "有帮助" : "没帮助"}</span>`;
}

customElements.define("admin-talks", AdminTalks);
customElements.define("admin-talk", AdminTalk);
customElements.define("admin-failures", AdminFailures);
customElements.define("admin-opinions", AdminOpinions);
