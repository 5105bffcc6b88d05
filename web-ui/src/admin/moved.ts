// What is shown over a form whose row another has changed meanwhile?
import { html, type TemplateResult } from "lit";

/** Say so, and offer to look at how it stands now; what was typed stays until then. */
export function movedNotice(look: () => void): TemplateResult {
  return html`<div class="fault" role="alert">
    <p>这一条刚被别人改过,您的修改还没有保存。需要的话先把写好的内容复制下来,再载入最新内容接着改。</p>
    <button class="button small" type="button" @click=${look}>载入最新内容</button>
  </div>`;
}
