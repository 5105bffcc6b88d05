// How is shown why something was said?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { KINDS, ROUTES, STAGES } from "./names";
import { looks } from "./style";
import type { Receipt } from "./types";

const ACTIONS: Record<string, string> = { allow: "放行", handoff: "转人工", refuse: "婉拒" };
const MOODS: Record<string, string> = { positive: "满意", negative: "不满", neutral: "平静" };

/** `<admin-receipt .receipt>`. */
export class AdminReceipt extends LitElement {
  @property({ attribute: false }) receipt!: Receipt;

  static override styles = [
    ...looks,
    css`
      :host {
        font-size: 14px;
      }
      h2 {
        margin: 14px 0 4px;
        color: var(--muted);
        font-size: 13px;
      }
      ul {
        margin: 0;
        padding-left: 18px;
      }
      .stages {
        display: grid;
        grid-template-columns: auto 1fr auto;
        gap: 2px 10px;
        align-items: center;
        margin: 0;
      }
      .stages dd {
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      meter {
        width: 100%;
        height: 10px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { receipt } = this;
    const { understanding: heard } = receipt;
    const total = receipt.stages.reduce((sum, stage) => sum + stage.ms, 0);
    return html`
      <p><span class="tag note">${ROUTES[receipt.route] ?? receipt.route}</span> 规则 <code>${receipt.rule}</code> · 资料版本 ${receipt.shop_version} · 共 ${total.toFixed(1)} 毫秒</p>
      <h2>听成了什么</h2>
      <ul>
        ${heard.standalone !== heard.normalized ? html`<li>补全后:${heard.standalone}</li>` : nothing}
        ${heard.asks.map((ask) => html`<li>“${ask.text}” → 意图 <code>${ask.intent}</code>,把握 ${Math.round(ask.confidence * 100)}%${details(ask.entities)}</li>`)}
        <li>情绪:${MOODS[heard.sentiment] ?? heard.sentiment}${heard.anger > 0 ? `,生气程度 ${Math.round(heard.anger * 100)}%` : ""}</li>
      </ul>
      <h2>安全检查</h2>
      <p>${ACTIONS[receipt.screening.action] ?? receipt.screening.action}${receipt.screening.reason ? `(${receipt.screening.reason})` : ""}</p>
      <h2>依据的资料</h2>
      ${receipt.evidence.length
        ? html`<ul>${receipt.evidence.map((one) => html`<li><span class="tag">${KINDS[one.kind] ?? one.kind}</span> ${one.id}<br /><span class="muted wrap">${one.text}</span></li>`)}</ul>`
        : html`<p class="muted">没有用到店铺资料。</p>`}
      ${receipt.replaced.length ? html`<h2>被出口核对拦下的句子</h2><ul>${receipt.replaced.map((text) => html`<li>${text}</li>`)}</ul>` : nothing}
      ${receipt.composed
        ? html`<h2>模型</h2><p>${receipt.composed.model}:读入 ${receipt.composed.prompt_tokens} 词元,写出 ${receipt.composed.completion_tokens},结束于 ${receipt.composed.ended}</p>`
        : nothing}
      <h2>用时</h2>
      <dl class="stages">
        ${receipt.stages.map(
          (stage) => html`<dt>${STAGES[stage.stage] ?? stage.stage}</dt><dd><meter min="0" max=${total || 1} value=${stage.ms} aria-label=${STAGES[stage.stage] ?? stage.stage}></meter></dd><dd>${stage.ms.toFixed(2)} ms</dd>`,
        )}
      </dl>
    `;
  }
}

/** What was found in the words, in a few of them. */
function details(entities: Record<string, unknown>): string {
  const told: string[] = [];
  for (const match of (entities["products"] as { mention: string }[] | undefined) ?? []) told.push(match.mention);
  for (const name of ["attribute", "option_name", "order_id"]) if (entities[name]) told.push(String(entities[name]));
  if (typeof entities["quantity"] === "number") told.push(`${entities["quantity"]} 件`);
  return told.length ? `,提到 ${[...new Set(told)].join("、")}` : "";
}

customElements.define("admin-receipt", AdminReceipt);
