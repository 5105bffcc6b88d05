// What do the server's answers to agents look like?
import type { Attachment, Source, Status } from "../talk/types";

export type Presence = "online" | "busy" | "away";

export interface Ticket {
  id: string;
  conversation_id: string;
  status: "waiting" | "taken" | "resolved";
  reason: string;
  summary: string;
  created_at: string;
  agent_id: string;
  agent_name: string;
  claimed_at: string | null;
  replied_at: string | null;
  waiting_since: string | null;
  due_at: string | null;
  resolved_at: string | null;
  alarms: number;
  contact: string;
  version: number;
}

export interface OpenTicket extends Ticket {
  talk_status: Status;
  last_seq: number;
}

export interface Agent {
  agent_id: string;
  name: string;
  status: Presence;
}

export interface Board {
  tickets: OpenTicket[];
  agents: Agent[];
  is_open: boolean;
  now: string;
  patience_s: number;
}

export interface Message {
  message_id: string;
  seq: number;
  role: "shopper" | "assistant" | "agent" | "system";
  text: string;
  route: string;
  sources: Source[];
  created_at: string;
  speaker: string;
  client_message_id: string;
  attachment?: Attachment | null;
}

export interface Note {
  id: string;
  author: string;
  text: string;
  created_at: string;
}

export interface ReadMark {
  role: string;
  message_id: string;
}

export interface TalkPage {
  id: string;
  status: Status;
  created_at: string;
  last_seq: number;
  messages: Message[];
  reads: ReadMark[];
  notes: Note[];
  tickets: Ticket[];
  next: number | null;
}

export interface Colleague {
  id: string;
  display_name: string;
  status: Presence | "gone";
}

export interface Canned {
  id: string;
  shortcut: string;
  text: string;
}

export interface Draft {
  text: string;
  route: string;
  sources: Source[];
}
