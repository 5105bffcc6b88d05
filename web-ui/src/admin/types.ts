// What does the server tell the owner's console?

export type RowKind = "faq" | "sku" | "promotion";
export type State = "same" | "added" | "changed";
export type Cells = Record<string, string>;

export interface Working {
  shop_name: string;
  live: number | null;
  live_since: string | null;
  changes: number;
  is_dirty: boolean;
  counts: Record<string, number>;
}

export interface Fault {
  severity: "error" | "warning";
  file: string;
  row: number | null;
  column: string;
  reason: string;
}

export interface Saved {
  saved: boolean;
  key: string;
  problems: Fault[];
}

export interface Row {
  key: string;
  mark: string;
  state: State;
  cells: Cells;
}

export interface Rows {
  total: number;
  rows: Row[];
}

export interface Section {
  heading: string;
  text: string;
  starts_at: string;
  ends_at: string;
}

export interface Policy {
  name: string;
  mark: string;
  topic: string;
  state: State;
  sections: Section[];
}

export interface Word {
  key: string;
  mark: string;
  word: string;
  standard: string;
  state: State;
}

export type WordLists = Record<"sensitive" | "banned" | "slang", Word[]>;

export interface Change {
  kind: string;
  key: string;
  title: string;
  change: "added" | "changed" | "removed";
  fields: { field: string; old: string; new: string }[];
}

export interface Diff {
  added: number;
  changed: number;
  removed: number;
  changes: Change[];
  /** Tells the draft apart that these differences are of; empty for those of a file. */
  mark: string;
}

export interface Report {
  outcome: "stored" | "unchanged" | "planned" | "rejected";
  version: number | null;
  counts: { kind: string; seen: number; loaded: number }[];
  errors: number;
  warnings: number;
  problems: Fault[];
  diff: Diff;
}

export interface Version {
  number: number;
  stated_at: string;
  note: string;
  published_at: string | null;
  live: boolean;
}

export interface Finding {
  severity: "error" | "warning";
  kind: string;
  key: string;
  what: string;
  advice: string;
}

export interface Slot {
  kind: string;
  key: string;
  title: string;
  about: string;
  starts_at: string | null;
  ends_at: string | null;
}

export interface Source {
  kind: string;
  id: string;
  title: string;
}

export interface Tried {
  reply: string;
  route: string;
  handoff: boolean;
  sources: Source[];
  version: number;
  at: string;
  receipt: Receipt;
}

export interface Ask {
  text: string;
  intent: string;
  confidence: number;
  entities: Record<string, unknown>;
}

export interface Receipt {
  shop_version: number;
  understanding: {
    text: string;
    normalized: string;
    standalone: string;
    asks: Ask[];
    sentiment: string;
    anger: number;
  };
  screening: { action: string; reason: string };
  evidence: { kind: string; id: string; title?: string; text: string; stated_at?: string }[];
  passages: Record<string, unknown>[];
  route: string;
  rule: string;
  replaced: string[];
  stages: { stage: string; ms: number }[];
  composed: { model: string; prompt_tokens: number; completion_tokens: number; ended: string } | null;
}

export interface TalkRow {
  id: string;
  created_at: string;
  last_at: string;
  status: string;
  first_words: string;
  handed_over: boolean;
  score: number | null;
}

export interface TalkEvent {
  kind: string;
  at: string;
  message: {
    message_id: string;
    role: string;
    text: string;
    route: string;
    speaker: string;
    sources: Source[];
    attachment: { name: string } | null;
  } | null;
  state: { status: string; speaker: string } | null;
}

export interface Talk {
  id: string;
  status: string;
  created_at: string;
  masked: boolean;
  events: TalkEvent[];
}

export interface Unanswered {
  question: string;
  count: number;
  last_at: string;
  conversation_id: string;
  known: boolean;
}

export interface Seconds {
  count: number;
  half: number | null;
  most: number | null;
}

export interface Overview {
  days: { day: string; talks: number; by_person: number }[];
  talks: number;
  without_person: number;
  resolved_at_once: number;
  rated: number;
  score: number | null;
  by_score: number[];
  routes: { name: string; count: number }[];
  reply_wait: Seconds;
  person_wait: Seconds;
  waiting_now: number;
  reasons: { name: string; count: number }[];
  asked: { name: string; count: number }[];
  cited: { kind: string; id: string; title: string; count: number }[];
  failures: Unanswered[];
  is_cut: boolean;
}

export interface Opinion {
  conversation_id: string;
  at: string;
  score: number | null;
  helpful: boolean | null;
  words: string;
  about: string;
}

export interface Profile {
  profile: Record<string, string | string[]>;
  defaults: Record<string, string | string[]>;
  timezone: string;
  mark: string;
}

export interface Account {
  id: string;
  login: string;
  display_name: string;
  role: "viewer" | "agent" | "owner";
  status: "active" | "off";
  created_at: string;
}

export interface Key {
  id: string;
  name: string;
  role: string;
  hint: string;
  created_at: string;
  created_by: string;
  revoked_at: string | null;
  secret?: string;
}

export interface AuditEntry {
  seq: number;
  at: string;
  actor: string;
  action: string;
  target: string;
  detail: string;
}

export interface SystemState {
  version: string;
  parts: { name: string; status: "ok" | "degraded" | "down"; detail: string }[];
  settings: { name: string; value: string; meaning: string }[];
}

export interface Backup {
  name: string;
  size_bytes: number;
  made_at: string;
}
