// What does the page at / start with?
import "../shared/page.css";
import { html, LitElement, type TemplateResult } from "lit";

/** The whole page. */
class XiaoerPage extends LitElement {
  protected override render(): TemplateResult {
    return html`<main><h1>店小二</h1></main>`;
  }
}

customElements.define("xiaoer-chat-page", XiaoerPage);
