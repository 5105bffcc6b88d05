// What is a view of the console, and how does it load what it shows?
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type Console, told } from "./console";
import { looks } from "./style";

/** A view that shows one thing from the server, with its waiting, empty and failed states. */
export abstract class AdminView<T> extends LitElement {
  static override styles = looks;
  @property({ attribute: false }) console!: Console;
  /** What follows the view's name in the address. */
  @property() rest = "";
  @state() protected found: T | null = null;
  @state() protected failed = "";
  private asked = 0;

  /** Fetch what is shown. */
  protected abstract fetch(): Promise<T>;
  /** Show it. */
  protected abstract show(found: T): TemplateResult;

  private readonly renew = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.console.addEventListener("change", this.renew);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.console.removeEventListener("change", this.renew);
  }

  /** Fetch again; what was shown stays until the new is there. */
  async load(): Promise<void> {
    const turn = ++this.asked;
    try {
      const found = await this.fetch();
      if (turn !== this.asked) return; // a later question has been asked
      this.found = found;
      this.failed = "";
    } catch (problem) {
      if (turn === this.asked) this.failed = told(problem);
    }
  }

  protected heading(title: string, lead = "", actions: TemplateResult | typeof nothing = nothing): TemplateResult {
    return html`<div class="head ${lead ? "" : "alone"}"><h1 tabindex="-1">${title}</h1><span class="gap"></span>${actions}</div>
      ${lead ? html`<p class="lead">${lead}</p>` : nothing}`;
  }

  /** What is loaded, or how it stands with it. */
  protected body(): TemplateResult {
    if (this.failed) {
      return html`<div class="fault" role="alert">
        ${this.failed} <button class="button small" @click=${() => void this.load()}>重试</button>
      </div>`;
    }
    return this.found ? this.show(this.found) : html`<p class="muted" role="status">正在加载…</p>`;
  }
}
