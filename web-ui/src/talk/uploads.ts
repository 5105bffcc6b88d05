// Which files of the shopper has the server not taken yet?
import { Problem } from "../shared/api";
import { whenIdle } from "../shared/idle";
import { newId } from "../shared/memory";
import { Patience } from "./patience";
import type { Session } from "./session";
import type { Attachment } from "./types";

/** A file on its way; its id makes that the server takes it once, however often it is sent. */
export interface Upload {
  id: string;
  /** Conversation it belongs to; empty until that one has been opened. */
  talk: string;
  file: Blob;
  name: string;
  at: string;
  state: "sending" | "queued" | "failed";
  error: string;
}

export interface Taken {
  message_id: string;
  seq: number;
  attachment: Attachment;
}

/** What the files need of the talk that they belong to. */
export interface FileTalk {
  readonly session: Session;
  readonly id: string;
  ensureOpen(): Promise<void>;
  tookFile(taken: Taken, name: string): void;
  /** Begin anew where the talk takes no more; false when that helps nothing. */
  beganAnew(problem: Problem): boolean;
  changed(): void;
}

const STORE = "uploads";

/** Files kept in the browser until the server has them, so that they outlive the page. */
export class Uploads {
  list: Upload[] = [];
  private readonly patience = new Patience();
  private readonly kept: Shelf;
  private busy = false;

  constructor(private readonly talk: FileTalk) {
    this.kept = new Shelf(talk.session.base);
    whenIdle(() => void this.restore());
  }

  async add(file: Blob, name: string): Promise<void> {
    const at = new Date().toISOString();
    const upload: Upload = { id: newId(), talk: this.talk.id, file, name, at, state: "sending", error: "" };
    this.list = [...this.list, upload];
    this.talk.changed();
    await this.kept.put(upload);
    await this.flush();
  }

  async retry(upload: Upload): Promise<void> {
    upload.state = "sending";
    this.talk.changed();
    await this.kept.put(upload);
    await this.flush();
  }

  async drop(upload: Upload): Promise<void> {
    this.list = this.list.filter((other) => other !== upload);
    this.talk.changed();
    await this.kept.drop(upload.id);
  }

  /** The talk holds this file now. */
  took(id: string): void {
    const upload = this.list.find((one) => one.id === id);
    if (upload) void this.drop(upload);
  }

  /** Give all files to another talk. */
  async move(to: string): Promise<void> {
    for (const upload of this.list) {
      upload.talk = to;
      await this.kept.put(upload);
    }
  }

  wake(): void {
    this.patience.wake();
  }

  leave(): void {
    this.patience.end();
  }

  private async restore(): Promise<void> {
    const kept = (await this.kept.all()).filter((one) => one.talk === this.talk.id && !this.list.some(({ id }) => id === one.id));
    if (!kept.length) return;
    this.list = [...kept.sort((one, other) => (one.at < other.at ? -1 : 1)), ...this.list];
    this.talk.changed();
    await this.flush();
  }

  private async flush(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let next = this.next(); next; next = this.next()) await this.send(next);
    this.busy = false;
  }

  private next(): Upload | undefined {
    return this.patience.ended ? undefined : this.list.find(({ state }) => state !== "failed");
  }

  private async send(upload: Upload): Promise<void> {
    const { talk } = this;
    try {
      await talk.ensureOpen();
      const path = `/api/conversations/${talk.id}/attachments`;
      const headers = { "X-Client-Message-ID": upload.id };
      const taken = await talk.session.api.upload<Taken>(path, upload.file, upload.name, headers);
      talk.tookFile(taken, upload.name);
      this.patience.renew();
      await this.drop(upload);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.passing) {
        upload.state = "queued";
        talk.changed();
        await this.patience.pause(problem.retryAfterS);
      } else if (!talk.beganAnew(problem)) {
        upload.state = "failed";
        upload.error = problem.detail || talk.session.say("failed");
        await this.kept.put(upload);
        talk.changed();
      }
    }
  }
}

/** Forget the files of whoever used this browser. */
export function forgetUploads(base: string): Promise<void> {
  return new Shelf(base).clear();
}

/** A table of the browser's own database; remembers nothing where there is none. */
class Shelf {
  constructor(private readonly base: string) {}

  async all(): Promise<Upload[]> {
    return (await this.ask<Upload[]>("readonly", (store) => store.getAll())) ?? [];
  }

  async put(upload: Upload): Promise<void> {
    await this.ask("readwrite", (store) => store.put(upload));
  }

  async drop(id: string): Promise<void> {
    await this.ask("readwrite", (store) => store.delete(id));
  }

  async clear(): Promise<void> {
    await this.ask("readwrite", (store) => store.clear());
  }

  private async ask<T>(mode: IDBTransactionMode, wish: (store: IDBObjectStore) => IDBRequest): Promise<T | null> {
    try {
      const base = await answerOf<IDBDatabase>(this.opening());
      try {
        return await answerOf<T>(wish(base.transaction(STORE, mode).objectStore(STORE)));
      } finally {
        base.close();
      }
    } catch {
      return null; // private windows and full disks: the page itself still has its files
    }
  }

  private opening(): IDBOpenDBRequest {
    const request = indexedDB.open(`xiaoer:${this.base}`, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    return request;
  }
}

function answerOf<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(new Error(request.error?.message));
  });
}
