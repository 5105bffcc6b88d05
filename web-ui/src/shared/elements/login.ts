// How do the staff come in?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type Api, Problem } from "../api";
import { basics, buttons, fields } from "../controls";
import { changeOwn, type Me, signIn, signInWithToken, whoAmI } from "../staff";

type Step = "password" | "token" | "first";

const SHORTEST_PASSWORD = 8;
const WORDS = {
  login: "登录名",
  password: "密码",
  enter: "登录",
  token: "店主令牌",
  tokenHint: "首次启动时终端里显示的那一串;也可以运行 xiaoer token 换一个新的。",
  useToken: "第一次使用?用店主令牌登录",
  usePassword: "用登录名和密码登录",
  first: "设置登录名和密码",
  firstHint: "以后用它们登录,令牌随即作废。",
  displayName: "显示名",
  displayHint: "接待顾客时,顾客看到的名字。",
  passwordHint: "至少 8 个字符,不要用常见密码。",
  again: "再输一次密码",
  differ: "两次输入的密码不一样",
  short: "密码至少要 8 个字符",
  save: "保存并继续",
  later: "以后再设",
  offline: "连不上服务器,请检查网络后再试",
  slow: "尝试太频繁,请 {s} 秒后再试",
};

/**
 * The sign-in form of the staff's pages, and the first setting of name and password after the owner's token.
 *
 * `<xe-login heading="…" .api=${api} @signed-in=${(event: CustomEvent<Me>) => …}></xe-login>`
 */
export class XeLogin extends LitElement {
  @property({ attribute: false }) api!: Api;
  @property() heading = "";
  /** Somebody who came in by token and has no password yet: start with setting one. */
  @property({ attribute: false }) me: Me | null = null;
  @state() private step: Step = "password";
  @state() private error = "";
  @state() private busy = false;

  static override styles = [
    basics,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        min-height: 100dvh;
        place-items: center;
        padding: 24px 16px;
        background: var(--page);
        color: var(--text);
        font: 15px/1.6 var(--font);
      }
      main {
        width: min(380px, 100%);
        padding: 28px 24px 24px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      h1 {
        margin: 0 0 4px;
        font-size: 20px;
        line-height: 1.4;
      }
      .brand {
        margin: 0 0 20px;
        color: var(--muted);
        font-size: 13px;
      }
      .error {
        margin: 0 0 14px;
        padding: 8px 12px;
        border-radius: var(--radius-small);
        background: var(--bad-soft);
        color: var(--bad);
        font-size: 14px;
      }
      .actions {
        display: grid;
        gap: 8px;
        margin-top: 20px;
      }
    `,
  ];

  protected override willUpdate(): void {
    if (this.me?.needs_password) this.step = "first";
  }

  protected override render(): TemplateResult {
    return html`<main>
      <h1>${this.step === "first" ? WORDS.first : this.heading}</h1>
      <p class="brand">${this.step === "first" ? WORDS.firstHint : "店小二"}</p>
      ${this.error ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
      <form @submit=${this.submit} novalidate>${this.form()}</form>
    </main>`;
  }

  private form(): TemplateResult {
    if (this.step === "first") return this.firstForm();
    if (this.step === "token") return this.tokenForm();
    return html`
      ${this.field("login", WORDS.login, { autocomplete: "username", autocapitalize: "none" })}
      ${this.field("password", WORDS.password, { type: "password", autocomplete: "current-password" })}
      ${this.buttons(WORDS.enter, WORDS.useToken, () => this.go("token"))}
    `;
  }

  private tokenForm(): TemplateResult {
    return html`
      ${this.field("token", WORDS.token, { type: "password", autocomplete: "off", hint: WORDS.tokenHint })}
      ${this.buttons(WORDS.enter, WORDS.usePassword, () => this.go("password"))}
    `;
  }

  private firstForm(): TemplateResult {
    const hint = WORDS.passwordHint;
    return html`
      ${this.field("login", WORDS.login, { autocomplete: "username", autocapitalize: "none" })}
      ${this.field("display_name", WORDS.displayName, { autocomplete: "nickname", hint: WORDS.displayHint })}
      ${this.field("password", WORDS.password, { type: "password", autocomplete: "new-password", hint })}
      ${this.field("again", WORDS.again, { type: "password", autocomplete: "new-password" })}
      ${this.buttons(WORDS.save, WORDS.later, () => this.finish())}
    `;
  }

  private field(
    name: string,
    label: string,
    more: { type?: string; autocomplete?: string; autocapitalize?: string; hint?: string },
  ): TemplateResult {
    const hint = more.hint ? html`<p class="hint" id="${name}-hint">${more.hint}</p>` : nothing;
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type=${more.type ?? "text"}
        autocomplete=${more.autocomplete ?? "off"}
        autocapitalize=${more.autocapitalize ?? "off"}
        spellcheck="false"
        maxlength="128"
        required
        aria-describedby=${more.hint ? `${name}-hint` : nothing}
      />
      ${hint}
    </div>`;
  }

  private buttons(main: string, other: string, act: () => void): TemplateResult {
    return html`<div class="actions">
      <button class="button primary" type="submit" ?disabled=${this.busy}>${main}</button>
      <button class="button quiet" type="button" @click=${act}>${other}</button>
    </div>`;
  }

  private go(step: Step): void {
    this.step = step;
    this.error = "";
    void this.updateComplete.then(() => this.renderRoot.querySelector("input")?.focus());
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const empty = form.querySelector<HTMLInputElement>("input:invalid");
    if (empty) return empty.focus();
    const given = Object.fromEntries(new FormData(form)) as Record<string, string>;
    this.busy = true;
    this.error = "";
    try {
      await this.enter(given);
    } catch (problem) {
      this.error = told(problem);
    }
    this.busy = false;
  }

  private async enter(given: Record<string, string>): Promise<void> {
    if (this.step === "first") return this.setUp(given);
    const me =
      this.step === "token"
        ? await signInWithToken(this.api, (given["token"] ?? "").trim())
        : await signIn(this.api, given["login"] ?? "", given["password"] ?? "");
    this.me = me;
    if (me.needs_password) this.go("first");
    else this.finish();
  }

  private async setUp(given: Record<string, string>): Promise<void> {
    const { login, display_name, password, again } = given;
    if ((password ?? "").length < SHORTEST_PASSWORD) throw new Problem(422, "weak_password", WORDS.short, 0, "");
    if (password !== again) throw new Problem(422, "differ", WORDS.differ, 0, "");
    await changeOwn(this.api, { login: login ?? "", display_name: display_name ?? "", password: password ?? "" });
    this.me = await whoAmI(this.api);
    this.finish();
  }

  private finish(): void {
    if (this.me) this.dispatchEvent(new CustomEvent<Me>("signed-in", { detail: this.me }));
  }
}

/** Say what went wrong, in words for people. */
function told(problem: unknown): string {
  if (!(problem instanceof Problem)) throw problem;
  if (problem.status === 0) return WORDS.offline;
  if (problem.status === 429) return WORDS.slow.replace("{s}", String(Math.ceil(problem.retryAfterS)));
  return problem.detail;
}

if (!customElements.get("xe-login")) customElements.define("xe-login", XeLogin);
