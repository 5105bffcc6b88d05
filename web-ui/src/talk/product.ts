// How is a product shown that an answer speaks of?
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { basics, buttons, tags } from "../shared/controls";
import { shortTime } from "../shared/i18n";
import { icon } from "../shared/icons";
import { Heeds, type Session } from "./session";
import type { Product, ProductSku } from "./types";

const FEW = 5;
const MOST_CARDS = 3;

interface Shown {
  product: Product;
  /** The variants that the answer names; all of them where it names the product. */
  skus: ProductSku[];
}

/** A card for each product of an answer: picture, price and stock with the time they were read at; none for what is gone. */
export class XeProduct extends LitElement {
  @property({ attribute: false }) session!: Session;
  /** Codes of products and SKUs, as a JSON list. */
  @property() codes = "[]";
  @state() private shown: Shown[] = [];
  @state() private noPicture = new Set<string>();

  static override styles = [
    basics,
    buttons,
    tags,
    css`
      :host {
        display: grid;
        gap: 8px;
        width: min(100%, 420px);
        font: 14px/1.5 var(--font);
        color: var(--text);
      }
      :host([empty]) {
        display: none;
      }
      article {
        display: grid;
        grid-template-columns: 84px minmax(0, 1fr);
        gap: 2px 14px;
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .picture {
        grid-row: span 4;
        display: grid;
        place-items: center;
        width: 84px;
        height: 84px;
        border-radius: var(--radius-small);
        background: var(--accent-soft);
        color: var(--accent);
        overflow: hidden;
      }
      .picture img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      .picture svg {
        width: 30px;
        height: 30px;
      }
      h3 {
        margin: 0;
        font-size: 15px;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
      .options {
        color: var(--muted);
        font-size: 13px;
      }
      .price {
        color: var(--accent);
        font-size: 18px;
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      .price small {
        font-size: 12px;
        font-weight: 500;
      }
      s {
        margin-left: 6px;
        color: var(--muted);
        font-size: 13px;
        font-weight: 400;
      }
      .stock {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        color: var(--muted);
        font-size: 12px;
      }
      .actions {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 10px;
      }
      .actions .button {
        flex: 1;
      }
    `,
  ];

  constructor() {
    super();
    new Heeds(this);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("codes")) void this.look();
    this.toggleAttribute("empty", !this.shown.length);
  }

  private async look(): Promise<void> {
    const codes = JSON.parse(this.codes) as string[];
    const found = await Promise.all(codes.map((code) => this.session.product(code)));
    const shown = new Map<string, Shown>();
    found.forEach((product, place) => {
      if (!product) return;
      const named = product.skus.filter((sku) => sku.sku === codes[place]);
      const known = shown.get(product.product_id);
      if (known) known.skus = [...new Set([...known.skus, ...named])];
      else shown.set(product.product_id, { product, skus: named.length ? named : product.skus });
    });
    this.shown = [...shown.values()].slice(0, MOST_CARDS);
  }

  protected override render(): TemplateResult {
    return html`${this.shown.map((one) => this.card(one))}`;
  }

  private card({ product, skus }: Shown): TemplateResult {
    const { say, locale } = this.session;
    const only = skus.length === 1 ? skus[0] : undefined;
    return html`<article aria-label=${product.name}>
      <div class="picture">${this.picture(product)}</div>
      <h3>${product.name}</h3>
      ${only?.options ? html`<div class="options">${only.options}</div>` : nothing}
      <div class="price">${only ? this.price(only) : this.prices(skus)}</div>
      <div class="stock">
        ${this.stock(skus)}
        <span>${say("asOf", { time: shortTime(product.read_at, locale) })}</span>
      </div>
      <div class="actions">
        ${/^https?:/.test(product.url)
          ? html`<a class="button small" href=${product.url} target="_blank" rel="noopener noreferrer">${say("view")}</a>`
          : nothing}
        <button class="button small" type="button" @click=${() => this.ask(product, only)}>${say("askThis")}</button>
      </div>
    </article>`;
  }

  private picture(product: Product): TemplateResult {
    const address = this.session.base + product.picture;
    if (!product.picture || this.noPicture.has(address)) return icon("bag");
    return html`<img src=${address} alt="" loading="lazy"
      @error=${() => (this.noPicture = new Set(this.noPicture).add(address))} />`;
  }

  private price(sku: ProductSku): TemplateResult {
    if (sku.price === null) return html`<small>${this.session.say("noPrice")}</small>`;
    return html`<small>¥</small>${sku.price}${sku.list_price && sku.list_price !== sku.price
      ? html`<s>¥${sku.list_price}</s>`
      : nothing}`;
  }

  private prices(skus: readonly ProductSku[]): TemplateResult {
    const known = skus.flatMap((sku) => (sku.price === null ? [] : [sku.price])).sort((a, b) => Number(a) - Number(b));
    const lowest = known[0];
    if (lowest === undefined) return html`<small>${this.session.say("noPrice")}</small>`;
    const several = known.at(-1) !== lowest;
    return html`<small>¥</small>${lowest}${several ? html` <small>${this.session.say("from")}</small>` : nothing}`;
  }

  private stock(skus: readonly ProductSku[]): TemplateResult {
    const { say } = this.session;
    const known = skus.flatMap((sku) => (sku.stock === null ? [] : [sku.stock]));
    const left = known.reduce((sum, count) => sum + count, 0);
    if (left > FEW) return html`<span class="tag good">${say("inStock")}</span>`;
    if (left > 0) return html`<span class="tag warn">${say("fewLeft", { n: left })}</span>`;
    if (known.length < skus.length) return html`<span class="tag">${say("stockUnknown")}</span>`;
    const back = skus.map((sku) => sku.restock_at ?? "").filter(Boolean).sort()[0];
    return html`<span class="tag bad">${say("soldOut")}</span>
      ${back ? html`<span>${say("restock", { date: back })}</span>` : nothing}`;
  }

  private ask(product: Product, only: ProductSku | undefined): void {
    const name = [product.name, only?.options].filter(Boolean).join(" ");
    const detail = this.session.say("askAbout", { name });
    this.dispatchEvent(new CustomEvent("xe-ask", { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get("xe-product")) customElements.define("xe-product", XeProduct);
