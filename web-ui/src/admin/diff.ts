// How is a difference between two states of the shop shown?
import { html, nothing, type TemplateResult } from "lit";
import { KINDS } from "./names";
import type { Change, Diff, Fault, Report } from "./types";

const MARKS = { added: ["新增", "good"], changed: ["修改", "note"], removed: ["删除", "bad"] } as const;

export interface DiffOptions {
  /** Puts a button on each row. */
  undo?: ((kind: string, key: string) => void) | undefined;
  /** Rows that have come since somebody looked. */
  fresh?: (change: Change) => boolean;
}

/** What is added, changed and removed, row by row. */
export function diffTable(diff: Diff, { undo, fresh }: DiffOptions = {}): TemplateResult {
  const shown = diff.changes.length;
  const all = diff.added + diff.changed + diff.removed;
  return html`<table class="cards" role="table">
      <caption class="unseen">修改明细</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">变化</th><th role="columnheader" scope="col">哪一条</th><th role="columnheader" scope="col">改了什么</th>
        ${undo ? html`<th role="columnheader" scope="col"><span class="unseen">操作</span></th>` : nothing}
      </tr></thead>
      <tbody role="rowgroup">
        ${diff.changes.map(
          (one) => html`<tr role="row">
            <td role="cell" data-label="变化"><span class="tag ${MARKS[one.change][1]}">${MARKS[one.change][0]}</span>${fresh?.(one) ? html` <span class="tag warn">刚改的</span>` : nothing}</td>
            <td role="cell" data-label="哪一条"><span><span class="muted small">${KINDS[one.kind] ?? one.kind}</span> ${one.title}</span></td>
            <td role="cell" data-label="改了什么">${one.fields.length
              ? html`<span>${one.fields.map((field) => html`<span class="small">${field.field}:<del>${field.old}</del> → <ins>${field.new}</ins></span><br />`)}</span>`
              : nothing}</td>
            ${undo
              ? html`<td role="cell" class="acts"><button class="button quiet small" aria-label="撤销${one.title}" @click=${() => undo(one.kind, one.key)}>撤销</button></td>`
              : nothing}
          </tr>`,
        )}
      </tbody>
    </table>
    ${shown < all ? html`<p class="muted small">只列出前 ${shown} 条,共 ${all} 条。</p>` : nothing}`;
}

const LISTED = 10; // what is at fault beyond this is folded away

/** Whether any row could be read at all. */
export function isReadable(report: Report): boolean {
  return report.outcome !== "rejected" && report.counts.some((count) => count.loaded);
}

/** How much of a file could be read. */
export function countsView(report: Report): TemplateResult | typeof nothing {
  const seen = report.counts.filter((count) => count.seen);
  if (!seen.length) return nothing;
  return html`<ul>${seen.map((count) => html`<li>${KINDS[count.kind] ?? count.kind}:读懂 ${count.loaded} 条${count.loaded < count.seen ? html`,<span class="bad">${count.seen - count.loaded} 条有问题</span>` : nothing}</li>`)}</ul>`;
}

/** Which rows of a file are at fault or look mistaken, and what to do about each. */
export function problemsView(report: Report): TemplateResult {
  const rest = isReadable(report) ? "(其他行照常导入)" : "";
  const of = (severity: Fault["severity"]): Fault[] => report.problems.filter((one) => one.severity === severity);
  return html`${problemList(of("error"), report.errors, `${report.errors} 处需要改正${rest}`)}
    ${problemList(of("warning"), report.warnings, `${report.warnings} 处请留意(照常导入)`)}`;
}

function problemList(problems: Fault[], all: number, told: string): TemplateResult | typeof nothing {
  if (!problems.length) return nothing;
  const more = problems.slice(LISTED);
  return html`${problemTable(told, problems.slice(0, LISTED))}
    ${more.length
      ? html`<details><summary>还有 ${all - LISTED} 处</summary>${problemTable("其余的", more)}
          ${problems.length < all ? html`<p class="muted small">只列出前 ${problems.length} 处,共 ${all} 处。改好这些再传一次。</p>` : nothing}</details>`
      : nothing}`;
}

function problemTable(caption: string, problems: Fault[]): TemplateResult {
  return html`<table class="cards" role="table">
    <caption>${caption}</caption>
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" scope="col">位置</th><th role="columnheader" scope="col">列</th><th role="columnheader" scope="col">怎么了</th>
    </tr></thead>
    <tbody role="rowgroup">
      ${problems.map(
        (one) => html`<tr role="row">
          <td role="cell" data-label="位置"><span><span class="tag ${one.severity === "error" ? "bad" : "warn"}">${one.severity === "error" ? "错误" : "提醒"}</span> ${one.file}${one.row === null ? "" : ` 第 ${one.row} 行`}</span></td>
          <td role="cell" data-label="列">${one.column}</td>
          <td role="cell" data-label="怎么了">${one.reason}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
