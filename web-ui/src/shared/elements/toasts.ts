// How is a short notice shown that goes away by itself?
import { css, html, LitElement, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { basics } from "../controls";

export type ToastKind = "note" | "good" | "bad";

interface Toast {
  id: number;
  text: string;
  kind: ToastKind;
}

const SHOWN_S = 5;

/** Put one `<xe-toasts>` into the page and call `show`; screen readers hear every notice. */
export class XeToasts extends LitElement {
  @state() private shown: Toast[] = [];
  private count = 0;

  static override styles = [
    basics,
    css`
      :host {
        position: fixed;
        inset: auto 0 calc(20px + env(safe-area-inset-bottom)) 0;
        z-index: 60;
        display: grid;
        justify-items: center;
        gap: 8px;
        padding: 0 12px;
        pointer-events: none;
        font: 14px/1.5 var(--font);
      }
      p {
        max-width: 440px;
        margin: 0;
        padding: 10px 16px;
        border-radius: var(--radius-small);
        background: var(--text);
        color: var(--page);
        box-shadow: var(--shadow-high);
        overflow-wrap: anywhere;
        animation: rise var(--fast) ease-out;
      }
      .bad {
        background: var(--bad);
        color: var(--surface);
      }
      .good {
        background: var(--good);
        color: var(--surface);
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ];

  show(text: string, kind: ToastKind = "note"): void {
    const id = ++this.count;
    this.shown = [...this.shown.slice(-2), { id, text, kind }];
    setTimeout(() => (this.shown = this.shown.filter((toast) => toast.id !== id)), SHOWN_S * 1000);
  }

  protected override render(): TemplateResult {
    return html`<div role="status" aria-live="polite">
      ${this.shown.map((toast) => html`<p class=${toast.kind}>${toast.text}</p>`)}
    </div>`;
  }
}

if (!customElements.get("xe-toasts")) customElements.define("xe-toasts", XeToasts);
