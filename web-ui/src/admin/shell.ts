// How does the owner find the way around the console?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { icon } from "../shared/icons";
import { ROLE_NAMES } from "../shared/staff";
import type { Console } from "./console";
import { looks } from "./style";
import "./views/files";
import "./views/guide";
import "./views/orders";
import "./views/overview";
import "./views/people";
import "./views/publish";
import "./views/rows";
import "./views/settings";
import "./views/system";
import "./views/talks";
import "./views/texts";
import "./views/timeline";
import "./views/try";

type Least = "viewer" | "agent" | "owner";

interface Page {
  path: string;
  title: string;
  least: Least;
  show: (console: Console, rest: string) => TemplateResult;
}

const GROUPS: { title: string; pages: Page[] }[] = [
  {
    title: "",
    pages: [
      { path: "", title: "概览", least: "viewer", show: (c) => html`<admin-overview .console=${c}></admin-overview>` },
      { path: "try", title: "试一试", least: "agent", show: (c, rest) => html`<admin-try .console=${c} rest=${rest}></admin-try>` },
      { path: "guide", title: "开店引导", least: "owner", show: (c) => html`<admin-guide .console=${c}></admin-guide>` },
    ],
  },
  {
    title: "资料",
    pages: [
      { path: "faq", title: "问答", least: "viewer", show: (c, rest) => html`<admin-rows kind="faq" .console=${c} rest=${question(rest)}></admin-rows>` },
      { path: "products", title: "商品", least: "viewer", show: (c) => html`<admin-rows kind="sku" .console=${c}></admin-rows>` },
      { path: "promotions", title: "活动", least: "viewer", show: (c) => html`<admin-rows kind="promotion" .console=${c}></admin-rows>` },
      { path: "timeline", title: "时间线", least: "viewer", show: (c) => html`<admin-timeline .console=${c}></admin-timeline>` },
      { path: "policies", title: "店铺规则", least: "viewer", show: (c) => html`<admin-policies .console=${c}></admin-policies>` },
      { path: "orders", title: "订单", least: "viewer", show: (c) => html`<admin-orders .console=${c}></admin-orders>` },
      { path: "words", title: "词表", least: "viewer", show: (c) => html`<admin-words .console=${c}></admin-words>` },
      { path: "settings", title: "店铺设置", least: "viewer", show: (c) => html`<admin-settings .console=${c}></admin-settings>` },
      { path: "files", title: "导入导出", least: "owner", show: (c) => html`<admin-files .console=${c}></admin-files>` },
      { path: "publish", title: "发布", least: "viewer", show: (c) => html`<admin-publish .console=${c}></admin-publish>` },
    ],
  },
  {
    title: "接待",
    pages: [
      { path: "talks", title: "会话", least: "viewer", show: (c, rest) => html`<admin-talks .console=${c} rest=${rest}></admin-talks>` },
      { path: "failures", title: "答不上来的", least: "viewer", show: (c) => html`<admin-failures .console=${c}></admin-failures>` },
      { path: "opinions", title: "评价", least: "viewer", show: (c) => html`<admin-opinions .console=${c}></admin-opinions>` },
    ],
  },
  {
    title: "管理",
    pages: [
      { path: "staff", title: "员工", least: "owner", show: (c) => html`<admin-staff .console=${c}></admin-staff>` },
      { path: "keys", title: "接口密钥", least: "owner", show: (c) => html`<admin-keys .console=${c}></admin-keys>` },
      { path: "audit", title: "操作记录", least: "owner", show: (c) => html`<admin-audit .console=${c}></admin-audit>` },
      { path: "system", title: "系统与备份", least: "viewer", show: (c) => html`<admin-system .console=${c}></admin-system>` },
    ],
  },
];
const ALL = GROUPS.flatMap((group) => group.pages);

/** The frame around the views: way-finding, who is signed in, and that something waits to be published. */
export class AdminShell extends LitElement {
  @property({ attribute: false }) console!: Console;
  @state() private path = "";
  @state() private rest = "";
  @state() private opened = false;

  static override styles = [
    ...looks,
    css`
      :host {
        display: grid;
        grid-template-columns: 208px minmax(0, 1fr);
        min-height: 100dvh;
        color: var(--text);
        font: 15px/1.6 var(--font);
      }
      aside {
        position: sticky;
        top: 0;
        height: 100dvh;
        padding: 14px 10px;
        overflow-y: auto;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      .shop {
        padding: 2px 12px 10px;
        font-weight: 700;
        overflow-wrap: anywhere;
      }
      nav h2 {
        margin: 10px 12px 2px;
        color: var(--muted);
        font-size: 12px;
      }
      nav ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      nav a {
        display: flex;
        align-items: center;
        min-height: 32px;
        padding: 3px 12px;
        border-radius: var(--radius-small);
        color: var(--text);
        text-decoration: none;
      }
      nav a:hover {
        background: var(--sunken);
      }
      nav a[aria-current] {
        background: var(--accent-soft);
        color: var(--accent-strong);
        font-weight: 600;
      }
      nav .tag {
        margin-left: auto;
      }
      .who {
        display: grid;
        gap: 4px;
        margin-top: 16px;
        padding: 12px;
        border-top: 1px solid var(--line);
      }
      header {
        display: none;
      }
      .draft {
        position: sticky;
        top: 0;
        z-index: 10;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding: 8px 28px;
        border-bottom: 1px solid var(--line);
        background: var(--warn-soft);
        color: var(--warn);
      }
      .draft a {
        color: inherit;
        font-weight: 600;
      }
      main {
        width: 100%;
        max-width: 1120px;
        padding: 24px 28px 60px;
      }
      main:focus {
        outline: 0;
      }
      .skips {
        position: absolute;
      }
      .skip {
        position: absolute;
        left: -999px;
      }
      .skip:focus {
        left: 12px;
        top: 8px;
        z-index: 30;
        padding: 8px 12px;
        background: var(--surface);
      }
      @media (max-width: 860px) {
        :host {
          display: block;
        }
        header {
          position: sticky;
          top: 0;
          z-index: 20;
          display: flex;
          align-items: center;
          gap: 4px;
          padding: 6px 8px;
          border-bottom: 1px solid var(--line);
          background: var(--surface);
        }
        header strong {
          flex: 1;
          overflow: hidden;
          text-overflow: ellipsis;
          white-space: nowrap;
        }
        aside {
          position: fixed;
          inset: 0 auto 0 0;
          z-index: 25;
          width: min(280px, 84vw);
          box-shadow: var(--shadow-high);
        }
        aside:not(.opened) {
          display: none;
        }
        .shade {
          position: fixed;
          inset: 0;
          z-index: 24;
          border: 0;
          background: rgb(20 12 5 / 45%);
        }
        nav a {
          min-height: 42px;
        }
        .draft {
          position: static;
          padding: 8px 14px;
        }
        main {
          padding: 16px 14px 60px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("hashchange", this.go);
    this.console.addEventListener("change", this.renew);
    this.addEventListener("keydown", this.escape);
    this.go();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("hashchange", this.go);
    this.console.removeEventListener("change", this.renew);
  }

  private readonly renew = (): void => this.requestUpdate();

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.opened = false;
  };

  private readonly go = (): void => {
    const [, path = "", rest = ""] = /^#\/([a-z]*)(?:\/|(?=\?))?(.*)$/.exec(location.hash) ?? [];
    const moved = path !== this.path || rest !== this.rest;
    this.path = path;
    this.rest = rest;
    this.opened = false;
    if (moved && this.hasUpdated) void this.updateComplete.then(() => this.renderRoot.querySelector("main")?.focus());
    window.scrollTo(0, 0);
  };

  private may(least: Least): boolean {
    return least === "viewer" || (least === "agent" ? this.console.isAgent : this.console.isOwner);
  }

  private get page(): Page {
    const { console } = this;
    const wanted = this.path || (console.working?.live === null && console.isOwner ? "guide" : "");
    const found = ALL.find((page) => page.path === wanted && this.may(page.least));
    return found ?? (ALL[0] as Page);
  }

  protected override render(): TemplateResult {
    const { page, console } = this;
    document.title = `${page.title} · 店铺后台`;
    return html`<nav class="skips" aria-label="快捷"><button class="skip" @click=${this.skip}>跳到内容</button></nav>
      <header>
        <button class="icon" aria-label="打开菜单" aria-expanded=${this.opened ? "true" : "false"} @click=${() => (this.opened = true)}>${icon("menu")}</button>
        <strong>${console.working?.shop_name || "店铺后台"}</strong>
      </header>
      ${this.opened ? html`<button class="shade" aria-label="关闭菜单" @click=${() => (this.opened = false)}></button>` : nothing}
      <aside class=${this.opened ? "opened" : ""}>
        <div class="shop">${console.working?.shop_name || "店铺后台"}</div>
        ${this.ways(page)}
        <div class="who small">
          <span>${console.me.display_name} <span class="tag">${ROLE_NAMES[console.me.role]}</span></span>
          ${console.isAgent ? html`<a href="/desk">客服工作台</a>` : nothing}
          <a href="/" target="_blank" rel="noopener">顾客聊天页</a>
          <button class="textlink" @click=${() => this.dispatchEvent(new CustomEvent("leave"))}>退出登录</button>
        </div>
      </aside>
      <div>
        ${this.draft()}
        <main id="main" tabindex="-1">${keyed(`${page.path}${this.rest}`, page.show(console, this.rest))}</main>
      </div>`;
  }

  private ways(current: Page): TemplateResult {
    const changes = this.console.working?.changes ?? 0;
    return html`<nav aria-label="主菜单">
      ${GROUPS.map((group) => {
        const pages = group.pages.filter((page) => this.may(page.least));
        return html`${group.title ? html`<h2>${group.title}</h2>` : nothing}
          <ul>
            ${pages.map(
              (page) => html`<li>
                <a href="#/${page.path}" aria-current=${page === current ? "page" : nothing} @click=${() => (this.opened = false)}
                  >${page.title}${page.path === "publish" && changes ? html`<span class="tag warn">${changes}</span>` : nothing}</a
                >
              </li>`,
            )}
          </ul>`;
      })}
    </nav>`;
  }

  private draft(): TemplateResult | typeof nothing {
    const { working } = this.console;
    if (!working?.changes || working.live === null || this.page.path === "publish") return nothing;
    return html`<div class="draft" role="status">有 ${working.changes} 处修改还没有发布,顾客看不到。<a href="#/publish">去发布</a></div>`;
  }

  private readonly skip = (): void => {
    this.renderRoot.querySelector("main")?.focus();
  };
}

function question(rest: string): string {
  if (!rest.startsWith("?")) return "";
  try {
    return decodeURIComponent(rest.slice(1));
  } catch {
    return "";
  }
}

customElements.define("admin-shell", AdminShell);
