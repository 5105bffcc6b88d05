// Which messages of the shopper has the server not accepted yet?
import type { Session } from "./session";
import type { PageContext } from "./types";

/** A message on its way; its id makes that the server takes it once, however often it is sent. */
export interface Pending {
  id: string;
  /** Conversation it belongs to; empty until that one has been opened. */
  talk: string;
  text: string;
  at: string;
  context: PageContext;
  state: "sending" | "queued" | "limited" | "failed";
  detail: string;
}

const KEY = "outbox";

/** Messages kept in the browser until the server has them; shared by all tabs. */
export class Outbox {
  constructor(private readonly session: Session) {}

  all(): Pending[] {
    return this.session.memory.read<Pending[]>(KEY, []);
  }

  of(talk: string): Pending[] {
    return this.all().filter((pending) => pending.talk === talk);
  }

  add(pending: Pending): void {
    this.save([...this.all(), pending]);
  }

  drop(id: string): void {
    const all = this.all();
    if (all.some((pending) => pending.id === id)) this.save(all.filter((pending) => pending.id !== id));
  }

  note(id: string, change: Partial<Pending>): void {
    this.save(this.all().map((pending) => (pending.id === id ? { ...pending, ...change } : pending)));
  }

  /** Give all messages of one talk to another. */
  move(from: string, to: string): void {
    this.save(this.all().map((pending) => (pending.talk === from ? { ...pending, talk: to } : pending)));
  }

  /** Run while no other tab sends. */
  async alone(send: () => Promise<void>): Promise<void> {
    const locks = navigator.locks as LockManager | undefined; // absent on plain-HTTP addresses
    if (locks) await locks.request(`xiaoer-outbox${this.session.base}`, send);
    else await send();
  }

  private save(all: Pending[]): void {
    this.session.memory.write(KEY, all);
  }
}
