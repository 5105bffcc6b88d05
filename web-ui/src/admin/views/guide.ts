// How does a new owner get from nothing to a shop that answers?
import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import "../form";
import { icon } from "../../shared/icons";
import { looks } from "../style";
import type { Cells, Fault, Profile, Saved } from "../types";
import "../upload";
import { AdminView } from "../view";
import { SETTING_FIELDS, toCells, toProfile } from "./settings";

const STEPS = ["店铺名称", "放进资料", "试一试", "发布"] as const;
const FIRST_FIELDS = SETTING_FIELDS.filter((field) => ["name", "assistant_name", "business_hours"].includes(field.name));

/** Four steps; where to go on is read from the draft, so it may be left at any time. */
export class AdminGuide extends AdminView<Profile> {
  @state() private step = -1;
  @state() private faults: Fault[] = [];

  static override styles = [
    ...looks,
    css`
      .steps {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin: 0 0 16px;
        padding: 0;
        list-style: none;
      }
      .steps button {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 40px;
        padding: 4px 14px 4px 6px;
        border: 1px solid var(--line);
        border-radius: 999px;
        background: var(--surface);
      }
      .steps [aria-current] {
        border-color: var(--accent);
        font-weight: 600;
      }
      .dot {
        display: grid;
        place-items: center;
        width: 26px;
        height: 26px;
        border-radius: 50%;
        background: var(--sunken);
      }
      .done .dot {
        background: var(--good-soft);
        color: var(--good);
      }
      [aria-current] .dot {
        background: var(--accent);
        color: var(--on-accent);
      }
    `,
  ];

  protected fetch(): Promise<Profile> {
    return this.console.api.get<Profile>("/api/admin/knowledge/profile");
  }

  /** How far the shop is. */
  private get reached(): number {
    const working = this.console.working;
    if (working?.live) return 4;
    if (!working?.shop_name) return 0;
    return this.rows ? 2 : 1;
  }

  private get rows(): number {
    const counts = this.console.working?.counts ?? {};
    return (counts["sku"] ?? 0) + (counts["faq"] ?? 0) + (counts["policy"] ?? 0) + (counts["promotion"] ?? 0);
  }

  protected override render(): TemplateResult {
    const at = this.step < 0 ? Math.min(this.reached, 3) : this.step;
    const title = this.console.working?.live ? "开店引导" : "欢迎!四步就能开张";
    return html`${this.heading(title, this.console.working?.live ? "" : "大约十分钟。随时可以离开,进度会留着。")}
      <ol class="steps" aria-label="步骤">
        ${STEPS.map(
          (name, place) => html`<li class=${place < this.reached ? "done" : ""}>
            <button aria-current=${place === at ? "step" : nothing} ?disabled=${place > this.reached} @click=${() => (this.step = place)}>
              <span class="dot">${place < this.reached ? icon("check") : place + 1}</span>${name}
            </button>
          </li>`,
        )}
      </ol>
      ${this.found || this.failed ? this.at(at) : this.body()}`;
  }

  protected show(): TemplateResult {
    return html`${nothing}`;
  }

  private at(step: number): TemplateResult {
    if (!this.found) return this.body();
    if (step === 0) return this.named(this.found);
    if (step === 1) return this.filled();
    if (step === 2) return this.tried();
    return this.console.working?.live ? this.opened() : this.published();
  }

  private named(found: Profile): TemplateResult {
    return html`<section class="card">
      <h2>1. 你的店叫什么?</h2>
      <admin-form .fields=${FIRST_FIELDS} .cells=${toCells(found)} .faults=${this.faults} save-label="下一步" cancel-label="" @save=${(event: CustomEvent<Cells>) => void this.name(event.detail, found)}></admin-form>
    </section>`;
  }

  private filled(): TemplateResult {
    return html`<section class="card">
        <h2>2. 把商品和常见问题放进来</h2>
        <admin-upload .console=${this.console} @imported=${() => this.requestUpdate()}></admin-upload>
      </section>
      <section class="card">
        <h2>没有表格也行</h2>
        <p>先手动写几条:<a href="#/faq">添加问答</a>、<a href="#/products">添加商品</a>、<a href="#/policies">添加规则</a>,写完再回到这里。</p>
      </section>
      ${this.rows
        ? html`<section class="card bar">
            <span class="good">草稿里已有 ${this.rows} 条资料。</span>
            <span class="gap"></span>
            <button class="button primary" @click=${() => (this.step = 2)}>下一步</button>
          </section>`
        : nothing}`;
  }

  private tried(): TemplateResult {
    return html`<section class="card">
      <h2>3. 像顾客一样问几句</h2>
      <p>草稿里有 ${this.rows} 条资料。现在只有你能看到,先试试答得对不对。</p>
      <div class="bar">
        <a class="button primary" href="#/try?draft">打开试一试</a>
        <button class="button" @click=${() => (this.step = 3)}>试过了,下一步</button>
      </div>
    </section>`;
  }

  private published(): TemplateResult {
    return html`<section class="card">
      <h2>4. 发布</h2>
      <p>发布之后,顾客在聊天页就能得到回答。以后每次修改也是先存草稿、再发布,随时可以退回。</p>
      <div class="bar">
        <button class="button primary" @click=${() => void this.publish()}>发布,开张</button>
        <a class="button" href="#/publish">先看看要发布什么</a>
      </div>
    </section>`;
  }

  private opened(): TemplateResult {
    const { origin } = location;
    return html`<section class="card">
        <h2>开张了!</h2>
        <p>顾客现在就能提问:<a href="/" target="_blank" rel="noopener">${origin}/</a></p>
      </section>
      <section class="card">
        <h2>放到自己的网站上</h2>
        <p>把这一行贴到网页的 <code>&lt;/body&gt;</code> 之前,右下角会出现聊天按钮:</p>
        <p class="muted small">先在启动配置的 <code>server.allowed_origins</code> 里写上你的网站地址,例如 https://www.example.com。</p>
        <pre>&lt;script src="${origin}/widget.js" async&gt;&lt;/script&gt;</pre>
      </section>
      <section class="card">
        <h2>接下来</h2>
        <ul>
          <li><a href="#/staff">给客服开账号</a>,让他们在 <a href="/desk">工作台</a> 接待转人工的顾客</li>
          <li><a href="#/failures">看看哪些问题答不上来</a>,一条条补成问答</li>
          <li><a href="#/promotions">加上正在做的活动</a>,顾客问到手价时会自动算</li>
          <li><a href="#/system">备份一次</a></li>
        </ul>
      </section>`;
  }

  private async name(cells: Cells, found: Profile): Promise<void> {
    const named = { ...toProfile(toCells(found), found.defaults), ...toProfile(cells, found.defaults) };
    const body = { ...named, mark: found.mark };
    const saved = await this.console.save(() => this.console.api.put<Saved>("/api/admin/knowledge/profile", body));
    if (saved === null) this.console.say("店铺设置刚被别人改过,已载入最新内容", "bad");
    if (saved === null) await this.load();
    if (!saved) return;
    this.faults = saved.problems;
    if (!saved.saved) return;
    await this.console.refresh();
    this.step = 1;
    await this.load();
  }

  private async publish(): Promise<void> {
    if (await this.console.change(() => this.console.api.post("/api/admin/knowledge/publish"), "开张了!")) this.step = 3;
  }
}

customElements.define("admin-guide", AdminGuide);
