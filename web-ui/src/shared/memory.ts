// What does the browser remember between visits?

/** Values in localStorage under one prefix; kept in the page alone where storage is forbidden or full. */
export class Memory {
  private readonly held = new Map<string, string>();

  constructor(private readonly prefix: string) {}

  read<T>(key: string, otherwise: T): T {
    try {
      const text = localStorage.getItem(this.prefix + key) ?? this.held.get(key);
      return text === undefined || text === null ? otherwise : (JSON.parse(text) as T);
    } catch {
      const text = this.held.get(key);
      return text === undefined ? otherwise : (JSON.parse(text) as T);
    }
  }

  write(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    this.held.set(key, text);
    try {
      localStorage.setItem(this.prefix + key, text);
    } catch {
      // Private windows and full disks: the page itself still remembers.
    }
  }

  forget(key: string): void {
    this.held.delete(key);
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // nothing was stored
    }
  }

  /** Forget everything but these keys. */
  clear(kept: readonly string[] = []): void {
    const stays = new Set(kept.map((key) => this.prefix + key));
    for (const key of this.held.keys()) if (!stays.has(this.prefix + key)) this.held.delete(key);
    try {
      const all = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix) && !stays.has(key));
      for (const key of all) localStorage.removeItem(key);
    } catch {
      // nothing was stored
    }
  }

  /** Call back when another tab writes the key; returns what ends it. */
  watch(key: string, changed: () => void): () => void {
    const listen = (event: StorageEvent): void => {
      if (event.key === this.prefix + key || event.key === null) changed();
    };
    window.addEventListener("storage", listen);
    return () => window.removeEventListener("storage", listen);
  }
}

/** Return a new unguessable name. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
