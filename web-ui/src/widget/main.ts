// What runs on a page of the merchant's that loads /widget.js?
import { start } from "./widget";

const script =
  document.currentScript ?? [...document.scripts].find((one) => new URL(one.src, location.href).pathname === "/widget.js");
if (script instanceof HTMLScriptElement && !("xiaoer" in window)) {
  const begin = (): void => start(new URL(script.src, location.href).origin, script.dataset);
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin, { once: true });
}
