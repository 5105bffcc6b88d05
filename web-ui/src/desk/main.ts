// What does the page at /desk start with?
import "../shared/page.css";
import { html, LitElement, type TemplateResult } from "lit";

/** The whole page. */
class XiaoerPage extends LitElement {
  protected override render(): TemplateResult {
    return html`<main><h1>人工客服工作台</h1></main>`;
  }
}

customElements.define("xiaoer-desk", XiaoerPage);
