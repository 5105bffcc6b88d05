// How does a shop's own page get the chat: a button, a panel, and a few calls for its scripts?
import { css, html, LitElement, nothing, type TemplateResult, unsafeCSS } from "lit";
import { property, query, state } from "lit/decorators.js";
import { basics, buttons } from "../shared/controls";
import { icon } from "../shared/icons";
import tokens from "../shared/tokens.css?inline";
import "../talk/messenger";
import type { XeMessenger } from "../talk/messenger";
import { type Identity, Session } from "../talk/session";
import type { Message, PageContext } from "../talk/types";

type Listener = (detail: unknown) => void;

/** What scripts of the page may call. */
export interface XiaoerApi {
  open(): void;
  close(): void;
  toggle(): void;
  /** Say something in the shopper's name; opens the panel. */
  send(text: string): void;
  /** Listen to `open`, `close`, `message` ({role, text, …}), `unread` (count); returns what ends it. */
  on(name: string, listener: Listener): () => void;
  /** Tell who is signed in, as the merchant's server signed it; null when she signs out. */
  identify(who: Identity | null): void;
  /** Tell what page the shopper is on. */
  context(page: PageContext): void;
}

/** Button and panel in a shadow root of their own. */
export class XiaoerChat extends LitElement {
  @property({ attribute: false }) session!: Session;
  @property({ reflect: true }) position: "left" | "right" = "right";
  @state() opened = false;
  @state() private mounted = false;
  @state() private unread = 0;
  @query("xe-messenger") messenger!: XeMessenger | null;
  @query(".launch") private launcher!: HTMLButtonElement;
  tell: (name: string, detail: unknown) => void = () => undefined;

  static override styles = [
    css`
      :host {
        all: initial;
      }
    `,
    unsafeCSS(tokens),
    basics,
    buttons,
    css`
      :host {
        position: fixed;
        inset: auto 20px calc(20px + env(safe-area-inset-bottom)) auto;
        z-index: var(--xiaoer-layer, 2147483000);
        font: 15px/1.6 var(--font);
        color: var(--text);
      }
      :host([position="left"]) {
        inset: auto auto calc(20px + env(safe-area-inset-bottom)) 20px;
      }
      .launch {
        position: relative;
        display: grid;
        place-items: center;
        width: 58px;
        height: 58px;
        border: 0;
        border-radius: 50%;
        background: var(--accent);
        color: var(--on-accent);
        box-shadow: var(--shadow-high);
        cursor: pointer;
        transition: transform var(--fast), background var(--fast);
      }
      .launch:hover {
        background: var(--accent-strong);
        transform: translateY(-2px);
      }
      .launch svg {
        width: 28px;
        height: 28px;
      }
      .badge {
        position: absolute;
        top: -3px;
        right: -3px;
        min-width: 22px;
        padding: 0 6px;
        border: 2px solid var(--surface);
        border-radius: 11px;
        background: #c01c1c;
        color: #fff;
        font-size: 12px;
        font-weight: 700;
        line-height: 18px;
        text-align: center;
      }
      .panel {
        position: absolute;
        right: 0;
        bottom: 74px;
        width: 392px;
        height: min(660px, calc(100vh - 120px));
        border: 1px solid var(--line);
        border-radius: 18px;
        background: var(--page);
        box-shadow: var(--shadow-high);
        overflow: hidden;
        animation: rise 180ms ease-out;
      }
      :host([position="left"]) .panel {
        right: auto;
        left: 0;
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(12px);
        }
      }
      @media (max-width: 480px) {
        .launch[aria-expanded="true"] {
          display: none;
        }
        .panel {
          position: fixed;
          inset: 0 !important;
          width: auto;
          height: auto;
          border: 0;
          border-radius: 0;
        }
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { say } = this.session;
    const label = say(this.opened ? "close" : "openChat");
    const news = this.unread && !this.opened ? say("unread", { n: this.unread }) : "";
    return html`${this.mounted
        ? html`<div class="panel" role="dialog" aria-label=${say("chat")} ?hidden=${!this.opened}
            lang=${this.session.locale} @keydown=${this.pressed}>
            <xe-messenger panel .session=${this.session} .shown=${this.opened} theme=${this.dataset["theme"] ?? ""}
              @xe-close=${() => this.close()} @xe-theme=${(event: CustomEvent<string>) => this.dress(event.detail)}
              @xe-unread=${(event: CustomEvent<number>) => this.count(event.detail)}
              @xe-arrived=${(event: CustomEvent<Message>) => this.tell("message", event.detail)}></xe-messenger>
          </div>`
        : nothing}
      <button class="launch" type="button" aria-expanded=${this.opened} aria-haspopup="dialog"
        aria-label=${news ? `${label},${news}` : label} @click=${() => this.toggle()}>
        ${icon(this.opened ? "close" : "chat")}
        ${news ? html`<span class="badge" aria-hidden="true">${this.unread > 99 ? "99+" : this.unread}</span>` : nothing}
      </button>`;
  }

  /** Follow a talk that is under way, so that what comes is counted. */
  mount(): void {
    this.mounted = true;
  }

  open(): void {
    if (this.opened) return;
    this.mounted = true;
    this.opened = true;
    this.tell("open", null);
    void this.updateComplete.then(() => this.messenger?.updateComplete).then(() => this.messenger?.focus());
  }

  close(): void {
    if (!this.opened) return;
    const active = document.activeElement;
    const inside = active === this || active === document.body;
    this.opened = false;
    this.tell("close", null);
    if (inside) void this.updateComplete.then(() => this.launcher.focus());
  }

  toggle(): void {
    if (this.opened) this.close();
    else this.open();
  }

  dress(theme: string): void {
    if (theme === "light" || theme === "dark") this.dataset["theme"] = theme;
    else delete this.dataset["theme"];
    this.session.memory.write("theme", theme);
    this.requestUpdate();
  }

  private count(unread: number): void {
    this.unread = unread;
    this.tell("unread", unread);
  }

  private pressed(event: KeyboardEvent): void {
    const inDialog = event.composedPath().some((one) => one instanceof HTMLDialogElement); // it closes itself
    if (event.key === "Escape" && !inDialog && !event.isComposing) this.close();
  }
}

if (!customElements.get("xiaoer-chat")) customElements.define("xiaoer-chat", XiaoerChat);

/** Put the chat on the page and its calls into `window.xiaoer`. */
export function start(base: string, given: DOMStringMap): void {
  const listeners = new Map<string, Set<Listener>>();
  const tell = (name: string, detail: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(detail);
  };
  const context = contextOf(given);
  const identity = given["identity"] ? { identity: given["identity"], signature: given["signature"] ?? "" } : null;
  let chat = place(base, given, { identity, context }, tell);
  const api: XiaoerApi = {
    open: () => chat.open(),
    close: () => chat.close(),
    toggle: () => chat.toggle(),
    send: (text) => {
      chat.open();
      void chat.updateComplete.then(() => chat.messenger?.send(String(text).slice(0, 2000)));
    },
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => void known.delete(listener);
    },
    identify: (who) => {
      const wasOpen = chat.opened;
      chat.remove();
      chat = place(base, given, { identity: who, context: chat.session.context }, tell);
      if (wasOpen) chat.open();
    },
    context: (page) => {
      chat.session.context = { ...page };
    },
  };
  Object.defineProperty(window, "xiaoer", { value: Object.freeze(api) });
  window.dispatchEvent(new CustomEvent("xiaoer:ready"));
}

function place(
  base: string,
  given: DOMStringMap,
  who: { identity: Identity | null; context: PageContext },
  tell: XiaoerChat["tell"],
): XiaoerChat {
  const chat = document.createElement("xiaoer-chat") as XiaoerChat;
  chat.session = new Session({ base, ...who, locale: given["lang"] ?? document.documentElement.lang });
  chat.tell = tell;
  if (given["position"] === "left") chat.position = "left";
  const theme = chat.session.memory.read("theme", given["theme"] ?? "");
  if (theme === "light" || theme === "dark") chat.dataset["theme"] = theme;
  if (given["accent"]) chat.style.setProperty("--xiaoer-accent", given["accent"]);
  document.body.append(chat);
  if (chat.session.memory.read("current", "")) chat.mount();
  if (given["open"] === "true") chat.open();
  return chat;
}

function contextOf(given: DOMStringMap): PageContext {
  const page: PageContext = {};
  const names = { product_id: "productId", sku: "sku", order_id: "orderId", platform: "platform", username: "username" } as const;
  for (const [name, key] of Object.entries(names) as [keyof typeof names, string][]) {
    const value = given[key];
    if (value) page[name] = value.slice(0, 128);
  }
  if (given["tags"]) page.tags = given["tags"].split(/[,,|\s]+/).filter(Boolean).slice(0, 20);
  return page;
}
