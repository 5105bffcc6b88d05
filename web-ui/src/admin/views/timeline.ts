// When does what hold, on one line of time, and what will we say then?
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { KINDS, moment, PAGES, PROMOTIONS } from "../names";
import { looks } from "../style";
import type { Slot } from "../types";
import { AdminView } from "../view";

interface Found {
  now: string;
  timezone: string;
  windows: Slot[];
}

const DAY_MS = 86_400_000;
const PAD = 0.03;

/** Windows of promotions and texts as bars and as a table, with a question at a moment. */
export class AdminTimeline extends AdminView<Found> {
  @state() private at = "";

  static override styles = [
    ...looks,
    css`
      .lane {
        display: grid;
        grid-template-columns: 180px 1fr;
        gap: 10px;
        align-items: center;
        padding: 5px 0;
        border-top: 1px solid var(--line);
      }
      .lane svg {
        display: block;
        width: 100%;
        height: 22px;
      }
      .track {
        fill: var(--sunken);
      }
      .past {
        fill: var(--line-strong);
        opacity: 0.5;
      }
      .now {
        fill: var(--good);
      }
      .coming {
        fill: var(--note);
      }
      .mark {
        stroke: var(--bad);
        stroke-width: 2;
      }
      .ends {
        display: grid;
        grid-template-columns: 180px 1fr 1fr;
        gap: 10px;
      }
      .ends span:last-child {
        text-align: right;
      }
      @media (max-width: 720px) {
        .lane {
          grid-template-columns: 1fr;
          gap: 2px;
        }
        .ends {
          grid-template-columns: 1fr 1fr;
        }
        .ends span:first-child {
          display: none;
        }
      }
    `,
  ];

  protected fetch(): Promise<Found> {
    return this.console.api.get<Found>("/api/admin/knowledge/timeline");
  }

  protected override render(): TemplateResult {
    return html`${this.heading("时间线", "活动和限时问答、规则各在什么时候有效。红线是现在。")} ${this.preview()} ${this.body()}`;
  }

  private preview(): TemplateResult | typeof nothing {
    if (!this.console.isAgent) return nothing;
    return html`<form class="card bar" @submit=${this.look}>
      <label for="at">到那一刻会怎么说?</label>
      <input id="at" type="datetime-local" required .value=${this.at} @change=${(event: Event) => (this.at = (event.target as HTMLInputElement).value)} />
      <button class="button primary" type="submit">去试一试</button>
    </form>`;
  }

  private readonly look = (event: Event): void => {
    event.preventDefault();
    if (this.at) location.hash = `#/try?draft&at=${this.at}`;
  };

  protected show({ now, windows }: Found): TemplateResult {
    if (!windows.length) return html`<div class="empty"><p>还没有活动,也没有设了有效期的问答和规则。</p></div>`;
    const at = Date.parse(now);
    const edges = windows.flatMap((one) => [one.starts_at, one.ends_at]).map((text) => (text ? Date.parse(text) : at));
    const near = edges.filter((edge) => Math.abs(edge - at) < 400 * DAY_MS);
    const first = Math.min(at - DAY_MS, ...near);
    const last = Math.max(at + DAY_MS, ...near);
    const place = (time: number): number => Math.max(0, Math.min(100, (PAD + ((time - first) / (last - first)) * (1 - 2 * PAD)) * 100));
    return html`<section class="card" aria-label="时间线">
        <div class="ends muted small"><span></span><span>${moment(new Date(first).toISOString()).slice(0, 10)}</span><span>${moment(new Date(last).toISOString()).slice(0, 10)}</span></div>
        ${windows.map((one) => this.lane(one, at, place))}
      </section>
      ${this.table(windows, at)}`;
  }

  private lane(one: Slot, at: number, place: (time: number) => number): TemplateResult {
    const start = one.starts_at ? place(Date.parse(one.starts_at)) : 0;
    const end = one.ends_at ? place(Date.parse(one.ends_at)) : 100;
    return html`<div class="lane">
      <span class="small"><a href=${PAGES[one.kind] ?? "#/"}>${one.title}</a></span>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" x="0" y="1" width="100" height="8"></rect>
        ${svg`<rect class=${standing(one, at)} x=${start} y="1" width=${Math.max(0.6, end - start)} height="8" rx="1"></rect>
        <line class="mark" x1=${place(at)} x2=${place(at)} y1="0" y2="10" vector-effect="non-scaling-stroke"></line>`}
      </svg>
    </div>`;
  }

  private table(windows: Slot[], at: number): TemplateResult {
    const names = { past: ["已过期", ""], now: ["进行中", "good"], coming: ["未开始", "note"] } as const;
    return html`<table class="cards" role="table">
      <caption>明细</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">名称</th><th role="columnheader" scope="col">类别</th><th role="columnheader" scope="col">开始</th><th role="columnheader" scope="col">结束</th><th role="columnheader" scope="col">现在</th>
      </tr></thead>
      <tbody role="rowgroup">
        ${windows.map((one) => {
          const [label, tone] = names[standing(one, at)];
          return html`<tr role="row">
            <td role="cell" class="title">${one.title}</td>
            <td role="cell" data-label="类别">${one.kind === "promotion" ? (PROMOTIONS[one.about] ?? one.about) : KINDS[one.kind]}</td>
            <td role="cell" data-label="开始">${moment(one.starts_at) || "一直"}</td>
            <td role="cell" data-label="结束">${moment(one.ends_at) || "长期"}</td>
            <td role="cell" data-label="现在"><span class="tag ${tone}">${label}</span></td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }
}

function standing(one: Slot, at: number): "past" | "now" | "coming" {
  if (one.ends_at && Date.parse(one.ends_at) <= at) return "past";
  return one.starts_at && Date.parse(one.starts_at) > at ? "coming" : "now";
}

customElements.define("admin-timeline", AdminTimeline);
