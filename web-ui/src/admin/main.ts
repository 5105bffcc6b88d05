// What does the page at /admin start with?
import "../shared/page.css";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { Api } from "../shared/api";
import "../shared/elements/dialog";
import "../shared/elements/login";
import "../shared/elements/toasts";
import type { XeToasts } from "../shared/elements/toasts";
import { type Me, signOut, whoAmI } from "../shared/staff";
import { Console } from "./console";
import "./shell";

const FIRST_PAUSE_S = 1;
const LONGEST_PAUSE_S = 20;

/** The whole page: the sign-in form, then the console. */
class XiaoerPage extends LitElement {
  @state() private me: Me | null = null;
  @state() private known = false;
  @state() private console: Console | null = null;
  private readonly api = new Api({ onSignedOut: () => this.leave(), timeoutS: 60 });

  override connectedCallback(): void {
    super.connectedCallback();
    void this.meet();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.known) return nothing;
    return html`${this.console
        ? html`<admin-shell .console=${this.console} @leave=${() => void this.signOut()}></admin-shell>`
        : html`<xe-login heading="店铺后台" .api=${this.api} .me=${this.me} @signed-in=${(event: CustomEvent<Me>) => void this.enter(event.detail)}></xe-login>`}
      <xe-toasts></xe-toasts>`;
  }

  private async meet(): Promise<void> {
    for (let pauseS = FIRST_PAUSE_S; !this.known; pauseS = Math.min(pauseS * 2, LONGEST_PAUSE_S)) {
      try {
        const me = await whoAmI(this.api);
        if (me) await this.enter(me);
        this.known = true;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pauseS * 1000));
      }
    }
  }

  private async enter(me: Me): Promise<void> {
    const entered = new Console(this.api, me, () => this.renderRoot.querySelector<XeToasts>("xe-toasts"));
    this.me = me;
    await entered.refresh();
    this.console = entered;
  }

  private leave(): void {
    this.console = null;
    this.me = null;
  }

  private async signOut(): Promise<void> {
    await this.console?.attempt(() => signOut(this.api));
    this.leave();
    location.hash = "";
  }
}

customElements.define("xiaoer-admin", XiaoerPage);
