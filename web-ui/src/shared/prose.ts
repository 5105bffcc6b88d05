// How is text that others wrote shown without trusting it?
import DOMPurify from "dompurify";
import { Marked } from "marked";

const TAGS = ["p", "br", "strong", "em", "del", "ul", "ol", "li", "code", "pre", "blockquote", "a", "h3", "h4", "hr"];
const TABLES = ["table", "thead", "tbody", "tr", "th", "td"];
const ATTRIBUTES = ["href", "start"];
const LINK = /^(https?:|tel:|mailto:)/i;
const SUBSTITUTES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    // Markup inside a message is text that somebody typed; pictures would be fetched from wherever they point to.
    html: ({ text }) => escape(text),
    image: ({ text }) => escape(text),
    heading({ tokens, depth }) {
      const tag = depth < 3 ? "h3" : "h4";
      return `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`;
    },
  },
});

function escape(text: string): string {
  return text.replace(/[&<>]/g, (sign) => SUBSTITUTES[sign] ?? sign);
}

const purifier = DOMPurify(window);
purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.nodeName !== "A") return;
  if (!LINK.test(node.getAttribute("href") ?? "")) node.removeAttribute("href");
  node.setAttribute("target", "_blank");
  node.setAttribute("rel", "noopener noreferrer nofollow");
});

/** Return markdown as nodes that hold no script, no style, no form and nothing that loads by itself. */
export function markdown(text: string): DocumentFragment {
  return purifier.sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: [...TAGS, ...TABLES],
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
