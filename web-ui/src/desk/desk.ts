// What is on the desk now, and what does the agent do with it?
import { type Api, Problem } from "../shared/api";
import { follow, type LinkState } from "../shared/events";
import { Memory, newId } from "../shared/memory";
import type { Me } from "../shared/staff";
import { Alerts } from "./alerts";
import { type Pending, TalkFile } from "./talk-file";
import type { Board, Canned, Message, OpenTicket, Presence, ReadMark, Ticket } from "./types";
import { WORDS } from "./words";

const HEARTBEAT_S = 30;
const TYPING_S = 4;
const TYPING_PAUSE_S = 3;

type TalkNews = { conversation_id: string } & Message & ReadMark;

/** The state of the page: `change` says that anything differs, `said` (detail: text) is something to tell the agent. */
export class Desk extends EventTarget {
  board: Board | null = null;
  link: LinkState = "connecting";
  canned: Canned[] = [];
  active = "";
  status: Presence;
  readonly alerts = new Alerts();
  readonly drafts = new Map<string, string>();
  private readonly files = new Map<string, TalkFile>();
  private readonly unread = new Map<string, number>();
  private readonly typing = new Map<string, number>();
  private readonly memory = new Memory("xiaoer:desk:");
  private readonly lost = new Set<string>();
  private skewMs = 0;
  private timers: number[] = [];
  private typedAt = 0;
  private stopFollowing: () => void = () => undefined;

  constructor(
    readonly api: Api,
    readonly me: Me,
  ) {
    super();
    this.status = this.memory.read<Presence>("presence", "online");
  }

  start(): void {
    void this.beat();
    void this.loadCanned();
    this.timers = [
      window.setInterval(() => void this.beat(), HEARTBEAT_S * 1000),
      window.setInterval(() => this.changed(), 10_000),
    ];
    this.stopFollowing = follow(this.api, "/api/desk/events", {
      onEvent: (event) => this.take(event.event ?? "", event.data),
      onState: (state) => {
        this.link = state;
        if (state === "open") this.sendLost();
        this.changed();
      },
      onRefused: () => this.dispatchEvent(new Event("refused")),
    });
    document.addEventListener("visibilitychange", this.looked);
    window.addEventListener("focus", this.looked);
  }

  stop(): void {
    this.stopFollowing();
    this.timers.forEach((timer) => clearInterval(timer));
    document.removeEventListener("visibilitychange", this.looked);
    window.removeEventListener("focus", this.looked);
  }

  // What there is to see

  get mine(): OpenTicket[] {
    return this.tickets.filter((ticket) => ticket.status === "taken" && ticket.agent_id === this.me.id);
  }

  get waiting(): OpenTicket[] {
    return this.tickets.filter((ticket) => ticket.status === "waiting");
  }

  get others(): OpenTicket[] {
    return this.tickets.filter((ticket) => ticket.status === "taken" && ticket.agent_id !== this.me.id);
  }

  private get tickets(): OpenTicket[] {
    return this.board?.tickets ?? [];
  }

  get file(): TalkFile | null {
    return this.active ? this.fileOf(this.active) : null;
  }

  /** The ticket of the talk that is shown: the open one, else the newest. */
  get ticket(): Ticket | null {
    const open = this.tickets.find((ticket) => ticket.conversation_id === this.active);
    return open ?? this.file?.tickets.at(-1) ?? null;
  }

  unreadIn(talk: string): number {
    return this.unread.get(talk) ?? 0;
  }

  get allUnread(): number {
    return this.mine.reduce((sum, ticket) => sum + this.unreadIn(ticket.conversation_id), 0);
  }

  isTyping(talk: string): boolean {
    return (this.typing.get(talk) ?? 0) > Date.now();
  }

  /** For how many seconds the shopper has been waiting for a person's words; 0 when she has them. */
  waitedS(ticket: Ticket): number {
    const since = ticket.waiting_since ?? (ticket.replied_at || ticket.status === "resolved" ? null : ticket.created_at);
    if (!since) return 0;
    const from = Math.max(Date.parse(since), ticket.due_at ? Date.parse(ticket.due_at) : 0);
    return Math.max(0, (this.now - from) / 1000);
  }

  isAlarming(ticket: Ticket): boolean {
    return ticket.status !== "resolved" && this.waitedS(ticket) >= (this.board?.patience_s ?? Infinity);
  }

  get now(): number {
    return Date.now() + this.skewMs;
  }

  // What the agent does

  open(talk: string): void {
    this.active = talk;
    this.unread.delete(talk);
    if (talk) void this.fileOf(talk).load().then(() => this.markRead());
    this.changed();
  }

  async be(status: Presence): Promise<void> {
    this.status = status;
    this.memory.write("presence", status);
    this.changed();
    await this.beat();
  }

  async claim(ticket: Ticket): Promise<void> {
    if (await this.act(() => this.api.post(`/api/desk/tickets/${ticket.id}/claim`))) this.open(ticket.conversation_id);
  }

  async claimNext(): Promise<void> {
    const next = this.waiting[0];
    if (next) await this.claim(next);
  }

  async transfer(ticket: Ticket, to: string): Promise<void> {
    if (await this.act(() => this.api.post(`/api/desk/tickets/${ticket.id}/transfer`, { to }))) this.say(WORDS.transferred);
  }

  async resolve(ticket: Ticket): Promise<void> {
    if (await this.act(() => this.api.post(`/api/desk/tickets/${ticket.id}/resolve`))) this.say(WORDS.done);
  }

  async reopen(ticket: Ticket): Promise<void> {
    if (await this.act(() => this.api.post(`/api/desk/tickets/${ticket.id}/reopen`))) this.say(WORDS.reopened);
  }

  async note(ticket: Ticket, text: string): Promise<boolean> {
    const saved = await this.act(() => this.api.post(`/api/desk/tickets/${ticket.id}/note`, { text }));
    if (saved) this.say(WORDS.noted);
    await this.fileOf(ticket.conversation_id).load();
    return saved;
  }

  reply(ticket: Ticket, text: string): void {
    this.send(this.fileOf(ticket.conversation_id), { id: newId(), ticket: ticket.id, text, error: "" });
  }

  /** Send a reply; its id makes that the server takes it once, however often it is sent. */
  send(file: TalkFile, pending: Pending): void {
    const { id, text } = pending;
    file.pend({ ...pending, error: "" });
    this.api
      .post(`/api/desk/tickets/${pending.ticket}/reply`, { client_message_id: id, text })
      .then(() => file.load())
      .then(() => file.unpend(id))
      .catch((problem: unknown) => {
        file.pend({ ...pending, error: told(problem) });
        if (problem instanceof Problem && problem.passing) this.lost.add(id);
      });
  }

  /** Send again what the line had swallowed. */
  private sendLost(): void {
    for (const file of this.files.values()) {
      for (const pending of file.pending) if (this.lost.delete(pending.id)) this.send(file, pending);
    }
  }

  /** Let the shopper see that somebody writes, now and then while he does. */
  writes(ticket: Ticket): void {
    if (Date.now() - this.typedAt < TYPING_PAUSE_S * 1000) return;
    this.typedAt = Date.now();
    void this.api.post(`/api/desk/tickets/${ticket.id}/typing`).catch(() => undefined);
  }

  async loadCanned(): Promise<void> {
    await this.act(async () => {
      this.canned = (await this.api.get<{ replies: Canned[] }>("/api/desk/canned")).replies;
    });
  }

  /** Do something on the server; what goes wrong is told, and false returned. */
  async act(doing: () => Promise<unknown>): Promise<boolean> {
    try {
      await doing();
      if (this.active) await this.fileOf(this.active).load();
      this.changed();
      return true;
    } catch (problem) {
      this.say(told(problem), "bad");
      return false;
    }
  }

  say(text: string, kind: "good" | "bad" = "good"): void {
    this.dispatchEvent(new CustomEvent("said", { detail: { text, kind } }));
  }

  // What the server tells

  private take(kind: string, text: string): void {
    const news: unknown = JSON.parse(text);
    if (kind === "board") this.lay(news as Board);
    else if (kind === "typing") this.typing.set((news as TalkNews).conversation_id, Date.now() + TYPING_S * 1000);
    else this.hear(kind, news as TalkNews);
    this.changed();
    if (kind === "typing") window.setTimeout(() => this.changed(), TYPING_S * 1000 + 50);
  }

  private lay(board: Board): void {
    const before = this.board;
    this.board = board;
    this.skewMs = Date.parse(board.now) - Date.now();
    for (const ticket of board.tickets) {
      const known = before?.tickets.find((other) => other.id === ticket.id);
      if (before && ticket.status === "waiting" && known?.status !== "waiting") this.ring(WORDS.newWaiting, ticket);
      else if (known && ticket.alarms > known.alarms) this.ring(WORDS.alarmed, ticket);
      const file = this.files.get(ticket.conversation_id);
      if (file && (file.lastSeq < ticket.last_seq || file.version !== ticket.version)) {
        file.version = ticket.version;
        void file.load();
      }
    }
    const gone = before?.tickets.some((old) => !board.tickets.some((ticket) => ticket.id === old.id));
    if (gone && this.active) void this.fileOf(this.active).load();
  }

  private hear(kind: string, news: TalkNews): void {
    const talk = news.conversation_id;
    void this.files.get(talk)?.load();
    if (kind !== "message" || news.role !== "shopper") return;
    this.typing.delete(talk);
    const ticket = this.mine.find((one) => one.conversation_id === talk);
    if (!ticket) return;
    if (talk === this.active && this.isLooking) return this.markReadSoon();
    this.unread.set(talk, this.unreadIn(talk) + 1);
    this.ring(WORDS.newMessage, ticket, news.text);
  }

  private ring(title: string, ticket: Ticket, text = ticket.summary): void {
    this.alerts.tell(title, text.slice(0, 120), ticket.id, () => this.open(ticket.conversation_id));
  }

  private get isLooking(): boolean {
    return document.visibilityState === "visible" && document.hasFocus();
  }

  private readonly looked = (): void => {
    if (!this.isLooking || !this.active) return;
    this.unread.delete(this.active);
    this.markRead();
    this.changed();
  };

  private markReadSoon(): void {
    window.setTimeout(() => this.markRead(), 300);
  }

  private markRead(): void {
    const ticket = this.mine.find((one) => one.conversation_id === this.active);
    const said = this.file?.messages.filter((message) => message.role === "shopper").at(-1);
    if (!ticket || !said || !this.isLooking || this.file?.readBy("agent") === said.message_id) return;
    void this.api.post(`/api/desk/tickets/${ticket.id}/read`, { message_id: said.message_id }).catch(() => undefined);
  }

  private fileOf(talk: string): TalkFile {
    let file = this.files.get(talk);
    if (!file) {
      file = new TalkFile(this.api, talk, () => this.changed());
      this.files.set(talk, file);
    }
    return file;
  }

  private async beat(): Promise<void> {
    await this.api.put("/api/desk/presence", { status: this.status }).catch(() => undefined);
  }

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

/** Say what went wrong, in words for people. */
export function told(problem: unknown): string {
  if (problem instanceof Problem) return problem.detail || WORDS.offline;
  throw problem;
}
