// What does the page at /admin start with?
import "../shared/page.css";
import { html, LitElement, type TemplateResult } from "lit";

/** The whole page. */
class XiaoerPage extends LitElement {
  protected override render(): TemplateResult {
    return html`<main><h1>店铺后台</h1></main>`;
  }
}

customElements.define("xiaoer-admin", XiaoerPage);
