// How does a question come up over the page?
import { css, html, LitElement, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { basics, buttons } from "../controls";
import { icon } from "../icons";

/**
 * A modal dialog on the browser's own `<dialog>`: focus stays inside, Escape closes, the focus goes back afterwards.
 *
 * `<xe-dialog heading="…" close-label="…" ?open=${…} @close=${…}>content<div slot="actions">buttons</div></xe-dialog>`
 */
export class XeDialog extends LitElement {
  @property() heading = "";
  @property({ attribute: "close-label" }) closeLabel = "关闭";
  @property({ type: Boolean, reflect: true }) open = false;
  @query("dialog") private dialog!: HTMLDialogElement;

  static override styles = [
    basics,
    buttons,
    css`
      dialog {
        width: min(440px, calc(100vw - 24px));
        max-height: min(720px, calc(100dvh - 24px));
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--text);
        box-shadow: var(--shadow-high);
        font: 15px/1.6 var(--font);
      }
      :host([wide]) dialog {
        width: min(880px, calc(100vw - 24px));
      }
      dialog::backdrop {
        background: rgb(20 12 5 / 45%);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 12px 8px 4px 20px;
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: 17px;
        line-height: 1.4;
      }
      .content {
        padding: 8px 20px 20px;
        overflow-wrap: anywhere;
      }
      slot[name="actions"] {
        display: flex;
        justify-content: flex-end;
        flex-wrap: wrap;
        gap: 8px;
        padding: 0 20px 20px;
      }
      slot[name="actions"].empty {
        display: none;
      }
    `,
  ];

  protected override updated(): void {
    if (this.open && !this.dialog.open) this.dialog.showModal();
    if (!this.open && this.dialog.open) this.dialog.close();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @close=${this.closed} @cancel=${this.stop} @click=${this.outside}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="icon" type="button" aria-label=${this.closeLabel} @click=${this.closed}>${icon("close")}</button>
      </header>
      <div class="content"><slot></slot></div>
      <slot name="actions" class="empty" @slotchange=${this.countActions}></slot>
    </dialog>`;
  }

  private stop(event: Event): void {
    event.stopPropagation();
  }

  private closed(event: Event): void {
    event.stopPropagation();
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent("close"));
  }

  private outside(event: MouseEvent): void {
    if (event.target !== this.dialog) return; // a click on what lies over the backdrop has another target
    const box = this.dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right;
    if (!inside || event.clientY < box.top || event.clientY > box.bottom) this.closed(event);
  }

  private countActions(event: Event): void {
    const slot = event.target as HTMLSlotElement;
    slot.classList.toggle("empty", slot.assignedNodes().length === 0);
  }
}

if (!customElements.get("xe-dialog")) customElements.define("xe-dialog", XeDialog);
