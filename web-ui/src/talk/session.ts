// Who is the shopper, which talks are hers, and what does the shop offer?
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { Api, Problem } from "../shared/api";
import { type Locale, localeOf, type Say, speaker } from "../shared/i18n";
import { Memory } from "../shared/memory";
import { TEXTS, type TextKey } from "./texts";
import type { PageContext, Product, Shop, TalkRow } from "./types";
import { forgetUploads } from "./uploads";

const OF_THE_BROWSER = ["locale", "theme", "who"]; // whoever uses it

export interface Identity {
  /** JSON text that the merchant's server signed. */
  identity: string;
  /** Its HMAC-SHA256 in hexadecimal. */
  signature: string;
}

export interface SessionOptions {
  /** Origin of the server; empty on its own pages, where the cookie speaks. */
  base?: string;
  identity?: Identity | null;
  context?: PageContext;
  locale?: string;
  /** What the shop tells everybody, where the page brought it along. */
  shop?: Shop | null;
}

/** All that is shared by the talks of one shopper. */
export class Session extends EventTarget {
  readonly memory: Memory;
  readonly api: Api;
  readonly say: Say<TextKey>;
  readonly base: string;
  context: PageContext;
  identity: Identity | null;
  locale: Locale;
  shop: Shop | null;
  /** The shop has not published anything yet. */
  notOpen = false;
  talks: TalkRow[] = [];
  private readonly products = new Map<string, Promise<Product | null>>();

  constructor(options: SessionOptions = {}) {
    super();
    this.base = options.base ?? "";
    this.memory = new Memory(`xiaoer:${this.base}:`);
    this.context = options.context ?? {};
    this.shop = options.shop ?? null;
    this.identity = options.identity ?? null;
    this.locale = localeOf([options.locale ?? "", this.memory.read("locale", ""), ...navigator.languages]);
    this.say = speaker(TEXTS, () => this.locale);
    this.api = new Api({ base: this.base, token: () => this.token });
    this.forgetOthers();
  }

  /** Token of a shopper on a foreign page; our own pages have a cookie that no script can read. */
  get token(): string {
    return this.base ? this.memory.read("token", "") : "";
  }

  changed(): void {
    this.dispatchEvent(new Event("change"));
  }

  speak(locale: Locale): void {
    this.locale = locale;
    this.memory.write("locale", locale);
    this.changed();
  }

  /** Read what the shop tells everybody; tries again until it comes. */
  async meetShop(): Promise<void> {
    if (this.shop) return;
    for (let waitS = 1; !this.shop; waitS = Math.min(waitS * 2, 20)) {
      try {
        this.shop = await this.api.get<Shop>("/api/shop");
      } catch (problem) {
        const notOpen = problem instanceof Problem && problem.code === "shop_not_open";
        if (notOpen !== this.notOpen) {
          this.notOpen = notOpen;
          this.changed();
        }
        await new Promise((resolve) => setTimeout(resolve, waitS * 1000));
      }
    }
    this.notOpen = false;
    this.changed();
  }

  /** Open a new talk; return its id. */
  async open(): Promise<string> {
    const body = this.identity ? { identity: this.identity.identity, identity_hmac: this.identity.signature } : {};
    const opened = await this.api.post<{ id: string; token: string }>("/api/conversations", body);
    if (this.base) this.memory.write("token", opened.token);
    this.memory.write("known", true);
    return opened.id;
  }

  /** Renew the list of talks. */
  async list(): Promise<void> {
    if (!this.memory.read("known", false)) return;
    try {
      const answer = await this.api.get<{ conversations: TalkRow[] }>("/api/me/conversations");
      this.talks = answer.conversations.filter((talk) => talk.last_seq !== 0);
      this.changed();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) this.signedOut();
    }
  }

  product(id: string): Promise<Product | null> {
    let found = this.products.get(id);
    if (!found) {
      found = this.api.get<Product>(`/api/products/${encodeURIComponent(id)}`).catch(() => null);
      this.products.set(id, found);
      setTimeout(() => this.products.delete(id), 60_000); // price and stock move
    }
    return found;
  }

  async erase(): Promise<void> {
    await this.api.delete("/api/me");
    this.forget();
  }

  /** Forget everything that she said or was told. */
  private forget(): void {
    this.memory.clear(OF_THE_BROWSER);
    void forgetUploads(this.base);
    this.talks = [];
    this.changed();
  }

  /** The server does not know her any more; what she wrote and it has not taken stays. */
  private signedOut(): void {
    for (const key of ["token", "known", "current"]) this.memory.forget(key);
    this.talks = [];
    this.changed();
  }

  /** A token of somebody else who used this browser before must not be used for the person signed in now. */
  private forgetOthers(): void {
    if (!this.base) return;
    const who = this.identity ? userOf(this.identity.identity) : "";
    if (this.memory.read("who", "") !== who) this.forget();
    this.memory.write("who", who);
  }
}

/** Redraws an element whenever its session tells a change: another language, the shop, the talks. */
export class Heeds implements ReactiveController {
  private heeded: Session | null = null;
  private readonly redraw = (): void => this.host.requestUpdate();

  constructor(private readonly host: ReactiveControllerHost & { session: Session }) {
    host.addController(this);
  }

  hostConnected(): void {
    this.heed(this.host.session);
  }

  /** An element that was there before its code gets its session with its first update. */
  hostUpdate(): void {
    this.heed(this.host.session);
  }

  hostDisconnected(): void {
    this.heed(null);
  }

  private heed(session: Session | null): void {
    if (session === this.heeded) return;
    this.heeded?.removeEventListener("change", this.redraw);
    session?.addEventListener("change", this.redraw);
    this.heeded = session;
  }
}

function userOf(identity: string): string {
  try {
    return String((JSON.parse(identity) as { user_id?: unknown }).user_id ?? "");
  } catch {
    return identity;
  }
}
