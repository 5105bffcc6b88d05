// What does the page at /desk start with?
import "../shared/page.css";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { Api } from "../shared/api";
import { basics, buttons } from "../shared/controls";
import "../shared/elements/login";
import { covers, type Me, signOut, whoAmI } from "../shared/staff";
import { Desk } from "./desk";
import "./room";
import { WORDS } from "./words";

/** The whole page: the sign-in form, then the desk. */
class XiaoerPage extends LitElement {
  @state() private me: Me | null = null;
  @state() private known = false;
  private readonly api = new Api({ onSignedOut: () => this.leave() });
  private desk: Desk | null = null;

  static override styles = [
    basics,
    buttons,
    css`
      .refused {
        display: grid;
        place-content: center;
        gap: 12px;
        min-height: 100dvh;
        padding: 24px;
        text-align: center;
        font: 15px/1.6 var(--font);
      }
      .refused p {
        margin: 0;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.meet();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.known) return nothing;
    const { me, desk } = this;
    if (me && !covers(me, "agent")) return this.refused();
    if (!me || !desk) {
      return html`<xe-login
        heading=${WORDS.title}
        .api=${this.api}
        @signed-in=${(event: CustomEvent<Me>) => this.enter(event.detail)}
      ></xe-login>`;
    }
    return html`<desk-room .desk=${desk} @leave=${() => void this.signOut()}></desk-room>`;
  }

  private refused(): TemplateResult {
    return html`<main class="refused">
      <h1>${WORDS.refused}</h1>
      <p>${WORDS.refusedHint}</p>
      <p><button class="button" @click=${() => void this.signOut()}>${WORDS.signOut}</button></p>
    </main>`;
  }

  private async meet(): Promise<void> {
    for (let waitS = 1; !this.known; waitS = Math.min(waitS * 2, 20)) {
      try {
        const me = await whoAmI(this.api);
        if (me) this.enter(me);
        this.known = true;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, waitS * 1000));
      }
    }
  }

  private enter(me: Me): void {
    this.leave();
    if (covers(me, "agent")) {
      this.desk = new Desk(this.api, me);
      this.desk.addEventListener("refused", () => this.leave());
      this.desk.start();
    }
    this.me = me;
  }

  private async signOut(): Promise<void> {
    await this.desk?.be("away");
    await signOut(this.api).catch(() => undefined);
    this.leave();
  }

  private leave(): void {
    this.desk?.stop();
    this.desk = null;
    this.me = null;
  }
}

customElements.define("xiaoer-desk", XiaoerPage);
