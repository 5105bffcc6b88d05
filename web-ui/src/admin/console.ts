// What do all views of the console share: who is signed in, how the draft stands, how the server is called?
import { Api, Problem } from "../shared/api";
import type { XeToasts } from "../shared/elements/toasts";
import { covers, type Me } from "../shared/staff";
import type { Saved, Working } from "./types";

const OFFLINE = "连不上服务器,请检查网络后再试";

/** The state of the page; dispatches `change` when the draft has moved. */
export class Console extends EventTarget {
  working: Working | null = null;

  constructor(
    readonly api: Api,
    readonly me: Me,
    private readonly toasts: () => XeToasts | null,
  ) {
    super();
  }

  get isOwner(): boolean {
    return covers(this.me, "owner");
  }

  get isAgent(): boolean {
    return covers(this.me, "agent");
  }

  /** Ask again how the draft stands. */
  async refresh(): Promise<void> {
    this.working = await this.api.get<Working>("/api/admin/knowledge/working");
    this.dispatchEvent(new Event("change"));
  }

  say(text: string, kind: "note" | "good" | "bad" = "good"): void {
    this.toasts()?.show(text, kind);
  }

  /** Do something and tell what went wrong; undefined then. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (problem) {
      this.say(told(problem), "bad");
      return undefined;
    }
  }

  /** Save a form; null where another has changed the same thing meanwhile, undefined where it went wrong otherwise. */
  async save(work: () => Promise<Saved>): Promise<Saved | null | undefined> {
    try {
      return await work();
    } catch (problem) {
      if (problem instanceof Problem && problem.code === "row_moved") return null;
      this.say(told(problem), "bad");
      return undefined;
    }
  }

  /** Publish the draft as it was looked at; null where another has changed it meanwhile, undefined where it went wrong. */
  async publish(mark: string): Promise<true | null | undefined> {
    try {
      await this.api.post("/api/admin/knowledge/publish", { mark });
      await this.refresh();
      return true;
    } catch (problem) {
      if (problem instanceof Problem && problem.code === "draft_moved") return null;
      this.say(told(problem), "bad");
      return undefined;
    }
  }

  /** Change the draft, then look at it again; whether it worked. */
  async change(work: () => Promise<unknown>, done: string): Promise<boolean> {
    const worked = await this.attempt(async () => {
      await work();
      await this.refresh();
      return true;
    });
    if (worked) this.say(done);
    return worked ?? false;
  }

  /** Save a file of the server's on this device. */
  async download(path: string, name: string): Promise<void> {
    const file = await this.attempt(() => this.api.blob(path));
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

/** Say what went wrong, in words for people. */
export function told(problem: unknown): string {
  if (!(problem instanceof Problem)) throw problem;
  return problem.status === 0 ? OFFLINE : problem.detail;
}

/** Turn parameters into the end of an address; empty ones are left out. */
export function asked(params: Record<string, string | number | boolean | undefined>): string {
  const filled = Object.entries(params).filter(([, value]) => value !== undefined && value !== "" && value !== false);
  return filled.length ? `?${new URLSearchParams(filled.map(([name, value]) => [name, String(value)]))}` : "";
}
