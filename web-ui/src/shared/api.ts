// How do the pages call the server?

/** What went wrong, as the server told it (problem+json), or `offline` when nothing came back. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly retryAfterS: number,
    readonly requestId: string,
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** Whether trying the same again later may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface ApiOptions {
  /** Origin of the server, empty for the page's own. */
  base?: string;
  /** Bearer token to show; without one the browser's cookie speaks. */
  token?: () => string;
  /** Called once for every answer 401. */
  onSignedOut?: () => void;
  timeoutS?: number;
}

const TIMEOUT_S = 20;

/** Calls JSON routes; every failure is a `Problem`. */
export class Api {
  constructor(private readonly options: ApiOptions = {}) {}

  get<T>(path: string): Promise<T> {
    return this.call<T>("GET", path);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.call<T>("POST", path, body ?? {});
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>("PUT", path, body);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>("PATCH", path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.call<T>("DELETE", path);
  }

  /** Send a file as the whole body; its name travels percent-encoded in `X-File-Name`. */
  upload<T>(path: string, file: Blob, name: string, headers: Record<string, string> = {}): Promise<T> {
    const type = file.type || "application/octet-stream";
    const all = { ...headers, "Content-Type": type, "X-File-Name": encodeURIComponent(name) };
    return this.read<T>(this.fetch(path, { method: "POST", body: file, headers: all }, 120));
  }

  /** Fetch a file that only the signed-in caller may see. */
  async blob(path: string): Promise<Blob> {
    const response = await this.fetch(path, {});
    if (!response.ok) throw await this.problem(response);
    return response.blob();
  }

  /** The plain response, for streams; `timeoutS` 0 waits for ever. */
  async fetch(path: string, init: RequestInit, timeoutS = this.options.timeoutS ?? TIMEOUT_S): Promise<Response> {
    const headers = new Headers(init.headers);
    const token = this.options.token?.() ?? "";
    if (token) headers.set("Authorization", `Bearer ${token}`);
    const late = new AbortController();
    const timer = timeoutS ? setTimeout(() => late.abort(), timeoutS * 1000) : 0;
    const base = this.options.base ?? "";
    const all: RequestInit = { ...init, headers, credentials: base ? "omit" : "same-origin", cache: "no-store" };
    if (!init.signal) all.signal = late.signal;
    try {
      return await fetch(base + path, all);
    } finally {
      clearTimeout(timer);
    }
  }

  private call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const init: RequestInit = { method };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { "Content-Type": "application/json" };
    }
    return this.read<T>(this.fetch(path, init));
  }

  private async read<T>(answer: Promise<Response>): Promise<T> {
    let response: Response;
    try {
      response = await answer;
      if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
    } catch {
      throw new Problem(0, "offline", "", 0, "");
    }
    throw await this.problem(response);
  }

  /** Read what a failed response tells. */
  async problem(response: Response): Promise<Problem> {
    if (response.status === 401) this.options.onSignedOut?.();
    const told = (await response.json().catch(() => ({}))) as Partial<Record<string, string>>;
    const retryS = Number(response.headers.get("Retry-After")) || 0;
    const id = response.headers.get("X-Request-ID") ?? "";
    return new Problem(response.status, told["code"] ?? "http", told["detail"] ?? "", retryS, id);
  }
}
