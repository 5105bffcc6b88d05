// What has been said in one talk, and how does it stand?
import type { Problem } from "../shared/api";
import { follow, type LinkState } from "../shared/events";
import { firstWords } from "./marks";
import type { Pending } from "./outbox";
import { type Accepted, Sender } from "./sending";
import type { Session } from "./session";
import type { Message, StateNews, Status } from "./types";
import { type Taken, type Upload, Uploads } from "./uploads";

const TYPING_S = 6;
const READY_S = 1.5; // how long a first message waits for the stream that shows its answer
const WRITING_MS = 3000;
const LISTED_AFTER_MS = 800; // by then its first message is there
const MOST_RESTARTS = 3;

/**
 * One talk: `change` tells that anything differs, `draft` that an answer being written grew,
 * `arrived` (detail: Message) that somebody else said something.
 */
export class Talk extends EventTarget {
  messages: readonly Message[] = [];
  /** Answers being written, by the message they answer. */
  drafts = new Map<string, string>();
  status: Status = "bot";
  position: number | null = null;
  waitS: number | null = null;
  speaker = "";
  link: LinkState = "open";
  typing = false;
  /** Whether all that was said before is there. */
  complete: boolean;
  /** Which messages she found helpful, and which not. */
  opinions: Readonly<Record<string, boolean>>;
  private readonly sender: Sender;
  private readonly files: Uploads;
  private readonly partial = new Set<string>();
  private readonly own = new Map<number, Message>();
  private typingTimer = 0;
  private stopFollowing: () => void = () => undefined;
  private ready: () => void = () => undefined;
  private opening: Promise<void> | null = null;
  private live = false;
  private restarts = 0;
  private wroteAt = 0;
  private readSeq = 0;

  constructor(
    readonly session: Session,
    public id = "",
  ) {
    super();
    this.complete = !id;
    this.opinions = session.memory.read("opinions", {});
    this.sender = new Sender(this);
    this.files = new Uploads(this);
    if (id) this.follow();
    window.addEventListener("online", this.wake);
  }

  get pending(): Pending[] {
    return this.sender.pending;
  }

  get uploads(): readonly Upload[] {
    return this.files.list;
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
    window.removeEventListener("online", this.wake);
    this.sender.wake();
    this.files.leave();
  }

  send(text: string): void {
    this.sender.add(text);
  }

  retry(id: string): void {
    this.sender.retry(id);
  }

  discard(id: string): void {
    this.sender.drop(id);
    this.changed();
  }

  attach(file: Blob, name: string): Promise<void> {
    return this.files.add(file, name);
  }

  retryUpload(upload: Upload): Promise<void> {
    return this.files.retry(upload);
  }

  dropUpload(upload: Upload): Promise<void> {
    return this.files.drop(upload);
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
    this.opinions = { ...this.session.memory.read<Record<string, boolean>>("opinions", {}), [message]: helpful };
    this.session.memory.write("opinions", this.opinions);
    this.changed();
  }

  changed(): void {
    this.dispatchEvent(new Event("change"));
  }

  private readonly wake = (): void => {
    this.sender.wake();
    this.files.wake();
  };

  // Opening

  /** Open a talk on the server unless there is one. */
  ensureOpen(): Promise<void> {
    if (this.id) return Promise.resolve();
    this.opening ??= this.open().finally(() => (this.opening = null));
    return this.opening;
  }

  private async open(): Promise<void> {
    const id = await this.session.open();
    this.sender.move("", id);
    this.id = id;
    await this.files.move(id);
    setTimeout(() => void this.session.list(), LISTED_AFTER_MS);
    this.session.memory.write("current", id);
    const ready = new Promise<void>((resolve) => (this.ready = resolve));
    this.follow();
    await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, READY_S * 1000))]);
  }

  tookText(taken: Accepted, pending: Pending): void {
    this.restarts = 0;
    this.note({ ...blank(taken, pending.text), client_message_id: pending.id });
  }

  tookFile(taken: Taken, name: string): void {
    this.note({ ...blank(taken, name), attachment: taken.attachment });
  }

  /** Begin anew where the talk takes no more; false when that helps nothing. */
  beganAnew(problem: Problem): boolean {
    const gone = problem.code === "conversation_closed" || problem.status === 404 || problem.status === 401;
    if (!gone || !this.id || this.restarts >= MOST_RESTARTS) return false;
    this.restarts += 1;
    this.restart();
    return true;
  }

  private restart(): void {
    this.stopFollowing();
    this.sender.move(this.id, "");
    this.id = "";
    void this.files.move("");
    this.messages = [];
    this.own.clear();
    this.drafts.clear();
    this.status = "bot";
    this.session.memory.forget("current");
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
    this.sender.resume();
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
    else if (kind === "delta") return this.draft(news as { in_reply_to: string; text: string });
    else if (kind === "typing") this.showTyping();
    this.changed();
  }

  private hear(message: Message): void {
    this.drafts.delete(message.in_reply_to);
    if (message.role !== "shopper") this.typing = false;
    if (message.client_message_id) {
      this.sender.drop(message.client_message_id);
      this.files.took(message.client_message_id);
    }
    const isNew = !this.own.has(message.seq);
    this.note(message);
    if (isNew && this.live && message.role !== "shopper") {
      this.dispatchEvent(new CustomEvent("arrived", { detail: message }));
    }
  }

  /** Keep a message once, in its place. */
  private note(message: Message): void {
    const isNewest = message.seq > this.lastSeq;
    this.own.set(message.seq, message);
    this.messages = isNewest
      ? [...this.messages, message]
      : [...this.own.values()].sort((one, other) => one.seq - other.seq);
  }

  private stand(news: StateNews): void {
    this.status = news.status;
    this.position = news.queue_position;
    this.waitS = news.wait_s ?? null;
    this.speaker = news.speaker ?? "";
  }

  private draft(delta: { in_reply_to: string; text: string }): void {
    if (this.partial.has(delta.in_reply_to)) return this.showTyping();
    const written = this.drafts.get(delta.in_reply_to) ?? "";
    if (!written) firstWords();
    this.drafts.set(delta.in_reply_to, written + delta.text);
    this.dispatchEvent(new Event("draft"));
  }

  private showTyping(): void {
    if (!this.typing) {
      this.typing = true;
      this.changed();
    }
    clearTimeout(this.typingTimer);
    this.typingTimer = window.setTimeout(() => {
      this.typing = false;
      this.changed();
    }, TYPING_S * 1000);
  }
}

function blank(taken: Accepted, text: string): Message {
  return {
    ...taken,
    role: "shopper",
    text,
    route: "",
    sources: [],
    in_reply_to: "",
    created_at: new Date().toISOString(),
  };
}
