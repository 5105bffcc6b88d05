// How do the owner's files come in: chosen or dropped, looked at first, then imported?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { asked, type Console, told } from "./console";
import { countsView, diffTable, isReadable, problemsView } from "./diff";
import { looks } from "./style";
import type { Report } from "./types";
import { packed } from "./zip";

const TEMPLATES: [string, string][] = [["products", "商品"], ["faq", "问答"], ["promotions", "活动"], ["orders", "订单"]];
const ACCEPT = ".xlsx,.xls,.csv,.zip,.md,.txt,.docx,.pdf,.toml,.ods";

/** `<admin-upload .console @imported>`. */
export class AdminUpload extends LitElement {
  @property({ attribute: false }) console!: Console;
  @state() private file: { blob: Blob; name: string } | null = null;
  @state() private report: Report | null = null;
  @state() private failed = "";
  @state() private busy = "";
  @state() private seconds = 0;
  @state() private prune = false;
  @state() private over = false;

  static override styles = [
    ...looks,
    css`
      .drop {
        display: grid;
        gap: 10px;
        justify-items: center;
        padding: 26px 16px;
        border: 2px dashed var(--line-strong);
        border-radius: var(--radius);
        background: var(--sunken);
        text-align: center;
      }
      .drop.over {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .drop p {
        margin: 0;
      }
      input[type="file"] {
        position: absolute;
        width: 1px;
        height: 1px;
        opacity: 0;
      }
      label.button {
        cursor: pointer;
      }
      input[type="file"]:focus-visible + label {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      section.card,
      [role="status"] {
        margin: 16px 0 0;
      }
      progress {
        width: 100%;
        height: 8px;
        accent-color: var(--accent);
      }
      details {
        margin: 0 0 12px;
      }
      summary {
        min-height: 32px;
        cursor: pointer;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`${this.templates()}
      <div class="drop ${this.over ? "over" : ""}" @dragover=${this.hover} @dragleave=${() => (this.over = false)} @drop=${this.drop}>
        <p>把文件拖到这里,或者</p>
        <div class="bar">
          <span><input id="file" type="file" multiple accept=${ACCEPT} @change=${this.chosen} /><label class="button primary" for="file">选择文件</label></span>
          <span><input id="folder" type="file" webkitdirectory @change=${this.chosen} /><label class="button" for="folder">选择文件夹</label></span>
        </div>
        <p class="muted small">Excel、CSV、zip 或整个文件夹;规则可以是 Word、PDF、Markdown。先看结果,再决定导不导入。</p>
      </div>
      ${this.failed ? html`<p class="fault" role="alert">${this.failed}</p>` : nothing}
      <div aria-live="polite">${this.busy ? this.waiting() : this.result()}</div>`;
  }

  private templates(): TemplateResult {
    return html`<p>还没有现成的表格?下载模板,照着填:
      ${TEMPLATES.map(
        ([kind, name]) => html`<button class="button small" @click=${() => void this.console.download(`/api/admin/knowledge/templates/${kind}`, `${name}.xlsx`)}>${name}模板</button> `,
      )}</p>`;
  }

  private result(): TemplateResult | typeof nothing {
    const { report } = this;
    if (!report) return nothing;
    if (!this.file) return this.leftOver(report);
    const readable = isReadable(report);
    return html`<section class="card" aria-label="预览">
      <h2>预览:${this.file.name}</h2>
      ${countsView(report)} ${readable ? this.verdict(report) : html`<p class="fault" role="alert">这个文件里没有读出任何内容,请按下面的提示改好,或者换一个文件。</p>`}
      <div class="bar">
        ${readable
          ? html`<label class="check"><input type="checkbox" .checked=${this.prune} @change=${this.switchPrune} />文件里没有的旧条目也一并删除</label>`
          : nothing}
        <span class="gap"></span>
        <button class="button" @click=${this.forget}>换一个文件</button>
        ${readable && differs(report)
          ? html`<button class="button primary" @click=${() => void this.store()}>${report.errors ? "导入能读懂的部分" : "导入到草稿"}</button>`
          : nothing}
      </div>
      ${problemsView(report)}
    </section>`;
  }

  /** What was not brought in stays in sight until the next file: it has to be mended first. */
  private leftOver(report: Report): TemplateResult {
    return html`<section class="card" aria-label="没有导入的">
      <h2>已导入到草稿,还有 ${report.errors} 处没有导入</h2>
      <p>照下面的提示改好表格,再传一次就行;已经导入的不会重复。</p>
      ${problemsView(report)}
    </section>`;
  }

  private verdict(report: Report): TemplateResult {
    const { diff } = report;
    if (!differs(report)) return html`<p class="notice">${report.errors ? "读懂的部分和现有资料完全一样,没有要导入的。" : "和现有资料完全一样,没有要导入的。"}</p>`;
    return html`<p>导入后草稿里会<strong>新增 ${diff.added} 条、修改 ${diff.changed} 条、删除 ${diff.removed} 条</strong>。</p>
      <details><summary>看看具体是哪些</summary>${diffTable(diff)}</details>`;
  }

  private waiting(): TemplateResult {
    const slow = this.seconds >= 5 ? html` 已经 ${this.seconds} 秒了,几万行的表格要一两分钟,请不要关闭页面。` : nothing;
    return html`<div class="card" role="status"><p>${this.busy}${slow}</p><progress aria-label=${this.busy}></progress></div>`;
  }

  private readonly hover = (event: DragEvent): void => {
    event.preventDefault();
    this.over = true;
  };

  private readonly drop = (event: DragEvent): void => {
    event.preventDefault();
    this.over = false;
    void this.take([...(event.dataTransfer?.files ?? [])]);
  };

  private readonly chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    void this.take([...(input.files ?? [])]).then(() => (input.value = ""));
  };

  private readonly forget = (): void => {
    this.file = null;
    this.report = null;
    this.failed = "";
  };

  private readonly switchPrune = (event: Event): void => {
    this.prune = (event.target as HTMLInputElement).checked;
    void this.look();
  };

  private async take(files: File[]): Promise<void> {
    const first = files[0];
    if (!first) return;
    const many = files.length > 1 || Boolean(first.webkitRelativePath);
    this.prune = false;
    this.file = many ? { blob: await packed(files), name: "资料.zip" } : { blob: first, name: first.name };
    await this.look();
  }

  private async send(dry: boolean): Promise<Report | null> {
    const { file } = this;
    if (!file) return null;
    this.failed = "";
    this.busy = dry ? `正在读取 ${file.name}…` : `正在导入 ${file.name}…`;
    this.seconds = 0;
    const clock = window.setInterval(() => (this.seconds += 1), 1000);
    try {
      const path = `/api/admin/knowledge/upload${asked({ dry_run: String(dry), prune: this.prune })}`;
      return await this.console.api.upload<Report>(path, new Blob([file.blob]), file.name);
    } catch (problem) {
      this.failed = told(problem);
      return null;
    } finally {
      clearInterval(clock);
      this.busy = "";
    }
  }

  private async look(): Promise<void> {
    this.report = await this.send(true);
  }

  private async store(): Promise<void> {
    const report = await this.send(false);
    if (!report) return;
    this.forget();
    this.report = report.errors ? report : null;
    this.console.say(`已导入到草稿:新增 ${report.diff.added} 条,修改 ${report.diff.changed} 条`);
    await this.console.attempt(() => this.console.refresh());
    this.dispatchEvent(new CustomEvent<Report>("imported", { detail: report }));
  }
}

function differs(report: Report): boolean {
  return report.diff.added + report.diff.changed + report.diff.removed > 0;
}

customElements.define("admin-upload", AdminUpload);
