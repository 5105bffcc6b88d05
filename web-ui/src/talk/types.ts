// What do the server's answers to shoppers look like?

export type Role = "shopper" | "assistant" | "agent" | "system";
export type Status = "bot" | "waiting" | "agent" | "closed";

export interface Source {
  kind: string;
  id: string;
  title: string;
}

export interface Attachment {
  id: string;
  name: string;
  media_type: string;
  size_bytes: number;
}

export interface Message {
  message_id: string;
  seq: number;
  role: Role;
  text: string;
  route: string;
  sources: Source[];
  in_reply_to: string;
  created_at: string;
  client_message_id?: string;
  attachment?: Attachment | null;
  /** Who of the staff speaks, on messages of role agent. */
  speaker?: string;
}

export interface StateNews {
  seq: number;
  status: Status;
  queue_position: number | null;
  /** Seconds that a waiting shopper may expect, where the server tells. */
  wait_s?: number | null;
  speaker?: string;
}

export interface TalkRow {
  id: string;
  status: Status;
  created_at: string;
  title?: string;
  last_seq?: number;
}

export interface Shop {
  name: string;
  assistant_name: string;
  welcome: string;
  quick_questions: string[];
  business_hours: string;
  on_duty: boolean;
  features: {
    voice: boolean;
    attachments: { media_types: string[]; most_bytes: number } | null;
  };
}

export interface ProductSku {
  sku: string;
  options: string;
  price: string | null;
  list_price: string | null;
  stock: number | null;
  restock_at: string | null;
}

export interface Product {
  product_id: string;
  name: string;
  brand: string;
  category: string;
  url: string;
  picture: string;
  skus: ProductSku[];
  read_at: string;
}

/** What page the shopper is on. */
export interface PageContext {
  product_id?: string;
  sku?: string;
  order_id?: string;
  tags?: string[];
  platform?: string;
  username?: string;
}
