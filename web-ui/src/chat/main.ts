// What does the page at / start with?
import "../shared/page.css";
import "./page.css";
import "../talk/messenger";
import type { XeMessenger } from "../talk/messenger";
import { Session } from "../talk/session";
import type { PageContext, Shop } from "../talk/types";

const asked = new URLSearchParams(location.search);
const context: PageContext = {};
for (const name of ["product_id", "sku", "order_id"] as const) {
  const value = asked.get(name);
  if (value) context[name] = value;
}

/** Return what the server wrote into the page; null where the shop has not opened. */
function shopOfPage(): Shop | null {
  const text = document.querySelector<HTMLMetaElement>("meta[name=shop]")?.content;
  return text ? (JSON.parse(text) as Shop) : null;
}

const session = new Session({ context, locale: asked.get("lang") ?? "", shop: shopOfPage() });
const messenger = document.createElement("xe-messenger") as XeMessenger;
messenger.session = session;

function dress(theme: string): void {
  messenger.theme = theme;
  if (theme) document.documentElement.dataset["theme"] = theme;
  else delete document.documentElement.dataset["theme"];
}

function name(): void {
  document.documentElement.lang = session.locale;
  document.title = session.shop ? `${session.shop.name} · ${session.say("chat")}` : session.say("chat");
}

dress(session.memory.read("theme", ""));
name();
session.addEventListener("change", name);
messenger.addEventListener("xe-theme", (event) => {
  const theme = (event as CustomEvent<string>).detail;
  session.memory.write("theme", theme);
  dress(theme);
});
document.querySelector("main")?.append(messenger);
