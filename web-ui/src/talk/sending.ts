// How do the shopper's texts reach the server, each once and in order?
import { Problem } from "../shared/api";
import { newId } from "../shared/memory";
import { Outbox, type Pending } from "./outbox";
import { Patience } from "./patience";
import type { Session } from "./session";

export interface Accepted {
  message_id: string;
  seq: number;
}

/** What the texts need of the talk that they belong to. */
export interface TextTalk {
  readonly session: Session;
  readonly id: string;
  ensureOpen(): Promise<void>;
  tookText(taken: Accepted, pending: Pending): void;
  /** Begin anew where the talk takes no more; false when that helps nothing. */
  beganAnew(problem: Problem): boolean;
  changed(): void;
}

/** Sends what lies in the outbox for one talk, until all of it is taken or refused. */
export class Sender {
  private readonly outbox: Outbox;
  private readonly patience = new Patience();
  private flushing = false;
  private again = false;

  constructor(private readonly talk: TextTalk) {
    this.outbox = new Outbox(talk.session);
    this.resume();
  }

  /** Send what was left over. */
  resume(): void {
    if (this.pending.length) void this.flush();
  }

  get pending(): Pending[] {
    return this.outbox.of(this.talk.id);
  }

  add(text: string): void {
    const { context } = this.talk.session;
    const at = new Date().toISOString();
    this.outbox.add({ id: newId(), talk: this.talk.id, text, at, context, state: "sending", detail: "" });
    this.talk.changed();
    void this.flush();
  }

  retry(id: string): void {
    this.outbox.note(id, { state: "sending", detail: "" });
    this.talk.changed();
    void this.flush();
  }

  drop(id: string): void {
    this.outbox.drop(id);
  }

  /** Give all texts of one talk to another. */
  move(from: string, to: string): void {
    this.outbox.move(from, to);
  }

  wake(): void {
    this.patience.wake();
  }

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
    for (;;) {
      const next = this.pending.find((pending) => pending.state !== "failed");
      if (!next) return;
      try {
        await this.post(next);
        this.patience.renew();
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        await this.recover(next, problem);
      }
      this.talk.changed();
    }
  }

  private async post(pending: Pending): Promise<void> {
    await this.talk.ensureOpen();
    const body = { client_message_id: pending.id, text: pending.text, context: pending.context };
    const path = `/api/conversations/${this.talk.id}/messages`;
    this.talk.tookText(await this.talk.session.api.post<Accepted>(path, body), pending);
    this.outbox.drop(pending.id);
  }

  /** Do what helps against a failed try. */
  private async recover(pending: Pending, problem: Problem): Promise<void> {
    if (problem.passing) {
      this.outbox.note(pending.id, { state: problem.status === 429 ? "limited" : "queued" });
      this.talk.changed();
      await this.patience.pause(problem.retryAfterS);
    } else if (!this.talk.beganAnew(problem)) {
      this.outbox.note(pending.id, { state: "failed", detail: problem.detail });
    }
  }
}
