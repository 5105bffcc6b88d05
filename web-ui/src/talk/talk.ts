// What has been said in one talk, what is on its way, and how does it stand?
import { Problem } from "../shared/api";
import { follow, type LinkState } from "../shared/events";
import { newId } from "../shared/memory";
import { Outbox, type Pending } from "./outbox";
import type { Session } from "./session";
import type { Attachment, Message, StateNews, Status } from "./types";

const TYPING_S = 6;
const READY_S = 1.5; // how long a first message waits for the stream that shows its answer
const LONGEST_WAIT_S = 20;
const WRITING_MS = 3000;
const LISTED_AFTER_MS = 800; // by then its first message is there

export interface Upload {
  id: string;
  file: Blob;
  name: string;
  error: string;
}

/** One talk: `change` tells that anything differs, `arrived` (detail: Message) that somebody else said something. */
export class Talk extends EventTarget {
  messages: Message[] = [];
  /** Answers being written, by the message they answer. */
  drafts = new Map<string, string>();
  uploads: Upload[] = [];
  status: Status = "bot";
  position: number | null = null;
  waitS: number | null = null;
  speaker = "";
  link: LinkState = "open";
  typing = false;
  /** Whether all that was said before is there. */
  complete: boolean;
  private readonly outbox: Outbox;
  private readonly partial = new Set<string>();
  private readonly own = new Map<number, Message>();
  private typingTimer = 0;
  private flushing = false;
  private again = false;
  private stopFollowing: () => void = () => undefined;
  private wake: () => void = () => undefined;
  private ready: () => void = () => undefined;
  private live = false;
  private wroteAt = 0;
  private readSeq = 0;

  constructor(
    readonly session: Session,
    public id = "",
  ) {
    super();
    this.outbox = new Outbox(session);
    this.complete = !id;
    if (id) this.follow();
    window.addEventListener("online", this.online);
    void this.flush();
  }

  get pending(): Pending[] {
    return this.outbox.of(this.id);
  }

  get lastSeq(): number {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** The message that waits for an answer of the assistant, if one does; what the system said after it was the answer. */
  get awaited(): Message | null {
    const last = this.messages.filter((message) => !message.attachment).at(-1);
    return last?.role === "shopper" && this.status !== "agent" && this.status !== "closed" ? last : null;
  }

  leave(): void {
    this.stopFollowing();
    window.removeEventListener("online", this.online);
    this.wake();
  }

  send(text: string): void {
    const context = this.session.context;
    const at = new Date().toISOString();
    this.outbox.add({ id: newId(), talk: this.id, text, at, context, state: "sending", detail: "" });
    this.changed();
    void this.flush();
  }

  retry(id: string): void {
    this.outbox.note(id, { state: "sending", detail: "" });
    this.changed();
    void this.flush();
  }

  discard(id: string): void {
    this.outbox.drop(id);
    this.changed();
  }

  async attach(file: Blob, name: string): Promise<void> {
    const upload: Upload = { id: newId(), file, name, error: "" };
    this.uploads = [...this.uploads, upload];
    this.changed();
    await this.upload(upload);
  }

  async upload(upload: Upload): Promise<void> {
    upload.error = "";
    this.changed();
    try {
      await this.ensureOpen();
      const path = `/api/conversations/${this.id}/attachments`;
      const headers = { "X-Client-Message-ID": upload.id };
      const taken = await this.session.api.upload<{ message_id: string; seq: number; attachment: Attachment }>(
        path,
        upload.file,
        upload.name,
        headers,
      );
      this.note({ ...blank(taken.message_id, taken.seq, upload.name), attachment: taken.attachment });
      this.uploads = this.uploads.filter((other) => other !== upload);
    } catch (problem) {
      upload.error = (problem instanceof Problem && problem.detail) || this.session.say("failed");
    }
    this.changed();
  }

  dropUpload(upload: Upload): void {
    this.uploads = this.uploads.filter((other) => other !== upload);
    this.changed();
  }

  async handOff(): Promise<void> {
    await this.ensureOpen();
    this.stand(await this.session.api.post<StateNews>(`/api/conversations/${this.id}/handoff`));
    this.changed();
  }

  async leaveContact(contact: string, message: string): Promise<void> {
    await this.session.api.post(`/api/conversations/${this.id}/contact`, { contact, message });
  }

  /** Tell the people that the shopper writes; not more often than they need. */
  writing(): void {
    if (!this.id || this.status === "bot" || this.status === "closed") return;
    const now = Date.now();
    if (now - this.wroteAt < WRITING_MS) return;
    this.wroteAt = now;
    void this.session.api.post(`/api/conversations/${this.id}/typing`).catch(() => undefined);
  }

  /** Tell the people up to which of their messages the shopper has read. */
  markRead(): void {
    const last = this.messages.filter((message) => message.role === "agent").at(-1);
    if (!last || last.seq <= this.readSeq || this.status === "closed") return;
    this.readSeq = last.seq;
    if (this.live) void this.session.api.post(`/api/conversations/${this.id}/read`, { message_id: last.message_id }).catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.id) await this.session.api.post(`/api/conversations/${this.id}/close`);
    this.status = "closed";
    this.changed();
  }

  async rate(score: number, comment: string): Promise<void> {
    await this.session.api.post(`/api/conversations/${this.id}/rating`, { score, comment });
    this.session.memory.write("rated", [...this.session.memory.read<string[]>("rated", []).slice(-99), this.id]);
    this.changed();
  }

  get rated(): boolean {
    return this.session.memory.read<string[]>("rated", []).includes(this.id);
  }

  async judge(message: string, helpful: boolean, reason: string): Promise<void> {
    await this.session.api.post(`/api/messages/${message}/feedback`, { helpful, reason });
    const opinions = this.session.memory.read<Record<string, boolean>>("opinions", {});
    this.session.memory.write("opinions", { ...opinions, [message]: helpful });
    this.changed();
  }

  private readonly online = (): void => this.wake();

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }

  // Sending

  private async flush(): Promise<void> {
    if (this.flushing) {
      this.again = true;
      return;
    }
    this.flushing = true;
    do {
      this.again = false;
      await this.outbox.alone(() => this.sendAll());
    } while (this.again);
    this.flushing = false;
  }

  private async sendAll(): Promise<void> {
    for (let fails = 0; ; ) {
      const next = this.pending.find((pending) => pending.state !== "failed");
      if (!next) return;
      try {
        await this.post(next);
        fails = 0;
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        if (!(await this.recover(next, problem, fails++))) return;
      }
      this.changed();
    }
  }

  private async post(pending: Pending): Promise<void> {
    await this.ensureOpen();
    const body = { client_message_id: pending.id, text: pending.text, context: pending.context };
    const path = `/api/conversations/${this.id}/messages`;
    const taken = await this.session.api.post<{ message_id: string; seq: number }>(path, body);
    this.note({ ...blank(taken.message_id, taken.seq, pending.text), client_message_id: pending.id });
    this.outbox.drop(pending.id);
  }

  /** Do what helps against a failed try; return false when this talk sends no more for now. */
  private async recover(pending: Pending, problem: Problem, fails: number): Promise<boolean> {
    if (problem.passing) {
      this.outbox.note(pending.id, { state: problem.status === 429 ? "limited" : "queued" });
      this.changed();
      await this.pause(Math.max(problem.retryAfterS, Math.min(LONGEST_WAIT_S, 2 ** fails)));
      return true;
    }
    const gone = problem.code === "conversation_closed" || problem.status === 404 || problem.status === 401;
    if (gone && this.id && fails < 3) {
      this.outbox.move(this.id, "");
      this.restart();
      return true;
    }
    this.outbox.note(pending.id, { state: "failed", detail: problem.detail });
    return true;
  }

  /** Begin anew in place of a talk that takes no more. */
  private restart(): void {
    this.stopFollowing();
    this.id = "";
    this.messages = [];
    this.own.clear();
    this.drafts.clear();
    this.status = "bot";
    this.session.memory.forget("current");
  }

  private async ensureOpen(): Promise<void> {
    if (this.id) return;
    const id = await this.session.open();
    this.outbox.move("", id);
    this.id = id;
    setTimeout(() => void this.session.list(), LISTED_AFTER_MS);
    this.session.memory.write("current", id);
    const ready = new Promise<void>((resolve) => (this.ready = resolve));
    this.follow();
    await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, READY_S * 1000))]);
  }

  private async pause(seconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  // Following

  private follow(): void {
    this.stopFollowing();
    this.stopFollowing = follow(this.session.api, `/api/conversations/${this.id}/events`, {
      onEvent: (event) => this.take(event.event ?? "message", event.data),
      onComment: () => this.caughtUp(),
      onState: (link) => this.linked(link),
      onRefused: () => this.refused(),
    });
  }

  private linked(link: LinkState): void {
    if (link === "open") this.wake();
    this.live = false;
    this.link = link;
    for (const id of this.drafts.keys()) this.partial.add(id); // what was said meanwhile is missing in them
    this.drafts.clear();
    this.changed();
  }

  private refused(): void {
    this.complete = true;
    this.link = "open";
    this.restart();
    this.changed();
  }

  /** What is stored has been read; deltas of answers that began before are but their ends. */
  private caughtUp(): void {
    if (!this.live) {
      this.live = true;
      this.complete = true;
      if (this.awaited) this.partial.add(this.awaited.message_id);
      this.ready();
      this.changed();
    }
  }

  private take(kind: string, text: string): void {
    let news: unknown;
    try {
      news = JSON.parse(text);
    } catch {
      return;
    }
    if (kind === "message") this.hear(news as Message);
    else if (kind === "state") this.stand(news as StateNews);
    else if (kind === "delta") this.draft(news as { in_reply_to: string; text: string });
    else if (kind === "typing") this.showTyping();
    this.changed();
  }

  private hear(message: Message): void {
    this.drafts.delete(message.in_reply_to);
    if (message.role !== "shopper") this.typing = false;
    if (message.client_message_id) this.outbox.drop(message.client_message_id);
    const isNew = !this.own.has(message.seq);
    this.note(message);
    if (isNew && this.live && message.role !== "shopper") {
      this.dispatchEvent(new CustomEvent("arrived", { detail: message }));
    }
  }

  /** Keep a message once, in its place. */
  private note(message: Message): void {
    this.own.set(message.seq, message);
    this.messages = [...this.own.values()].sort((one, other) => one.seq - other.seq);
  }

  private stand(news: StateNews): void {
    this.status = news.status;
    this.position = news.queue_position;
    this.waitS = news.wait_s ?? null;
    this.speaker = news.speaker ?? "";
  }

  private draft(delta: { in_reply_to: string; text: string }): void {
    if (this.partial.has(delta.in_reply_to)) return this.showTyping();
    this.drafts.set(delta.in_reply_to, (this.drafts.get(delta.in_reply_to) ?? "") + delta.text);
  }

  private showTyping(): void {
    this.typing = true;
    clearTimeout(this.typingTimer);
    this.typingTimer = window.setTimeout(() => {
      this.typing = false;
      this.changed();
    }, TYPING_S * 1000);
  }
}

function blank(messageId: string, seq: number, text: string): Message {
  return {
    message_id: messageId,
    seq,
    role: "shopper",
    text,
    route: "",
    sources: [],
    in_reply_to: "",
    created_at: new Date().toISOString(),
  };
}
