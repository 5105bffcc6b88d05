// What is known of one talk on the desk?
import { type Api, Problem } from "../shared/api";
import type { Message, Note, ReadMark, TalkPage, Ticket } from "./types";

/** A reply on its way; `error` says why it did not arrive. */
export interface Pending {
  id: string;
  ticket: string;
  text: string;
  error: string;
}

export type Line = { at: string; message: Message } | { at: string; note: Note };

/** Messages, notes and tickets of one talk, read from the server in pieces. */
export class TalkFile {
  messages: Message[] = [];
  notes: Note[] = [];
  tickets: Ticket[] = [];
  status = "";
  pending: Pending[] = [];
  lastSeq = 0;
  version = -1;
  loaded = false;
  missing = false;
  private reads: ReadMark[] = [];
  private reading: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly api: Api,
    readonly id: string,
    private readonly changed: () => void,
  ) {}

  /** Read what is new; several calls at once read once more at most. */
  load(): Promise<void> {
    if (this.reading) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.read().finally(() => {
      this.reading = null;
      this.changed();
      if (this.again) {
        this.again = false;
        void this.load();
      }
    });
    return this.reading;
  }

  /** Messages and notes in the order of time. */
  get lines(): Line[] {
    const said = this.messages.map((message) => ({ at: message.created_at, message }));
    const noted = this.notes.map((note) => ({ at: note.created_at, note }));
    return [...said, ...noted].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }

  /** The last message that somebody has read. */
  readBy(role: string): string {
    return this.reads.filter((mark) => mark.role === role).at(-1)?.message_id ?? "";
  }

  pend(pending: Pending): void {
    this.pending = [...this.pending.filter((one) => one.id !== pending.id), pending];
    this.changed();
  }

  unpend(id: string): void {
    this.pending = this.pending.filter((one) => one.id !== id);
    this.changed();
  }

  /** What is there after all is no longer on its way, also where the answer to it was lost. */
  private arrived(message: Message): void {
    const id = message.client_message_id.split(":").at(-1);
    this.pending = this.pending.filter((one) => one.id !== id);
  }

  private async read(): Promise<void> {
    try {
      for (let next: number | null = this.lastSeq; next !== null; ) {
        const page: TalkPage = await this.api.get(`/api/desk/conversations/${this.id}?after=${next}`);
        this.note(page);
        next = page.next;
      }
      this.loaded = true;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.missing = problem.status === 404;
    }
  }

  private note(page: TalkPage): void {
    const known = new Set(this.messages.map((message) => message.seq));
    this.messages = [...this.messages, ...page.messages.filter((message) => !known.has(message.seq))];
    this.reads = [...this.reads, ...page.reads];
    for (const message of page.messages) this.arrived(message);
    this.notes = page.notes;
    this.tickets = page.tickets;
    this.status = page.status;
    const lastHere = Math.max(page.messages.at(-1)?.seq ?? 0, page.next ?? page.last_seq);
    this.lastSeq = Math.max(this.lastSeq, lastHere);
  }
}
