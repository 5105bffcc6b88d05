// How does a page follow a stream of events through cuts, restarts and sleep?
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { type Api, Problem } from "./api";

export type LinkState = "connecting" | "open" | "lost";

export interface FollowOptions {
  /** Number of the last event seen; the stream goes on after it. */
  after?: string;
  onEvent: (event: EventSourceMessage) => void;
  /** Called for every comment; the first of a connection ends what is made up for, then comes what happens now. */
  onComment?: () => void;
  onState?: (state: LinkState) => void;
  /** Called when the server refuses for good (401, 403, 404); following has ended then. */
  onRefused?: (problem: Problem) => void;
}

const SILENCE_S = 40; // the server says something every 15 s
const FIRST_WAIT_S = 0.4;
const LONGEST_WAIT_S = 15;

/** Follow an event stream; returns what ends it. Reconnects by itself with `Last-Event-ID` and a growing pause. */
export function follow(api: Api, path: string, options: FollowOptions): () => void {
  const follower = new Follower(api, path, options);
  void follower.run();
  return () => follower.stop();
}

class Follower {
  private last: string;
  private waits = 0;
  private readonly ended = new AbortController();
  private wake: () => void = () => undefined;

  constructor(
    private readonly api: Api,
    private readonly path: string,
    private readonly options: FollowOptions,
  ) {
    this.last = options.after ?? "";
  }

  stop(): void {
    this.ended.abort();
    this.wake();
  }

  async run(): Promise<void> {
    const nudge = (): void => this.wake();
    window.addEventListener("online", nudge);
    document.addEventListener("visibilitychange", nudge);
    while (!this.ended.signal.aborted) {
      this.options.onState?.(this.waits ? "lost" : "connecting");
      const refusal = await this.connect();
      if (refusal && !refusal.passing) {
        this.options.onRefused?.(refusal);
        break;
      }
      if (this.ended.signal.aborted) break;
      this.options.onState?.("lost");
      await this.pause(refusal?.retryAfterS ?? 0);
    }
    window.removeEventListener("online", nudge);
    document.removeEventListener("visibilitychange", nudge);
  }

  /** Read one connection to its end; return the problem when the server refused. */
  private async connect(): Promise<Problem | null> {
    const cut = new AbortController();
    const end = (): void => cut.abort();
    let timer = setTimeout(end, SILENCE_S * 1000);
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(end, SILENCE_S * 1000);
    };
    this.ended.signal.addEventListener("abort", end);
    try {
      const headers: Record<string, string> = { Accept: "text/event-stream" };
      if (this.last) headers["Last-Event-ID"] = this.last;
      const response = await this.api.fetch(this.path, { headers, signal: cut.signal }, 0);
      if (!response.ok || !response.body) return await this.api.problem(response);
      this.options.onState?.("open");
      await this.read(response.body, heard);
    } catch {
      // A cut line looks the same as an aborted one: the pause and the next try follow either way.
    } finally {
      clearTimeout(timer);
      this.ended.signal.removeEventListener("abort", end);
      cut.abort();
    }
    return null;
  }

  private async read(body: ReadableStream<Uint8Array>, heard: () => void): Promise<void> {
    const parser = createParser({
      onEvent: (event) => {
        if (event.id) this.last = event.id;
        this.options.onEvent(event);
      },
      onComment: () => this.options.onComment?.(),
    });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      this.waits = 0;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  }

  private async pause(atLeastS: number): Promise<void> {
    const grown = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** this.waits);
    this.waits += 1;
    const seconds = Math.max(atLeastS, grown * (0.75 + Math.random() / 2));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.ended.signal.aborted) this.wake();
    });
    this.wake = () => undefined;
  }
}
